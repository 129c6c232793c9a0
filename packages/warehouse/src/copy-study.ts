import type { Codebook, Study } from '@pejling/indicators'
import { type Connection, rows } from './database.ts'
import { identifier } from './identifier.ts'
import { copyInterviews } from './interviews/build-interviews.ts'
import { categoryType, createCategoryType, isCategorical, missingType, studySchema } from './unit-table.ts'

/** The name the edition a study is taken from is attached by. */
export const other = 'kept edition'

const tables = [
  ...['variable', 'published_table', 'published_cell', 'audit_finding', 'indicator', 'study_check'],
  ...['check_result', 'problem', 'source_file'],
]

/** Takes over what stands of a study in the edition's own tables, as it is in the attached edition. */
export async function copyStudy(connection: Connection, order: number, study: string): Promise<void> {
  const from = (table: string) => identifier(other, 'main', table)
  await connection.run(
    `INSERT INTO study BY NAME SELECT * REPLACE ($order AS "order") FROM ${from('study')} WHERE id = $study`,
    { study, order },
  )
  for (const table of tables)
    await connection.run(
      `INSERT INTO ${table} BY NAME SELECT * FROM ${from(table)} WHERE study = $study ORDER BY rowid`,
      { study },
    )
  await copyInterviews(connection, other, study)
  await connection.run(
    `INSERT INTO provenance BY NAME SELECT * FROM ${from('provenance')}
     WHERE starts_with("table", $study || '.') OR starts_with("table", $study || ' ')`,
    { study },
  )
}

/** Takes over one file as received. */
export async function copySource(
  connection: Connection,
  study: string,
  { path, sha256 }: { path: string; sha256: string },
): Promise<void> {
  await connection.run(
    `INSERT INTO source_file BY NAME SELECT * FROM ${identifier(other, 'main', 'source_file')}
     WHERE study = $study AND path = $path AND sha256 = $sha256`,
    { study, path, sha256 },
  )
}

/** Takes over the tables of a study's units, with their types and what is known of their parts. */
export async function copyUnits(connection: Connection, study: string): Promise<void> {
  const definitions = await rows<{ definition: string }>(
    connection,
    'SELECT definition FROM variable WHERE study = $study ORDER BY "order"',
    { study },
  )
  const variables = definitions.map(
    ({ definition }) => JSON.parse(definition) as Codebook['variables'][number],
  )
  const schema = studySchema(study)
  await connection.run(`CREATE SCHEMA ${identifier(schema)}`)
  for (const variable of variables)
    if (isCategorical(variable)) await connection.run(createCategoryType(study, variable))
  const [{ definition }] = await rows<{ definition: string }>(
    connection,
    'SELECT definition FROM study WHERE id = $study',
    { study },
  )
  const columns = await rows<{ unit: string; column: string }>(
    connection,
    `SELECT table_name AS unit, column_name AS "column" FROM duckdb_columns()
     WHERE database_name = $other AND schema_name = $schema ORDER BY table_name, column_index`,
    { other, schema },
  )
  for (const { id: unit } of (JSON.parse(definition) as Study).units) {
    const own = columns.filter((column) => column.unit === unit)
    if (!own.length) continue
    const typed = own.map(({ column }) => {
      const variable = variables.find(({ id }) => id === column)
      const type = variable && isCategorical(variable) ? categoryType(study, variable) : undefined
      const cast = column.endsWith('__missing') ? missingType : type
      return cast ? `${identifier(column)}::${cast} AS ${identifier(column)}` : identifier(column)
    })
    await connection.run(
      `CREATE TABLE ${identifier(schema, unit)} AS SELECT ${typed.join(', ')}
       FROM ${identifier(other, schema, unit)} ORDER BY rowid`,
    )
  }
  await connection.run(
    `INSERT INTO unit_part BY NAME SELECT * FROM ${identifier(other, 'main', 'unit_part')} WHERE study_id = $study`,
    { study },
  )
}
