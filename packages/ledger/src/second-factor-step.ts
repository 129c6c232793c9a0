import { createHmac, randomBytes } from 'node:crypto'
import type { Accounts } from './accounts.ts'
import { cookieLine } from './session-cookie.ts'

type Context = Pick<Awaited<Accounts['$context']>, 'internalAdapter' | 'createAuthCookie' | 'secret'>

const minutes = 10
const ofProvider = '2fa-sso-'

/**
 * Turns a session into the first half of a sign-in: it ends, and the browser gets a cookie with which `completeSignIn`
 * gives one again for a code. better-auth does the same after a password.
 *
 * @returns the line of `set-cookie`
 */
export async function beginStep(
  { internalAdapter, createAuthCookie, secret }: Context,
  { person, token }: { person: string; token: string },
): Promise<string> {
  await internalAdapter.deleteSession(token)
  const identifier = ofProvider + randomBytes(18).toString('base64url')
  const expiresAt = new Date(Date.now() + minutes * 60_000)
  await internalAdapter.createVerificationValue({ identifier, value: person, expiresAt })
  const attempts = { identifier: `2fa-attempts-${identifier}`, value: '0', expiresAt }
  await internalAdapter.createVerificationValue(attempts)
  const signature = createHmac('sha256', secret).update(identifier).digest('base64')
  return cookieLine(createAuthCookie('two_factor', { maxAge: minutes * 60 }), `${identifier}.${signature}`)
}

/** Was it the provider, not a password, that came before the code? */
export function isOfProvider(cookie: string | undefined): boolean {
  return cookie?.startsWith(ofProvider) ?? false
}
