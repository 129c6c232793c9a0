import { createReadStream } from 'node:fs'
import type { ReceivedColumn, UploadEncoding } from '@pejling/indicators'
import type { RowBatches } from '../opened.ts'
import { Unreadable } from '../unreadable.ts'
import { decoderOf } from './encodings.ts'
import { type RecordMarks, recordReader } from './records.ts'
import type { TextScan } from './scan-text.ts'

export type TextPlan = RecordMarks & {
  file: string
  path: string
  scan: TextScan
  encoding: UploadEncoding
  /** Lines above the first row. */
  above: number
  columns: ReceivedColumn[]
  /** Cells a row may have: more than columns if the last are always empty. */
  width: number
}

/** At most so many rows are named that are not as wide as the header. */
const named = 20

/**
 * All rows below the header, each as wide as the columns; letters whose marks stand beside them are put together as SQL compares
 * them, unless the rows are wanted `asWritten`.
 *
 * @throws Unreadable, with the first rows that are wider or narrower
 */
export async function* textRows(plan: TextPlan, { asWritten = false } = {}): RowBatches {
  const { path, encoding, above, columns, width } = plan
  const read = decoderOf(encoding)
  const reader = recordReader(plan)
  const ragged: Unreadable[] = []
  const decode = (chunk?: Buffer) => {
    try {
      return read.decode(chunk)
    } catch {
      throw foreignBytes(encoding)
    }
  }
  const fitting = (records: { line: number; cells: string[] }[]) => {
    const rows = records.filter(({ line }) => line > above)
    const fits = rows.filter(({ line, cells }) => {
      const extra =
        cells.length > columns.length && cells.slice(columns.length).every((cell) => cell.trim() === '')
      if (cells.length === columns.length || (extra && cells.length <= width + 1)) return true
      ragged.push(
        new Unreadable('cells', `expected ${columns.length} cells, found ${cells.length}`, { row: line }),
      )
      return false
    })
    if (ragged.length > named) throw together(ragged)
    return fits.map(({ line, cells }) => {
      const kept = cells.slice(0, columns.length)
      return { line, cells: asWritten ? kept : kept.map((cell) => cell.normalize('NFC')) }
    })
  }
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>)
    yield fitting(reader.feed(decode(chunk)))
  yield fitting([...reader.feed(decode()), ...reader.end()])
  if (ragged.length > 0) throw together(ragged)
}

function together(all: Unreadable[]): Unreadable {
  const [first, ...rest] = all.slice(0, named)
  first.also.push(...rest)
  return first
}

export function foreignBytes(encoding: UploadEncoding): Unreadable {
  return new Unreadable('encoding', `expected ${encoding}, found bytes that are none of its letters`)
}
