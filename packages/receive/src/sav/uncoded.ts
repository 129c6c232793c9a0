import { Unreadable } from '../unreadable.ts'
import type { RawDictionary } from './sav-dictionary.ts'

const spaces = Buffer.alloc(8, ' ')
const enough = 1 << 20

/**
 * Undoes the byte codes of SPSS: eight codes, then the eights of bytes that some of them stand for. 1 to 251 are small whole
 * numbers, 253 says the eight follows, 254 is eight spaces, 255 a missing number, 252 the end, 0 nothing.
 *
 * @throws Unreadable if the bytes end where some are owed
 */
export async function* uncoded(
  source: AsyncIterable<Buffer>,
  { bias, numbers }: RawDictionary,
): AsyncGenerator<Buffer> {
  const small = Array.from({ length: 256 }, (_, code) =>
    eightOf(code === 255 ? -Number.MAX_VALUE : code - bias, numbers),
  )
  let input: Buffer = Buffer.alloc(0)
  let codes: Buffer = Buffer.alloc(0)
  let at = 8
  let out = Buffer.allocUnsafe(enough + 64)
  let filled = 0
  for await (const piece of source) {
    input = input.length > 0 ? Buffer.concat([input, piece]) : piece
    let from = 0
    while (true) {
      if (filled >= enough) {
        yield out.subarray(0, filled)
        ;[out, filled] = [Buffer.allocUnsafe(enough + 64), 0]
      }
      if (at === 8) {
        if (from + 8 > input.length) break
        ;[codes, at, from] = [Buffer.from(input.subarray(from, from + 8)), 0, from + 8]
      }
      const code = codes[at]
      if (code === 252) {
        if (filled > 0) yield out.subarray(0, filled)
        return
      }
      if (code === 253) {
        if (from + 8 > input.length) break
        input.copy(out, filled, from, from + 8)
        from += 8
      } else if (code > 0) (code === 254 ? spaces : small[code]).copy(out, filled)
      if (code > 0) filled += 8
      at++
    }
    input = Buffer.from(input.subarray(from))
  }
  if (filled > 0) yield out.subarray(0, filled)
  if (input.length > 0 || (at < 8 && codes[at] === 253))
    throw new Unreadable('truncated', 'expected 8 bytes of the cases, found the end of the file')
}

function eightOf(number: number, numbers: RawDictionary['numbers']): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleLE(number)
  return numbers.float64(bytes) === number || Number.isNaN(number) ? bytes : bytes.reverse()
}
