import { rows, withDatabase } from './database.ts'
import type { Edition } from './edition.ts'
import { harmlessSql } from './harmless-sql.ts'
import { identifier, literal } from './identifier.ts'
import { studySchema } from './unit-table.ts'

/**
 * Writes a unit's table as CSV in UTF-8 with a header, line by line as in the edition; an empty cell is no value. Texts that a
 * spreadsheet would run have an apostrophe before them.
 */
export async function writeUnitCsv(
  edition: Edition,
  study: string,
  unit: string,
  file: string,
): Promise<void> {
  await withDatabase(async (connection) => {
    await connection.run(`ATTACH ${literal(edition.file)} AS edition (READ_ONLY)`)
    const table = identifier('edition', studySchema(study), unit)
    const columns = await rows<{ name: string; type: string }>(
      connection,
      `SELECT column_name AS name, column_type AS type FROM (DESCRIBE ${table})`,
    )
    const cells = columns.map(({ name, type }) =>
      type === 'VARCHAR' ? `${harmlessSql(identifier(name))} AS ${identifier(name)}` : identifier(name),
    )
    await connection.run(
      `COPY (SELECT ${cells.join(', ')} FROM ${table} ORDER BY rowid)
       TO ${literal(file)} (FORMAT csv, HEADER)`,
    )
  })
}
