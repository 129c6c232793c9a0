import { betterAuth } from 'better-auth'
import { genericOAuth } from 'better-auth/plugins'
import { actorOf, findRole } from './access.ts'
import { accountOptions, type AccountSettings } from './accounts.ts'
import { recordAct } from './audit-log.ts'
import type { Ledger } from './ledger.ts'

/** How this installation is known to a provider of identities, and what of its word is taken. */
export type OidcSettings = {
  issuer: string
  clientId: string
  clientSecret: string
  /** What its button says. */
  name: string
  /** Its addresses are taken as checked, though it does not say so: for a provider that only an employer writes to. */
  trustEmail: boolean
}

/** Single sign-on with one provider. People are invited first; it makes no accounts. */
export type Oidc = {
  name: string
  /**
   * Where to send the browser, with the cookies that go along.
   *
   * @throws `back: expected a page of this site`, `single sign-on: the provider does not answer`
   */
  begin(back: string): Promise<{ url: string; headers: Headers }>
  /** Answers the browser that comes back to `oidcPath`: sends it on signed in, or to `/sign-in?problem=sso`. */
  finish(request: Request): Promise<Response>
}

/** Where the provider sends people back to; it is registered there with the origin before it. */
export const oidcPath = '/api/auth/callback/oidc'

/**
 * Opens single sign-on. The provider is asked for nothing until somebody signs in with it, and again the next time if it
 * did not answer: passwords go on while it is away.
 */
export function openOidc(ledger: Ledger, settings: AccountSettings, oidc: OidcSettings): Oidc {
  let opened: ReturnType<typeof open> | undefined
  const ready = async () => {
    const auth = (opened ??= open(ledger, settings, oidc))
    try {
      await auth.$context
      return auth
    } catch (cause) {
      opened = undefined
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
      const answer = await auth.handler(request)
      const cookie = answer.headers.getSetCookie().map((line) => line.split(';')[0])
      const session = await auth.api.getSession({ headers: new Headers({ cookie: cookie.join('; ') }) })
      if (session) {
        const { id, role } = session.user
        const actor = actorOf({ id, role: findRole(role) ?? 'reader' })
        await recordAct(ledger, { ...actor, act: 'sign-in', subject: id, details: { by: 'single sign-on' } })
      }
      return answer
    },
  }
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
          },
        ],
      }),
    ],
  })
}
