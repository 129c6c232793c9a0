import { isIPv6 } from 'node:net'

/**
 * Whom an address belongs to, as far as limits go: an IPv4 address itself, of an IPv6 address the first 64 bits, since
 * whoever has one has all of those. `::ffff:192.0.2.1` is `192.0.2.1`.
 */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (mapped) return mapped[1]
  const bare = address.replace(/%.*$/, '')
  if (!isIPv6(bare)) return address
  const [head, tail] = bare.toLowerCase().split('::')
  const before = head ? head.split(':') : []
  const after = tail ? tail.split(':') : []
  const zeros = bare.includes('::')
    ? Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0')
    : []
  return [...before, ...zeros, ...after]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')
}
