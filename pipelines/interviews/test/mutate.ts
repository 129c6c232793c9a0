/** Bytes with something broken: flipped, cut, doubled, moved, zeroed, or numbers that are too large. */
export function mutate(bytes: Buffer, below: (limit: number) => number): Buffer {
  const copy = Buffer.from(bytes)
  const times = 1 + below(4)
  let result = copy
  for (let i = 0; i < times; i++) {
    const at = below(result.length || 1)
    const length = 1 + below(Math.min(64, result.length || 1))
    const kind = below(7)
    if (kind === 0) result[at] ^= 1 << below(8)
    else if (kind === 1) result = result.subarray(0, at)
    else if (kind === 2) result.fill(below(256), at, Math.min(result.length, at + length))
    else if (kind === 3)
      result = Buffer.concat([result.subarray(0, at), result.subarray(at, at + length), result.subarray(at)])
    else if (kind === 4) result = Buffer.concat([result.subarray(0, at), result.subarray(at + length)])
    else if (kind === 5 && result.length > at + 4)
      result.writeUInt32LE([0, 0xffffffff, 0x7fffffff, at][below(4)], at)
    else {
      const from = below(result.length || 1)
      result = Buffer.concat([
        result.subarray(0, at),
        result.subarray(from, from + length),
        result.subarray(at),
      ])
    }
    result = Buffer.from(result)
  }
  return result
}

/** The same for XML: also parts of it that are left out, doubled, or say something else. */
export function mutateXml(xml: string, below: (limit: number) => number): string {
  const tags = [...xml.matchAll(/<[^>]*>/g)]
  let result = xml
  for (let i = 0; i <= below(3); i++) {
    const { index } = tags[below(tags.length)]
    const [found] = tags[below(tags.length)]
    const number = String([-1, 0, 99999999, 1e300, '', 'x', '9'.repeat(400)][below(7)])
    const kind = below(6)
    if (kind === 0) result = result.replace(found, '')
    else if (kind === 1) result = result.slice(0, index) + found + result.slice(index)
    else if (kind === 2) result = result.replace(found, found.replace(/="[^"]*"/, `="${number}"`))
    else if (kind === 3) result = result.replace(/Position="\d+"/, `Position="${number}"`)
    else if (kind === 4) result = result.replace(/guid="[^"]*"/i, `guid="${number}"`)
    else result = result.replaceAll(/<Code /g, below(2) ? '<Case ' : '<Code guid="1" ')
  }
  return result
}
