import { createFirstAdmin, findPasswordProblem, isSetupTokenValid, signIn } from '@pejling/ledger'
import { error, fail, redirect } from '@sveltejs/kit'
import { passCookies } from '#lib/server/accounts.ts'
import { getHouse } from '#lib/server/house.ts'
import type { Actions, PageServerLoad } from './$types'

const used = 'setup link: used, too old or unknown'

/** The one-time link of a new installation; it says nothing to anyone once it is used. */
export const load: PageServerLoad = async ({ params }) => {
  const { ledger } = getHouse()
  if (!ledger) error(404, 'no such page: /setup')
  if (!(await isSetupTokenValid(ledger, params.token).catch(() => error(503, 'database: does not answer'))))
    error(410, used)
  return {}
}

export const actions: Actions = {
  /** Makes the first admin's account and signs it in. */
  default: async ({ request, params, cookies, getClientAddress }) => {
    const { ledger, accounts } = getHouse()
    if (!ledger || !accounts) error(404, 'no such page: /setup')
    const form = await request.formData()
    const text = (name: string) => String(form.get(name) ?? '')
    const person = { name: text('name').trim(), email: text('email').trim(), password: text('password') }
    const again = { name: person.name, email: person.email }
    if (!person.name || !person.email) return fail(400, { problem: 'missing' as const, ...again })
    if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(person.email))
      return fail(400, { problem: 'email' as const, ...again })
    const weak = findPasswordProblem(person.password, person)
    if (weak) return fail(400, { problem: weak, ...again })
    if (person.password !== text('again')) return fail(400, { problem: 'different' as const, ...again })
    try {
      await createFirstAdmin(ledger, accounts, params.token, person)
    } catch (problem) {
      const { message } = problem as Error
      if (message === used) error(410, used)
      return fail(400, { problem: 'failed' as const, reason: message.split('\n')[0], ...again })
    }
    const { email, password } = person
    const attempt = { email, password, address: getClientAddress(), headers: request.headers }
    const answer = await signIn(ledger, accounts, attempt)
    if (answer.kind !== 'refused') passCookies(answer.headers, cookies)
    redirect(303, '/')
  },
}
