import type { Cookies } from '@sveltejs/kit'
import { type Role, roles } from './access.ts'
import { getHouse } from './house.ts'

/** Who is signed in. */
export type Account = { id: string; name: string; email: string; role: Role }

const cookie = /(?:^|;\s*)(?:__Secure-)?pejling\.session_token=/

/** Is there a session cookie at all? Most readers have none, and then the ledger is not asked. */
export function hasSessionCookie(headers: Headers): boolean {
  return cookie.test(headers.get('cookie') ?? '')
}

/** The account of a request's session; nobody while the ledger is away, so that open pages go on. */
export async function findAccount(headers: Headers): Promise<Account | undefined> {
  const { accounts } = getHouse()
  if (!accounts || !hasSessionCookie(headers)) return undefined
  try {
    const session = await accounts.api.getSession({ headers })
    if (!session) return undefined
    const { id, name, email, role } = session.user
    return { id, name, email, role: roles.find((known) => known === role) ?? 'reader' }
  } catch (problem) {
    console.error(`session: ${problem instanceof Error ? problem.message.split('\n')[0] : 'unknown problem'}`)
    return undefined
  }
}

/** Gives the browser the cookies that better-auth made: out of reach of scripts, and `secure` behind TLS. */
export function passCookies(from: Headers, cookies: Cookies): void {
  for (const line of from.getSetCookie()) {
    const [pair, ...attributes] = line.split(';').map((part) => part.trim())
    const at = pair.indexOf('=')
    const given = new Map(
      attributes.map((part) => part.split('=') as [string, string?]).map(([k, v]) => [k.toLowerCase(), v]),
    )
    const age = Number(given.get('max-age'))
    cookies.set(pair.slice(0, at), decodeURIComponent(pair.slice(at + 1)), {
      path: given.get('path') ?? '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: given.has('secure'),
      ...(Number.isFinite(age) && { maxAge: age }),
    })
  }
}
