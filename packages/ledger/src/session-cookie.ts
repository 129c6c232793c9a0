import type { Accounts } from './accounts.ts'

type Cookie = ReturnType<Awaited<Accounts['$context']>['createAuthCookie']>

/** The value of a cookie that a request carries. */
export function cookieIn(headers: Headers, name: string): string | undefined {
  for (const pair of (headers.get('cookie') ?? '').split(';')) {
    const at = pair.indexOf('=')
    if (at > 0 && pair.slice(0, at).trim() === name) return decoded(pair.slice(at + 1).trim())
  }
  return undefined
}

/** A cookie as a line of `set-cookie`: out of reach of scripts, `Secure` behind TLS. */
export function cookieLine({ name, attributes }: Cookie, value: string): string {
  const { maxAge, path, secure, sameSite } = attributes
  return [
    `${name}=${encodeURIComponent(value)}`,
    `Max-Age=${maxAge ?? 0}`,
    `Path=${path ?? '/'}`,
    'HttpOnly',
    ...(secure ? ['Secure'] : []),
    `SameSite=${String(sameSite ?? 'lax').replace(/^./, (letter) => letter.toUpperCase())}`,
  ].join('; ')
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
