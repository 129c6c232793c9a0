import { AsyncLocalStorage } from 'node:async_hooks'

/** What of a token that was checked says how somebody signed in there. */
export type Claims = { sub?: string; acr?: string; amr?: string[] }

const underWay = new AsyncLocalStorage<Claims>()

/** Does some work, and tells what the provider said in it. */
export async function withClaims<T>(work: () => Promise<T>): Promise<{ done: T; claims: Claims }> {
  const claims: Claims = {}
  return { done: await underWay.run(claims, work), claims }
}

/**
 * The provider's own number of a person, and what its token says kept for `withClaims`. The token has been checked before.
 *
 * @throws `single sign-on: …` if what is told of the person is of somebody else than the token
 */
export function subjectOf(idToken: string | undefined, profile: { sub?: unknown }): string {
  const said = idToken ? (JSON.parse(bodyOf(idToken)) as Record<string, unknown>) : {}
  const { sub, acr, amr } = said
  if (typeof sub !== 'string' || !sub)
    throw new Error('single sign-on: expected a subject in the token, found none')
  if (profile.sub !== sub) throw new Error('single sign-on: expected one subject, found two')
  Object.assign(underWay.getStore() ?? {}, {
    sub,
    ...(typeof acr === 'string' && { acr }),
    ...(Array.isArray(amr) && { amr: amr.filter((way) => typeof way === 'string') }),
  })
  return sub
}

/** Does the provider say that it asked for a second factor? One of its words for how is among those that mean that. */
export function saysSecondFactor({ acr, amr = [] }: Claims, words: string[]): boolean {
  return [acr, ...amr].some((word) => word !== undefined && words.includes(word))
}

function bodyOf(token: string): string {
  return Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()
}
