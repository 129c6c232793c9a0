import { createReadStream } from 'node:fs'
import { Unreadable } from '../unreadable.ts'

/** Whole lines of a file at a time; `offset` is where in the file the first begins, `line` its number, 1 = first. */
export type LineBlock = { bytes: Buffer; offset: number; line: number }

const piece = 4_194_304

/**
 * Reads a file in pieces that end where a line ends, so that no letter and no line is cut; the last may have no end.
 *
 * @throws Unreadable if a line is longer than a piece
 */
export async function* lineBlocks(path: string): AsyncGenerator<LineBlock> {
  let kept: Buffer = Buffer.alloc(0)
  let offset = 0
  let line = 1
  const lent = (bytes: Buffer): LineBlock => {
    const block = { bytes, offset, line }
    offset += bytes.length
    line += countLines(bytes)
    return block
  }
  for await (const chunk of createReadStream(path, { highWaterMark: piece }) as AsyncIterable<Buffer>) {
    const whole = kept.length > 0 ? Buffer.concat([kept, chunk]) : chunk
    const end = Math.max(whole.lastIndexOf(10), whole.length > piece ? whole.lastIndexOf(13) : -1) + 1
    if (end === 0 && whole.length > 2 * piece) throw new Unreadable('line', tooLong, { row: line })
    if (end > 0) yield lent(whole.subarray(0, end))
    kept = end > 0 ? Buffer.from(whole.subarray(end)) : whole
  }
  if (kept.length > 0) yield lent(kept)
}

export const tooLong = 'expected lines of at most 2000000 letters, found a longer one; is this text?'

export function countLines(bytes: Uint8Array): number {
  let n = 0
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) n++
  return n
}
