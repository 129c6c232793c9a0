import type { ByteFile } from '../byte-file.ts'
import { limits } from '../limits.ts'
import { Unreadable } from '../unreadable.ts'
import type { RawDictionary } from './sav-dictionary.ts'
import { uncoded } from './uncoded.ts'
import { unpackedBlocks } from './unpacked-blocks.ts'

/** Some cases at a time: eight bytes a place, one case after the other. */
export type CaseBatch = { bytes: Buffer; cases: number }

/**
 * The cases of a file of SPSS as eights of bytes, whatever way they are packed. A file that ends within a case, or before all
 * the cases it says it has, is cut short.
 *
 * @throws Unreadable
 */
export async function* readCases(
  file: ByteFile,
  raw: RawDictionary,
  eights: number,
): AsyncGenerator<CaseBatch> {
  const { compression, cases } = raw
  const caseBytes = 8 * eights
  if (caseBytes > limits.rowBytes)
    throw new Unreadable('columns', 'expected cases of at most 64 MB, found larger ones')
  const source = compression === 2 ? unpackedBlocks(file, raw.numbers) : pieces(file)
  let kept: Buffer = Buffer.alloc(0)
  let found = 0
  for await (const piece of compression === 0 ? source : uncoded(source, raw)) {
    const whole = kept.length > 0 ? Buffer.concat([kept, piece]) : piece
    const n = Math.floor(whole.length / caseBytes)
    const wanted = cases >= 0 ? Math.min(n, cases - found) : n
    if (wanted > 0) yield { bytes: whole.subarray(0, wanted * caseBytes), cases: wanted }
    found += wanted
    if (found === cases) return
    kept = Buffer.from(whole.subarray(n * caseBytes))
  }
  if (kept.length > 0 || found < cases) {
    const expected = cases < 0 ? 'whole cases' : `${cases} cases`
    throw new Unreadable('truncated', `expected ${expected}, found ${found} and the end of the file`)
  }
}

async function* pieces(file: ByteFile): AsyncGenerator<Buffer> {
  while (file.left > 0) yield await file.take(Math.min(file.left, 1 << 20), 'the cases')
}
