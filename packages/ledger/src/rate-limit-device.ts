import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

const days = 180
/** People share a machine: a browser stays known to so many accounts. */
const most = 5

/** Seconds a browser stays known after the last sign-in. */
export const deviceAge = days * 24 * 3600

/**
 * The mark by which this browser is known to the account, from the cookie's value; nothing if it is not, or no longer.
 * A mark is signed for one account and says nothing about which.
 */
export function findDevice(
  secret: string,
  { email, cookie, now = Date.now() }: { email: string; cookie: string | undefined; now?: number },
): string | undefined {
  return marksIn(cookie).find((mark) => {
    const [since, nonce, signature] = mark.split('.')
    if (!(now - parseInt(since, 36) < deviceAge * 1000)) return false
    const expected = Buffer.from(sign(secret, email, `${since}.${nonce}`))
    const found = Buffer.from(signature ?? '')
    return found.length === expected.length && timingSafeEqual(found, expected)
  })
}

/** The cookie's value after a sign-in: a new mark for this account, and those of the others. */
export function rememberDevice(
  secret: string,
  { email, cookie, now = Date.now() }: { email: string; cookie: string | undefined; now?: number },
): string {
  const unsigned = `${now.toString(36)}.${randomBytes(12).toString('base64url')}`
  const old = findDevice(secret, { email, cookie, now })
  const others = marksIn(cookie).filter((mark) => mark !== old)
  return [`${unsigned}.${sign(secret, email, unsigned)}`, ...others].slice(0, most).join('~')
}

function marksIn(cookie: string | undefined): string[] {
  return (cookie ?? '').split('~').filter(Boolean).slice(0, most)
}

function sign(secret: string, email: string, unsigned: string): string {
  return createHmac('sha256', secret).update(`device\n${email}\n${unsigned}`).digest('base64url').slice(0, 27)
}
