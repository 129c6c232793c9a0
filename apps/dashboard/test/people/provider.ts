import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider, { type Configuration } from 'oidc-provider'

/** A real OpenID Connect provider, oidc-provider from npm, with a page on which one says who one is. */
export type RealProvider = { issuer: string; client: { id: string; secret: string }; stop(): Promise<void> }

const client = { id: 'pejling', secret: 'a secret between the two' }

/**
 * Starts one on this machine, under another name (`localhost`) than the dashboard's, so that it is another site. What is
 * written on its page: whose account, and how one signed in (`amr`); addresses are `<account>@example.dk`.
 *
 * @param redirect where it sends people back to
 */
export async function openRealProvider(redirect: string): Promise<RealProvider> {
  const server = createServer()
  await new Promise<void>((ready) => server.listen(0, 'localhost', ready))
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, configuration(redirect))
  const answer = provider.callback()
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/who/')) return void answer(request, response)
    if (request.method === 'GET') return response.setHeader('content-type', 'text/html').end(page)
    void formOf(request).then(async (form) => {
      const amr = form.get('amr')?.split(' ').filter(Boolean)
      const login = { accountId: form.get('account') ?? '', amr, remember: false }
      await provider.interactionFinished(request, response, { login })
    })
  })
  return {
    ...{ issuer, client },
    stop: () =>
      new Promise((stopped) => {
        server.close(() => stopped())
        server.closeAllConnections()
      }),
  }
}

const page = `<!doctype html><title>The town</title><form method="post">
  <label>Account <input name="account"></label> <label>Ways <input name="amr"></label> <button>Go on</button></form>`

function configuration(redirect: string): Configuration {
  return {
    clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: [redirect] }],
    claims: { openid: ['sub', 'amr'], email: ['email', 'email_verified'], profile: ['name'] },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, email: `${id}@example.dk`, email_verified: true, name: id }),
    }),
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/who/${uid}` },
    ttl: { AccessToken: 600, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    cookies: { keys: ['only for tests'] },
    // The town has said yes for everybody.
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client?.clientId,
        accountId: oidc.session?.accountId,
      })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  }
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  let body = ''
  for await (const chunk of request) body += String(chunk)
  return new URLSearchParams(body)
}
