import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { csvCell, harmlessCell } from '@pejling/indicators'
import { type Connection, type Delimited, harmlessSql, identifier, literal, rows } from '@pejling/warehouse'
import { failedTable } from './check/failed.ts'

/**
 * Writes the rows of a file that keep it from being loaded, with the sender's own columns in the sender's order, as CSV in
 * UTF-8 with a mark that Excel knows it by. A cell a spreadsheet would run is made harmless (an apostrophe before it);
 * numbers stay numbers. Gives how many rows there are; without any, no file is written.
 */
export async function writeFailedRows(
  connection: Connection,
  { columns, rows: source }: Delimited,
  file: string,
  delimiter = ';',
): Promise<number> {
  const [{ n }] = await rows<{ n: number }>(
    connection,
    `SELECT count(DISTINCT line) AS n FROM ${failedTable}`,
  )
  if (n === 0) return 0
  const cells = columns.map((name) => `${harmlessSql(identifier(name))} AS ${identifier(name)}`)
  const folder = await mkdtemp(join(tmpdir(), 'pejling-failed-'))
  try {
    const body = join(folder, 'rows.csv')
    await connection.run(
      `COPY (SELECT ${cells.join(', ')} FROM ${source()} WHERE line IN (SELECT line FROM ${failedTable}) ORDER BY line)
       TO ${literal(body)} (FORMAT csv, HEADER false, DELIMITER ${literal(delimiter)})`,
    )
    const header = columns.map((name) => csvCell(harmlessCell(name), delimiter)).join(delimiter)
    const output = createWriteStream(file, { mode: 0o600 })
    output.write(`\uFEFF${header}\n`)
    await pipeline(createReadStream(body), output)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  return n
}
