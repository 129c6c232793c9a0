import { type Connection, rows } from '../database.ts'
import { identifier, literal } from '../identifier.ts'
import { editionInterviewTables, editionTable, type InterviewTableName } from './interview-tables.ts'

/** Parquet of a study's coded interviews, by table, as `pipelines/interviews` writes them. */
export type InterviewParts = Partial<Record<InterviewTableName, string>>

/** Makes the tables of coded interviews in an edition that is being built; they are there whether a study has any or not. */
export async function createInterviewTables(connection: Connection): Promise<void> {
  for (const [name, columns] of editionInterviewTables) {
    const typed = Object.entries(columns).map(([column, type]) => `${identifier(column)} ${type}`)
    await connection.run(`CREATE TABLE ${editionTable(name)} (study VARCHAR, ${typed.join(', ')})`)
  }
}

/** Puts a study's coded interviews into the edition that is being built. */
export async function addInterviews(
  connection: Connection,
  study: string,
  parts: InterviewParts,
): Promise<void> {
  for (const [name] of editionInterviewTables)
    if (parts[name])
      await connection.run(
        `INSERT INTO ${editionTable(name)} BY NAME
         SELECT ${literal(study)} AS study, * FROM ${rowsOf(name, parts[name], parts)}`,
      )
}

function rowsOf(name: InterviewTableName, file: string, { source_unit: units }: InterviewParts): string {
  const read = `read_parquet(${literal(file)})`
  if (name !== 'source' || units === undefined) return read
  return `${read} held LEFT JOIN read_parquet(${literal(units)}) about USING (source) ORDER BY position`
}

/** Takes over a study's coded interviews as they are in the attached edition; an older one may have none of a table. */
export async function copyInterviews(connection: Connection, other: string, study: string): Promise<void> {
  const there = await rows<{ name: string }>(
    connection,
    `SELECT table_name AS name FROM duckdb_tables() WHERE database_name = $other AND schema_name = 'main'`,
    { other },
  )
  for (const table of editionInterviewTables.map(([name]) => editionTable(name)))
    if (there.some(({ name }) => name === table))
      await connection.run(
        `INSERT INTO ${table} BY NAME SELECT * FROM ${identifier(other, 'main', table)}
         WHERE study = $study ORDER BY rowid`,
        { study },
      )
}
