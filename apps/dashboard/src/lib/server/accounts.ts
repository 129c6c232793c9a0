import { type SignedIn, useSession } from '@pejling/ledger'
import type { Cookies } from '@sveltejs/kit'
import { getHouse } from './house.ts'
import { log } from './log.ts'

/** Who is signed in, and in which session. */
export type Account = SignedIn['account'] & { session: string; provenByProvider: boolean }

const cookie = /(?:^|;\s*)(?:__Host-)?pejling\.session_token=/

/** Is there a session cookie at all? Most readers have none, and then the ledger is not asked. */
export function hasSessionCookie(headers: Headers): boolean {
  return cookie.test(headers.get('cookie') ?? '')
}

/** Who asks: somebody, nobody, one whose session has ended, or one we cannot know while the ledger is away. */
export type Session =
  { state: 'signed-in'; account: Account } | { state: 'none' } | { state: 'ended' } | { state: 'unknown' }

/** The session of a request, read anew each time: a role that is taken away is gone at the next click. */
export async function sessionOf(headers: Headers): Promise<Session> {
  const { ledger, accounts, sessionIdle } = getHouse()
  if (!ledger || !accounts || !hasSessionCookie(headers)) return { state: 'none' }
  try {
    const found = await useSession(ledger, accounts, headers, { idleMinutes: sessionIdle })
    if (!found) return { state: 'ended' }
    const { id, provenByProvider } = found.session
    return { state: 'signed-in', account: { ...found.account, session: id, provenByProvider } }
  } catch (problem) {
    log.warn('session not read', { problem: problem instanceof Error ? problem.message : undefined })
    return { state: 'unknown' }
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
