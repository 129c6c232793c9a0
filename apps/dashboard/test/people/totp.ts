import { createHmac } from 'node:crypto'

/** The code an authenticator shows for an `otpauth:` address (RFC 6238); `later` counts half minutes from now. */
export function totp(uri: string, later = 0): string {
  const secret = new URL(uri).searchParams.get('secret') ?? ''
  const bits = [...secret].map((letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  )
  const bytes = bits.join('').match(/.{8}/g) ?? []
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + later))
  const key = Buffer.from(bytes.map((byte) => parseInt(byte, 2)))
  const hash = createHmac('sha1', key).update(counter).digest()
  const code = hash.readUInt32BE(hash[19] & 15) & 0x7fffffff
  return String(code % 1_000_000).padStart(6, '0')
}
