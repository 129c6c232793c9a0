import type { Unit } from '@pejling/indicators'
import { type Connection, rows, withDatabase } from './database.ts'
import type { Edition } from './edition.ts'
import { harmlessSql } from './harmless-sql.ts'
import { identifier, literal } from './identifier.ts'
import { rowOrder } from './row-order.ts'
import { studySchema } from './unit-table.ts'

const writing = { csv: 'FORMAT csv, HEADER', parquet: 'FORMAT parquet, COMPRESSION zstd' }

/**
 * Writes a unit's table as CSV in UTF-8 with a header (an empty cell is no value; texts that a spreadsheet would run have an
 * apostrophe before them) or as Parquet, in the order of its files and lines: the same rows give the same bytes, whatever
 * edition they were taken over from.
 *
 * @returns how many rows there are
 */
export async function writeUnitTable(
  edition: Edition,
  study: string,
  unit: Unit,
  file: string,
  format: keyof typeof writing,
): Promise<number> {
  return withDatabase(async (connection) => {
    await connection.run(`ATTACH ${literal(edition.file)} AS edition (READ_ONLY)`)
    const table = identifier('edition', studySchema(study), unit.id)
    const cells = format === 'csv' ? await harmlessCells(connection, table) : '*'
    const written = await connection.run(
      `COPY (SELECT ${cells} FROM ${table} ORDER BY ${rowOrder(unit.rounds)})
       TO ${literal(file)} (${writing[format]})`,
    )
    return Number(written.rowsChanged)
  })
}

async function harmlessCells(connection: Connection, table: string): Promise<string> {
  const columns = await rows<{ name: string; type: string }>(
    connection,
    `SELECT column_name AS name, column_type AS type FROM (DESCRIBE ${table})`,
  )
  const cells = columns.map(({ name, type }) =>
    type === 'VARCHAR' ? `${harmlessSql(identifier(name))} AS ${identifier(name)}` : identifier(name),
  )
  return cells.join(', ')
}
