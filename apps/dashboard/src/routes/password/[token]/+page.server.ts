import { acceptPasswordLink, findPasswordLink } from '@pejling/ledger'
import { error, fail } from '@sveltejs/kit'
import { formText } from '#lib/server/form-text.ts'
import { fromLedger } from '#lib/server/from-ledger.ts'
import type { Actions, PageServerLoad } from './$types'

const unusable = 'password link: used, too old or unknown'
const problems = ['short', 'long', 'known'] as const

/** Whose password a link sets; it says nothing to anyone once it is used or too old. */
export const load: PageServerLoad = async ({ params, request }) =>
  fromLedger(async ({ ledger }) => {
    const person = await findPasswordLink(ledger, params.token)
    // The form that used the link up is answered on this page too.
    if (!person && request.method !== 'POST') error(410, unusable)
    return { email: person?.email }
  })

export const actions: Actions = {
  /** Sets the password; signing in with it, and with a second factor if there is one, comes after. */
  default: async ({ request, params }) => {
    const text = await formText(request)
    const password = text('password')
    return fromLedger(async ({ ledger }) => {
      if (!(await findPasswordLink(ledger, params.token))) error(410, unusable)
      if (password !== text('again')) return fail(400, { problem: 'different' as const })
      try {
        await acceptPasswordLink(ledger, { token: params.token, password })
        return { done: true as const }
      } catch (problem) {
        const { message } = problem as Error
        if (message === unusable) error(410, unusable)
        const known = problems.find((kind) => message === `password: ${kind}`)
        if (known) return fail(400, { problem: known })
        throw problem
      }
    })
  },
}
