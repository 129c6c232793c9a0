import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the provider says of the person who signs in with it. */
export type Claims = {
  sub: string
  email: string
  email_verified?: boolean
  name?: string
  acr?: string
  amr?: string[]
  nonce?: string
  aud?: string
  exp?: number
}

/** An OpenID Connect provider on this machine: discovery, keys, authorization with PKCE, tokens signed with RS256. */
export type OidcProvider = {
  issuer: string
  /** Signs a person in as the browser does: follows the address there, and gives the one it is sent back to. */
  consent(url: string, claims: Claims): string
  /** Signs with another key than the one it shows. */
  forge(forged: boolean): void
  stop(): Promise<void>
}

export const client = { id: 'pejling', secret: 'a secret between the two' }

/** @param called what its metadata says it is, if not what it is */
export async function openProvider(port = 0, called?: string): Promise<OidcProvider> {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const codes = new Map<string, { claims: Claims; nonce: string | null; challenge: string | null }>()
  let forged = false
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', issuer())
    if (pathname === '/.well-known/openid-configuration')
      return json(response, {
        issuer: called ?? issuer(),
        authorization_endpoint: `${issuer()}/authorize`,
        token_endpoint: `${issuer()}/token`,
        jwks_uri: `${issuer()}/keys`,
        id_token_signing_alg_values_supported: ['RS256'],
      })
    if (pathname === '/keys') {
      const key = { ...keys.publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }
      return json(response, { keys: [key] })
    }
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      const form = new URLSearchParams(body)
      const asked = codes.get(form.get('code') ?? '')
      const proof = createHash('sha256')
        .update(form.get('code_verifier') ?? '')
        .digest('base64url')
      if (pathname !== '/token' || !asked || proof !== asked.challenge) return json(response, {}, 400)
      codes.delete(form.get('code') ?? '')
      const now = Math.floor(Date.now() / 1000)
      const times = { iss: issuer(), aud: client.id, iat: now, exp: now + 300, nonce: asked.nonce }
      const id_token = sign({ ...times, ...asked.claims })
      json(response, { access_token: randomBytes(8).toString('hex'), token_type: 'Bearer', id_token })
    })
  })
  await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready))
  const at = (server.address() as AddressInfo).port
  return {
    issuer: issuer(),
    consent(url, claims) {
      const { searchParams } = new URL(url)
      const code = randomBytes(8).toString('hex')
      const [nonce, challenge] = [searchParams.get('nonce'), searchParams.get('code_challenge')]
      codes.set(code, { claims, nonce, challenge })
      const back = new URL(searchParams.get('redirect_uri') ?? '')
      back.search = new URLSearchParams({ code, state: searchParams.get('state') ?? '' }).toString()
      return back.href
    },
    forge(value) {
      forged = value
    },
    stop: () =>
      new Promise((stopped) => {
        server.close(() => stopped())
        server.closeAllConnections()
      }),
  }

  function issuer(): string {
    return `http://127.0.0.1:${at ?? port}`
  }

  function sign(claims: object): string {
    const parts = [{ alg: 'RS256', typ: 'JWT', kid: 'one' }, claims].map((part) =>
      Buffer.from(JSON.stringify(part)).toString('base64url'),
    )
    const signature = createSign('sha256').update(parts.join('.'))
    return [...parts, signature.sign((forged ? other : keys).privateKey, 'base64url')].join('.')
  }
}

function json(response: ServerResponse, value: object, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}
