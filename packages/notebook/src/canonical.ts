import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'

/**
 * A value as the one text that stands for it, whatever order its fields were written in (RFC 8785); what is undefined is
 * left out, a number that is none is `null`. With its SHA-256.
 *
 * @example canonical({ b: 1, a: [2] }).text // {"a":[2],"b":1}
 */
export function canonical(value: object): { text: string; sha256: string } {
  const text = canonicalize(JSON.parse(JSON.stringify(value)))!
  return { text, sha256: sha256(text) }
}

/** Of a text in UTF-8, as 64 hexadecimal digits. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
