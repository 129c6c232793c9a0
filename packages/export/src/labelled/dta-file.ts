import { type FileHandle, open, rm } from 'node:fs/promises'
import { dtaHead } from './dta-head.ts'
import { dtaLabels } from './dta-labels.ts'
import { dtaLayout } from './dta-layout.ts'
import { dtaRows } from './dta-rows.ts'
import type { LabelledTable } from './labelled-table.ts'
import { int64 } from './little-endian.ts'

/**
 * Writes a table as a file of Stata 14 and later (.dta, release 118): names and labels of variables and values, days as days,
 * reasons for missing as `.a`, `.b` …, very long texts as strL, notes. Rows are written as they come. The same table
 * gives the same bytes.
 *
 * @throws `dta: expected 12 rows, found 11`
 */
export async function writeDta(table: LabelledTable, file: string): Promise<void> {
  const columns = dtaLayout(table.columns)
  const { bytes, mapAt, places } = dtaHead(table, columns)
  const aside = `${file}.long-texts`
  const handle = await open(file, 'w')
  const longTexts = await open(aside, 'wx+')
  try {
    await handle.writeFile(bytes)
    let [at, n] = [bytes.length, 0]
    const write = async (part: Buffer) => {
      at += part.length
      await handle.writeFile(part)
    }
    for await (const rows of table.rows) {
      const written = dtaRows(columns, rows, n + 1)
      n += rows.length
      await write(written.rows)
      await longTexts.writeFile(written.longTexts)
    }
    if (n !== table.n) throw new Error(`dta: expected ${table.n} rows, found ${n}`)
    await write(Buffer.from('</data>'))
    places.push(at)
    await write(Buffer.from('<strls>'))
    for await (const part of partsOf(longTexts)) await write(part)
    await write(Buffer.from('</strls>'))
    places.push(at)
    const labels = dtaLabels(columns)
    await write(labels)
    places.push(at - '</stata_dta>'.length, at)
    await handle.write(Buffer.concat(places.map(int64)), 0, 14 * 8, mapAt)
  } finally {
    await handle.close()
    await longTexts.close()
    await rm(aside, { force: true })
  }
}

async function* partsOf(file: FileHandle): AsyncGenerator<Buffer> {
  const buffer = Buffer.alloc(1 << 20)
  let from = 0
  for (;;) {
    const { bytesRead } = await file.read(buffer, 0, buffer.length, from)
    if (bytesRead === 0) return
    from += bytesRead
    yield Buffer.from(buffer.subarray(0, bytesRead))
  }
}
