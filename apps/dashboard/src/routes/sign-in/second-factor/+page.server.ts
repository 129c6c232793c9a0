import { completeSignIn } from '@pejling/ledger'
import { fail, redirect, type RequestEvent } from '@sveltejs/kit'
import { passCookies } from '#lib/server/accounts.ts'
import { formText } from '#lib/server/form-text.ts'
import { isAway } from '#lib/server/from-ledger.ts'
import { getHouse } from '#lib/server/house.ts'
import { safeReturn } from '#lib/server/preferences.ts'
import type { Actions, PageServerLoad } from './$types'

/** The second half of a sign-in; without the first half there is nothing to do here. */
export const load: PageServerLoad = ({ url, locals, cookies }) => {
  const back = safeReturn(url.searchParams.get('return'))
  if (locals.account) redirect(303, back)
  const begun = cookies.getAll().some(({ name }) => /^(__Host-)?pejling\.two_factor$/.test(name))
  if (!begun) redirect(303, back === '/' ? '/sign-in' : `/sign-in?return=${encodeURIComponent(back)}`)
  return { back }
}

export const actions: Actions = {
  code: (event) => complete(event, 'totp'),
  recovery: (event) => complete(event, 'recovery'),
}

async function complete({ request, cookies }: RequestEvent, kind: 'totp' | 'recovery') {
  const text = await formText(request)
  const { ledger, accounts } = getHouse()
  if (!ledger || !accounts) return fail(503, { problem: 'away' as const })
  const field = kind === 'totp' ? 'code' : 'recovery'
  try {
    const { headers } = request
    const answer = await completeSignIn(ledger, accounts, { code: text(field), kind, headers })
    if (answer.kind === 'refused') return fail(400, { problem: field })
    passCookies(answer.headers, cookies)
  } catch (problem) {
    if (isAway(problem)) return fail(503, { problem: 'away' as const })
    throw problem
  }
  redirect(303, safeReturn(text('return')))
}
