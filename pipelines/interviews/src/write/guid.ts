import { createHash } from 'node:crypto'

/**
 * A GUID made from what it stands for, so that the same project is written as the same bytes; of version 8, for what is
 * not random (RFC 9562).
 */
export function guidOf(...parts: (string | number | undefined)[]): string {
  const hex = createHash('sha256').update(JSON.stringify(parts)).digest('hex')
  const variant = ((parseInt(hex[16], 16) & 3) | 8).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
