import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'

/** What OWASP asks of Argon2id at least: 19 MiB, two passes, one lane. About 30 ms of one core. */
const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 }

/** A password as it is kept: `argon2id:<salt>:<hash>`, both base64url. */
export async function hashPassword(password: string, salt: Buffer = randomBytes(16)): Promise<string> {
  const hash = await argon2id(password, salt)
  return ['argon2id', salt.toString('base64url'), hash.toString('base64url')].join(':')
}

/** The salt of what is kept; none if it is something else. */
export function saltOf(kept: string): Buffer | undefined {
  const found = /^argon2id:([\w-]{22}):[\w-]{43}$/.exec(kept)
  return found ? Buffer.from(found[1], 'base64url') : undefined
}

/** Is it the password? Hashes of the first installations (scrypt, by better-auth) still hold. */
export async function verifyPassword({
  hash,
  password,
}: {
  hash: string
  password: string
}): Promise<boolean> {
  const [kind, salt, expected] = hash.split(':')
  if (kind !== 'argon2id') return (await import('better-auth/crypto')).verifyPassword({ hash, password })
  const found = await argon2id(password, Buffer.from(salt, 'base64url'))
  const wanted = Buffer.from(expected, 'base64url')
  return found.length === wanted.length && timingSafeEqual(found, wanted)
}

/** Nobody's password: checking against it costs the same and never holds, since nothing is known to hash to it. */
export const nobodysHash = `argon2id:${'A'.repeat(22)}:${'A'.repeat(43)}`

function argon2id(password: string, nonce: Buffer): Promise<Buffer> {
  // Composed and decomposed letters (å, ø) are the same password, whatever the keyboard sends.
  const message = password.normalize('NFKC')
  return new Promise((done, failed) =>
    argon2('argon2id', { ...cost, message, nonce }, (error, key) => (error ? failed(error) : done(key))),
  )
}
