import { beginSecondFactor, confirmSecondFactor, renewRecoveryCodes, stopSecondFactor } from '@pejling/ledger'
import { fail, redirect } from '@sveltejs/kit'
import { passCookies } from '#lib/server/accounts.ts'
import { formText } from '#lib/server/form-text.ts'
import { fromLedger } from '#lib/server/from-ledger.ts'
import { lacksFactor } from '#lib/server/guard.ts'
import { qrCode } from '#lib/server/qr-code.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals }) => ({
  on: locals.account!.secondFactor,
  required: lacksFactor(locals),
})

export const actions: Actions = {
  /** Proves who asks, and shows what the app is set up with. */
  begin: async ({ request }) => {
    const password = (await formText(request))('password')
    return fromLedger(async ({ ledger, accounts }) => {
      try {
        const { uri, recoveryCodes } = await beginSecondFactor(ledger, accounts, {
          ...{ password, headers: request.headers },
        })
        return { asked: 'begin' as const, setUp: setUpOf(uri, recoveryCodes) }
      } catch (problem) {
        if (isWrong(problem)) return fail(400, { asked: 'begin' as const, problem: 'password' as const })
        throw problem
      }
    })
  },
  /** Turns it on with a first code, and shows the recovery codes, once. */
  confirm: async ({ request, cookies }) => {
    const text = await formText(request)
    return fromLedger(async ({ ledger, accounts }) => {
      // Both were shown to the same browser a moment ago; here they only come back to be shown again.
      const setUp = setUpOf(text('uri'), text('codes').split(' '))
      try {
        const { headers } = request
        passCookies(await confirmSecondFactor(ledger, accounts, { code: text('code'), headers }), cookies)
        return { asked: 'confirm' as const, codes: setUp?.codes ?? [] }
      } catch (problem) {
        if (isWrong(problem)) return fail(400, { asked: 'confirm' as const, problem: 'code' as const, setUp })
        throw problem
      }
    })
  },
  newCodes: async ({ request }) => {
    const password = (await formText(request))('password')
    return fromLedger(async ({ ledger, accounts }) => {
      try {
        const again = { password, headers: request.headers }
        return { asked: 'newCodes' as const, codes: await renewRecoveryCodes(ledger, accounts, again) }
      } catch (problem) {
        if (isWrong(problem)) return fail(400, { asked: 'newCodes' as const, problem: 'password' as const })
        throw problem
      }
    })
  },
  turnOff: async ({ request, cookies }) => {
    const password = (await formText(request))('password')
    const failed = await fromLedger(async ({ ledger, accounts }) => {
      try {
        const again = { password, headers: request.headers }
        passCookies(await stopSecondFactor(ledger, accounts, again), cookies)
      } catch (problem) {
        if (isWrong(problem)) return fail(400, { asked: 'turnOff' as const, problem: 'password' as const })
        throw problem
      }
    })
    if (failed) return failed
    redirect(303, '/account?saved=off')
  },
}

/** Did the ledger refuse what was written, rather than fail? */
function isWrong(problem: unknown): boolean {
  return problem instanceof Error && /^(password: wrong|code: wrong)/.test(problem.message)
}

/** What an authenticator is set up with: as a picture, as a key to type, and the codes for the day it is lost. */
function setUpOf(uri: string, codes: string[]) {
  const key = URL.canParse(uri) && new URL(uri).searchParams.get('secret')
  if (!key || !uri.startsWith('otpauth://totp/') || uri.length > 500) return undefined
  const known = codes.filter((code) => /^[\w-]{6,40}$/.test(code)).slice(0, 20)
  return { uri, key: key.replace(/(.{4})(?=.)/g, '$1 '), qr: qrCode(uri), codes: known }
}
