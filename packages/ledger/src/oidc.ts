import { betterAuth } from 'better-auth'
import { genericOAuth } from 'better-auth/plugins'
import { actorOf, findRole, nobody } from './access.ts'
import { accountOptions, type AccountSettings } from './accounts.ts'
import { recordAct } from './audit-log.ts'
import type { Ledger } from './ledger.ts'
import { saysSecondFactor, subjectOf, withClaims } from './oidc-claims.ts'
import { beginStep } from './second-factor-step.ts'

/** How this installation is known to a provider of identities, and what of its word is taken. */
export type OidcSettings = {
  issuer: string
  clientId: string
  clientSecret: string
  /** What its button says. */
  name: string
  /** Its addresses are taken as checked, though it does not say so: for a provider that only an employer writes to. */
  trustEmail: boolean
  /** Values of `acr` or `amr` by which it says that it asked for a second factor. */
  secondFactor: string[]
}

/** Single sign-on with one provider. People are invited first; it makes no accounts. */
export type Oidc = {
  name: string
  /**
   * Where to send the browser, with the cookies that go along.
   *
   * @throws `back: expected a page of this site`, `single sign-on: the provider does not answer`,
   *   `single sign-on: expected metadata of …, found …`
   */
  begin(back: string): Promise<{ url: string; headers: Headers }>
  /**
   * Answers the browser that comes back to `oidcPath`: sends it on signed in, to the step of the second factor if the
   * account has one and the provider does not say that it asked for one, or to `/sign-in?problem=sso`.
   */
  finish(request: Request): Promise<Response>
}

/** Where the provider sends people back to; it is registered there with the origin before it. */
export const oidcPath = '/api/auth/callback/oidc'

/**
 * Opens single sign-on. The provider is asked for nothing until somebody signs in with it, and again the next time if it
 * did not answer: passwords go on while it is away.
 */
export function openOidc(ledger: Ledger, settings: AccountSettings, oidc: OidcSettings): Oidc {
  let opened: Opened | undefined
  const ready = async () => {
    const auth = (opened ??= open(ledger, settings, oidc))
    try {
      const { socialProviders } = await auth.$context
      const found = socialProviders.find(({ id }) => id === 'oidc')?.issuer
      // Whoever answers in its place could sign in anybody.
      if (bare(found) !== bare(oidc.issuer)) throw new OtherIssuer(oidc.issuer, found)
      return auth
    } catch (cause) {
      opened = undefined
      if (cause instanceof OtherIssuer) throw cause
      throw new Error('single sign-on: the provider does not answer', { cause })
    }
  }
  return {
    name: oidc.name,
    async begin(back) {
      if (!/^\/(?![/\\])/.test(back)) throw new Error('back: expected a page of this site')
      const { api } = await ready()
      const body = { provider: 'oidc', callbackURL: back, errorCallbackURL: '/sign-in?problem=sso' }
      const { headers, response } = await api.signInSocial({ body, returnHeaders: true })
      headers.delete('location')
      if (!response.url) throw new Error('single sign-on: expected an address to go to, found none')
      return { url: response.url, headers }
    },
    async finish(request) {
      // Whatever else better-auth would answer is closed.
      if (new URL(request.url).pathname !== oidcPath) return new Response(null, { status: 404 })
      const auth = await ready()
      const { done: answer, claims } = await withClaims(() => auth.handler(request))
      const cookie = answer.headers.getSetCookie().map((line) => line.split(';')[0])
      const found = await auth.api.getSession({ headers: new Headers({ cookie: cookie.join('; ') }) })
      const details = { by: 'single sign-on' }
      if (!found) {
        // Only what a provider has vouched for is written down, or anybody could make the log long.
        const failed = { ...nobody, act: 'sign-in-failed', subject: 'unknown', details } as const
        if (claims.sub) await recordAct(ledger, failed)
        return answer
      }
      const { session, user } = found
      const proven = saysSecondFactor(claims, oidc.secondFactor)
      if (user.twoFactorEnabled && !proven) return askForCode(auth, answer, session)
      if (proven)
        await ledger
          .updateTable('session')
          .set({ provenBy: 'provider' })
          .where('id', '=', session.id)
          .execute()
      const actor = actorOf({ id: user.id, role: findRole(user.role) ?? 'reader' })
      await recordAct(ledger, { ...actor, act: 'sign-in', subject: user.id, details })
      return answer
    },
  }
}

type Opened = ReturnType<typeof open>

/** Sends the browser to the step of the second factor and then where it was to go; its session has ended. */
async function askForCode(
  auth: Opened,
  answer: Response,
  { userId, token }: { userId: string; token: string },
): Promise<Response> {
  const context = await auth.$context
  const step = await beginStep(context, { person: userId, token })
  const back = answer.headers.get('location') ?? '/'
  const headers = new Headers({ location: `/sign-in/second-factor?return=${encodeURIComponent(back)}` })
  for (const line of answer.headers.getSetCookie())
    if (!line.startsWith(`${context.authCookies.sessionToken.name}=`)) headers.append('set-cookie', line)
  headers.append('set-cookie', step)
  return new Response(null, { status: 303, headers })
}

class OtherIssuer extends Error {
  constructor(expected: string, found = 'none') {
    super(`single sign-on: expected metadata of ${expected}, found ${found}`)
  }
}

function bare(issuer: string | undefined): string | undefined {
  return issuer?.replace(/\/$/, '')
}

function open(ledger: Ledger, settings: AccountSettings, oidc: OidcSettings) {
  const options = accountOptions(ledger, settings)
  return betterAuth({
    ...options,
    account: {
      // Nobody can take an address before its owner does: accounts are made by invitation only.
      accountLinking: {
        ...{ enabled: true, requireLocalEmailVerified: false },
        trustedProviders: oidc.trustEmail ? ['oidc'] : [],
      },
      updateAccountOnSignIn: false,
      storeAccountCookie: false,
    },
    rateLimit: { enabled: false },
    onAPIError: { errorURL: '/sign-in?problem=sso' },
    plugins: [
      ...options.plugins,
      genericOAuth({
        config: [
          {
            providerId: 'oidc',
            name: oidc.name,
            clientId: oidc.clientId,
            clientSecret: oidc.clientSecret,
            discoveryUrl: `${oidc.issuer}/.well-known/openid-configuration`,
            scopes: ['openid', 'email', 'profile'],
            requireIdTokenVerification: true,
            disableSignUp: true,
            pkce: true,
            accountSubject: ({ tokens, profile }) => subjectOf(tokens.idToken, profile),
          },
        ],
      }),
    ],
  })
}
