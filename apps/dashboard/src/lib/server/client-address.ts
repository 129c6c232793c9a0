import { BlockList, isIP } from 'node:net'

/**
 * Whose request it is: the address it came from, or what a proxy we trust says in `X-Forwarded-For`, read from the right as
 * far as trusted proxies wrote it. What stands left of that a client may have written itself.
 *
 * @param networks addresses and networks of the proxies, `10.0.0.0/8`
 */
export function clientAddressBehind(
  networks: string[],
): (remote: string | undefined, forwarded: string | undefined) => string {
  const trusted = new BlockList()
  for (const network of networks) {
    const [address, length] = network.split('/')
    if (length === undefined) trusted.addAddress(address, familyOf(address))
    else trusted.addSubnet(address, Number(length), familyOf(address))
  }
  return (remote, forwarded) => {
    let address = plain(remote ?? '')
    const hops = (forwarded ?? '').split(',').map((hop) => plain(hop.trim()))
    while (isIP(address) && trusted.check(address, familyOf(address))) {
      const hop = hops.pop()
      if (!hop || !isIP(hop)) break
      address = hop
    }
    return address
  }
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4'
}

/** An IPv4 address that came over an IPv6 socket is the same address. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '')
}
