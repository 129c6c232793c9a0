import { acceptInvitation, findInvitation, signIn } from '@pejling/ledger'
import { error, fail, redirect } from '@sveltejs/kit'
import { passCookies } from '#lib/server/accounts.ts'
import { formText } from '#lib/server/form-text.ts'
import { fromLedger } from '#lib/server/from-ledger.ts'
import type { Actions, PageServerLoad } from './$types'

const unusable = 'invitation: used, too old or unknown'

/** What a link invites to; it says nothing to anyone once it is used, withdrawn or too old. */
export const load: PageServerLoad = async ({ params }) =>
  fromLedger(async ({ ledger }) => {
    const invitation = await findInvitation(ledger, params.token)
    if (!invitation) error(410, unusable)
    const { email, role, expiresAt } = invitation
    return { invitation: { email, role, expiresAt } }
  })

export const actions: Actions = {
  /** Makes the account and signs it in. */
  default: async ({ request, params, cookies, getClientAddress }) => {
    const text = await formText(request)
    const [name, password] = [text('name').trim(), text('password')]
    // Whoever has no link learns nothing from how a form is refused.
    await fromLedger(async ({ ledger }) => {
      if (!(await findInvitation(ledger, params.token))) error(410, unusable)
    })
    if (!name) return fail(400, { problem: 'missing' as const, name })
    if (password !== text('again')) return fail(400, { problem: 'different' as const, name })
    const refused = await fromLedger(async ({ ledger, accounts }) => {
      try {
        const { email } = await acceptInvitation(ledger, accounts, { token: params.token, name, password })
        const attempt = { email, password, address: getClientAddress(), headers: request.headers }
        const answer = await signIn(ledger, accounts, attempt)
        if (answer.kind !== 'refused') passCookies(answer.headers, cookies)
        return undefined
      } catch (problem) {
        const { message } = problem as Error
        if (message === unusable) error(410, unusable)
        return problems.find((known) => message === `password: ${known}`) ?? Promise.reject(problem)
      }
    })
    if (refused) return fail(400, { problem: refused, name })
    redirect(303, '/account/second-factor')
  },
}

const problems = ['short', 'long', 'known'] as const
