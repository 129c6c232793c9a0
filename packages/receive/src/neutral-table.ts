import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { join } from 'node:path'
import { csvCell, type ReceivedColumn } from '@pejling/indicators'
import { type Delimited, delimitedRows } from '@pejling/warehouse'
import { limits } from './limits.ts'
import type { RowBatches } from './opened.ts'
import { Unreadable } from './unreadable.ts'

/**
 * Writes rows that DuckDB cannot read itself as a delimited file of texts in `folder`, each with its row of the sender's file
 * before it, and lends that. Never more than a batch is in memory.
 */
export async function neutralTable(
  folder: string,
  columns: ReceivedColumn[],
  batches: RowBatches,
): Promise<{ delimited: Delimited; rows: number }> {
  const file = join(folder, 'table.csv')
  const out = createWriteStream(file)
  const failed = once(out, 'error').then(([cause]) => Promise.reject(cause))
  failed.catch(() => undefined)
  let rows = 0
  try {
    for await (const batch of batches) {
      rows += batch.length
      const text = batch.map(rowOf).join('')
      if (!out.write(text)) await Promise.race([once(out, 'drain'), failed])
    }
  } finally {
    out.end()
    await Promise.race([once(out, 'close'), failed])
  }
  const names = columns.map(({ name }) => name)
  const layout = { columns: names, lined: true }
  return { delimited: { columns: names, rows: (words) => delimitedRows(file, layout, words) }, rows }
}

/** @throws Unreadable if it is longer than DuckDB reads */
function rowOf({ line, cells }: { line: number; cells: string[] }): string {
  const text = `${line},${cells.map(cellOf).join(',')}\n`
  if (text.length > limits.rowLetters / 2 && Buffer.byteLength(text) > limits.rowLetters)
    throw new Unreadable('line', 'expected at most 2000000 letters in a row, found more', { row: line })
  return text
}

/** Line breaks in a cell are all of one kind, since DuckDB takes the first it meets for the end of a row. */
function cellOf(text: string): string {
  return csvCell(text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text)
}
