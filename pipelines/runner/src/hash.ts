import { createHash } from 'node:crypto'

/** SHA-256 of some bytes, in hex. */
export function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex')
}

/** Sixteen hex digits for a set of named inputs; the order in which they are given does not matter. */
export function keyOf(inputs: Record<string, string>): string {
  const sorted = Object.entries(inputs).sort(([a], [b]) => (a < b ? -1 : 1))
  return sha256(JSON.stringify(sorted)).slice(0, 16)
}
