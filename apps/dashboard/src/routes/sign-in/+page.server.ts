import { signIn } from '@pejling/ledger'
import { fail, redirect } from '@sveltejs/kit'
import { passCookies } from '#lib/server/accounts.ts'
import { formText } from '#lib/server/form-text.ts'
import { getHouse } from '#lib/server/house.ts'
import { log } from '#lib/server/log.ts'
import { safeReturn } from '#lib/server/preferences.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = ({ url, locals }) => {
  const { accounts, public: publicHouse, oidc } = getHouse()
  return {
    open: accounts !== undefined,
    publicHouse,
    provider: oidc?.name,
    providerFailed: url.searchParams.get('problem') === 'sso',
    back: safeReturn(url.searchParams.get('return')),
    reason: url.searchParams.has('out')
      ? ('out' as const)
      : locals.session === 'ended'
        ? ('ended' as const)
        : url.searchParams.has('return')
          ? ('needed' as const)
          : undefined,
  }
}

export const actions: Actions = {
  /** Signs in; the ledger answers a wrong password, an unknown address and too many tries alike, and in the same time. */
  default: async ({ request, getClientAddress, cookies }) => {
    const text = await formText(request)
    const email = text('email').trim()
    const back = safeReturn(text('return'))
    const { ledger, accounts } = getHouse()
    if (!ledger || !accounts) return fail(503, { problem: 'none' as const, email })
    const attempt = {
      email,
      password: text('password'),
      address: getClientAddress(),
      headers: request.headers,
    }
    const answer = await signIn(ledger, accounts, attempt).catch((problem: Error) =>
      log.error('sign in', problem),
    )
    if (!answer) return fail(503, { problem: 'away' as const, email })
    if (answer.kind === 'refused') return fail(400, { problem: 'wrong' as const, email })
    passCookies(answer.headers, cookies)
    if (answer.kind === 'second-factor')
      redirect(303, `/sign-in/second-factor?return=${encodeURIComponent(back)}`)
    redirect(303, back)
  },
}
