import { fail, redirect } from '@sveltejs/kit'
import { passCookies } from '#lib/server/accounts.ts'
import { attempts } from '#lib/server/attempts.ts'
import { getHouse } from '#lib/server/house.ts'
import { safeReturn } from '#lib/server/preferences.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = ({ url }) => ({
  open: getHouse().accounts !== undefined,
  back: safeReturn(url.searchParams.get('return')),
})

export const actions: Actions = {
  /** Signs in; a wrong password and an unknown address get the same answer after the same work. */
  default: async ({ request, getClientAddress, cookies }) => {
    const form = await request.formData()
    const email = String(form.get('email') ?? '').trim()
    const { accounts } = getHouse()
    if (!accounts) return fail(503, { problem: 'none' as const, email })
    const wait = attempts.wait(getClientAddress(), email)
    if (wait > 0) return fail(429, { problem: 'wait' as const, seconds: Math.ceil(wait / 1000), email })
    let headers: Headers
    try {
      const body = { email, password: String(form.get('password') ?? '') }
      ;({ headers } = await accounts.api.signInEmail({ body, headers: request.headers, returnHeaders: true }))
    } catch (problem) {
      const status = (problem as { statusCode?: number }).statusCode
      if (status === undefined || status >= 500) return fail(503, { problem: 'away' as const, email })
      attempts.failed(getClientAddress(), email)
      return fail(400, { problem: 'wrong' as const, email })
    }
    attempts.succeeded(getClientAddress(), email)
    passCookies(headers, cookies)
    redirect(303, safeReturn(form.get('return')))
  },
}
