import { withDatabase } from './database.ts'
import type { Edition } from './edition.ts'
import { identifier, literal } from './identifier.ts'
import { studySchema } from './unit-table.ts'

/** Writes a unit's table as CSV in UTF-8 with a header, line by line as in the edition; an empty cell is no value. */
export async function writeUnitCsv(
  edition: Edition,
  study: string,
  unit: string,
  file: string,
): Promise<void> {
  await withDatabase(async (connection) => {
    await connection.run(`ATTACH ${literal(edition.file)} AS edition (READ_ONLY)`)
    await connection.run(
      `COPY (SELECT * FROM ${identifier('edition', studySchema(study), unit)} ORDER BY rowid)
       TO ${literal(file)} (FORMAT csv, HEADER)`,
    )
  })
}
