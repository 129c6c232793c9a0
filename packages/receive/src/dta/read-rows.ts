import { ByteFile } from '../byte-file.ts'
import { limits } from '../limits.ts'
import type { RowBatches } from '../opened.ts'
import { Unreadable } from '../unreadable.ts'
import { dtaNumber } from './dta-cell.ts'
import type { DtaDictionary, ToText } from './dta-dictionary.ts'
import { widthOf } from './dta-layout.ts'
import { findLongTexts, type LongTexts, longTextKey } from './long-texts.ts'

/** Rows at a time: a megabyte or so. */
const batchBytes = 1 << 20

/**
 * The rows of a Stata file as texts; long texts are looked up where they stand.
 *
 * @throws Unreadable
 */
export async function* readRows(path: string, dictionary: DtaDictionary, toText: ToText): RowBatches {
  const { variables, rows, data } = dictionary
  const rowBytes = variables.reduce((sum, { type }) => sum + widthOf(type), 0)
  if (rowBytes > limits.rowBytes)
    throw new Unreadable('columns', 'expected rows of at most 64 MB, found larger ones')
  const hasLong = variables.some(({ type }) => type === 'long-text')
  const [file, beside] = [await ByteFile.open(path), await ByteFile.open(path)]
  try {
    const texts = await longTextsOf(beside, dictionary, hasLong)
    file.seek(data, 'the rows')
    const most = Math.max(1, Math.floor(batchBytes / Math.max(1, rowBytes)))
    for (let done = 0; done < rows;) {
      const n = Math.min(most, rows - done)
      const bytes = await file.take(n * rowBytes, 'the rows')
      const batch = []
      for (let at = 0; at < n; at++) {
        const row = bytes.subarray(at * rowBytes, (at + 1) * rowBytes)
        const cells = cellsOf(row, dictionary, toText)
        if (hasLong) await fillIn(cells, row, dictionary, beside, texts, toText)
        batch.push({ line: ++done, cells })
      }
      yield batch
    }
  } finally {
    await Promise.all([file.close(), beside.close()])
  }
}

async function longTextsOf(
  file: ByteFile,
  { longTexts, release, numbers }: DtaDictionary,
  has: boolean,
): Promise<LongTexts> {
  return has && longTexts !== undefined ? findLongTexts(file, longTexts, release, numbers) : new Map()
}

function cellsOf(row: Buffer, { variables, numbers }: DtaDictionary, toText: ToText): string[] {
  let at = 0
  return variables.map(({ type, format }) => {
    const bytes = row.subarray(at, (at += widthOf(type)))
    if (type === 'long-text') return ''
    return typeof type === 'number' ? toText(bytes) : dtaNumber(bytes, type, format, numbers)
  })
}

async function fillIn(
  cells: string[],
  row: Buffer,
  { variables, release, numbers }: DtaDictionary,
  file: ByteFile,
  texts: LongTexts,
  toText: ToText,
): Promise<void> {
  let at = 0
  for (const [column, { type }] of variables.entries()) {
    const bytes = row.subarray(at, (at += widthOf(type)))
    if (type !== 'long-text') continue
    const key = longTextKey(bytes, release, numbers)
    if (key === undefined) continue
    const text = texts.get(key)
    if (!text) throw new Unreadable('long-text', 'expected a long text, found none at its place')
    if (text.bytes > limits.rowLetters)
      throw new Unreadable('line', 'expected texts of at most 2000000 letters, found a longer one')
    file.seek(text.place, 'a long text')
    cells[column] = toText(await file.take(text.bytes, 'a long text'))
  }
}
