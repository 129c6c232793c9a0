import type { ByteFile } from '../byte-file.ts'
import type { NumberReader } from '../numbers.ts'
import { Unreadable } from '../unreadable.ts'

/** Where each long text stands: `variable row` → place and length. */
export type LongTexts = Map<string, { place: number; bytes: number }>

const most = 20_000_000

/**
 * Finds the long texts of a file of Stata 13 or later, without reading them.
 *
 * @throws Unreadable
 */
export async function findLongTexts(
  file: ByteFile,
  from: number,
  release: number,
  { uint32, uint64 }: NumberReader,
): Promise<LongTexts> {
  const found: LongTexts = new Map()
  const headBytes = release === 117 ? 16 : 20
  file.seek(from, 'the long texts')
  while ((await file.peek(3)).toString('latin1') === 'GSO') {
    const head = await file.take(headBytes, 'a long text')
    const variable = uint32(head, 3)
    const row = release === 117 ? uint32(head, 7) : uint64(head, 7)
    const kind = head[headBytes - 5]
    const bytes = uint32(head, headBytes - 4)
    found.set(`${variable} ${row}`, {
      place: file.position,
      bytes: Math.max(0, kind === 130 ? bytes - 1 : bytes),
    })
    await file.skip(bytes, 'a long text')
    if (found.size > most) throw new Unreadable('size', `expected at most ${most} long texts, found more`)
  }
  return found
}

/** Which long text a cell of eight bytes means; undefined for none. */
export function longTextKey(bytes: Buffer, release: number, numbers: NumberReader): string | undefined {
  const big = numbers.uint16(Buffer.from([0, 1])) === 1
  const whole = (part: Buffer) =>
    [...(big ? part : [...part].reverse())].reduce((sum, byte) => sum * 256 + byte, 0)
  const cut = release === 117 ? 4 : release === 118 ? 2 : 3
  const [variable, row] = [whole(bytes.subarray(0, cut)), whole(bytes.subarray(cut, 8))]
  return variable === 0 && row === 0 ? undefined : `${variable} ${row}`
}
