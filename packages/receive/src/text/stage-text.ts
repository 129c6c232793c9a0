import { createReadStream, createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReceivedColumn, UploadEncoding } from '@pejling/indicators'
import { delimitedFile, delimitedProblem } from '@pejling/warehouse'
import { neutralTable } from '../neutral-table.ts'
import type { RowBatches, Staged } from '../opened.ts'
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

/**
 * Lends a delimited file to DuckDB from where it is, if DuckDB reads it with the right row numbers: UTF-8, one kind of line
 * end, a line a row. Another encoding is read from a copy in UTF-8; anything odder from a copy made row by row.
 *
 * @throws Unreadable, also by what its rows turn out to be
 */
export async function stageText(folder: string, plan: TextPlan): Promise<Staged> {
  const { scan, path, encoding, above, columns, delimiter, quote } = plan
  if (isOdd(plan)) return neutralTable(folder, columns, recordsOf(plan))
  const names = columns.map(({ name }) => name)
  const source = encoding === 'utf-8' || scan.ascii ? path : await copyInUtf8(folder, path, encoding)
  const layout = { columns: names, delimiter, quote, skip: above }
  return {
    delimited: delimitedFile(source, layout),
    unreadable: (cause) => raggedRows(plan, delimitedProblem(cause)),
  }
}

function isOdd({ scan, encoding, columns, width }: TextPlan): boolean {
  const { lf, crlf, cr } = scan.ends
  const ends = cr > 0 || (lf > 0 && crlf > 0)
  return (
    encoding.startsWith('utf-16') ||
    ends ||
    scan.breaks ||
    scan.gaps ||
    scan.loose ||
    width !== columns.length
  )
}

async function copyInUtf8(folder: string, path: string, encoding: UploadEncoding): Promise<string> {
  const copy = join(folder, 'utf-8.csv')
  const read = decoderOf(encoding)
  const decoded = new Transform({
    transform: (chunk: Buffer, _, done) => attempt(done, () => read.decode(chunk)),
    flush: (done) => attempt(done, () => read.decode()),
  })
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), decoded, createWriteStream(copy))
  return copy

  function attempt(done: (cause: Error | null, text?: string) => void, decode: () => string): void {
    try {
      done(null, decode())
    } catch {
      done(foreign(encoding))
    }
  }
}

function foreign(encoding: UploadEncoding): Unreadable {
  return new Unreadable('encoding', `expected ${encoding}, found bytes that are none of its letters`)
}

/** At most so many rows are named that are not as wide as the header. */
const named = 20

async function* recordsOf(plan: TextPlan): RowBatches {
  const { path, encoding, above, columns, width } = plan
  const read = decoderOf(encoding)
  const reader = recordReader(plan)
  const ragged: Unreadable[] = []
  const decode = (chunk?: Buffer) => {
    try {
      return read.decode(chunk).normalize('NFC')
    } catch {
      throw foreign(encoding)
    }
  }
  const fitting = (records: { line: number; cells: string[] }[]) => {
    const rows = records.filter(({ line }) => line > above)
    for (const { line, cells } of rows) {
      const extra =
        cells.length > columns.length && cells.slice(columns.length).every((cell) => cell.trim() === '')
      if (cells.length === columns.length || (extra && cells.length <= width + 1)) continue
      ragged.push(
        new Unreadable('cells', `expected ${columns.length} cells, found ${cells.length}`, { row: line }),
      )
    }
    if (ragged.length > named) throw together(ragged)
    return rows.map(({ line, cells }) => ({ line, cells: cells.slice(0, columns.length) }))
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

/** What is wrong with the rows of a file that DuckDB could not read, by a look at each. */
async function raggedRows(plan: TextPlan, message: string): Promise<Unreadable> {
  try {
    for await (const _ of recordsOf(plan));
  } catch (cause) {
    if (cause instanceof Unreadable) return cause
    throw cause
  }
  const [, line, rest] = /^line (\d+): (.*)$/s.exec(message) ?? []
  return new Unreadable('unreadable', rest ?? message, line ? { row: Number(line) } : {})
}
