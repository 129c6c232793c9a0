import { createReadStream, createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { UploadEncoding } from '@pejling/indicators'
import { delimitedFile, delimitedProblem } from '@pejling/warehouse'
import { neutralTable } from '../neutral-table.ts'
import type { Staged } from '../opened.ts'
import { Unreadable } from '../unreadable.ts'
import { decoderOf } from './encodings.ts'
import { foreignBytes, type TextPlan, textRows } from './text-rows.ts'

/**
 * Lends a delimited file to DuckDB from where it is, if DuckDB reads it with the right row numbers: UTF-8, one kind of line
 * end, a line a row. Another encoding is read from a copy in UTF-8; anything odder from a copy made row by row.
 *
 * @throws Unreadable, also by what its rows turn out to be
 */
export async function stageText(folder: string, plan: TextPlan): Promise<Staged> {
  const { scan, path, encoding, above, columns, delimiter, quote } = plan
  if (isOdd(plan)) return neutralTable(folder, columns, textRows(plan))
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
      done(foreignBytes(encoding))
    }
  }
}

/** What is wrong with the rows of a file that DuckDB could not read, by a look at each. */
async function raggedRows(plan: TextPlan, message: string): Promise<Unreadable> {
  try {
    for await (const _ of textRows(plan));
  } catch (cause) {
    if (cause instanceof Unreadable) return cause
    throw cause
  }
  const [, line, rest] = /^line (\d+): (.*)$/s.exec(message) ?? []
  return new Unreadable('unreadable', rest ?? message, line ? { row: Number(line) } : {})
}
