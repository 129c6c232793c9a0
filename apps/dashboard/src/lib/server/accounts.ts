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

/** Gives the browser the cookies that better-auth made. */
export function passCookies(from: Headers, to: Headers): void {
  for (const value of from.getSetCookie()) to.append('set-cookie', value)
}
