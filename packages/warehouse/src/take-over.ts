import { access } from 'node:fs/promises'
import { type Connection, type Limits, rows, withDatabase } from './database.ts'
import { identifier, literal } from './identifier.ts'
import type { SourceContent } from './build.ts'
import { removeOtherSources } from './source-file.ts'
import { studySchema } from './unit-table.ts'

/** An edition whose rows may be taken over, if it has at least so many (a hundred thousand if not said). */
export type Earlier = { from?: string; fewest?: number }

/** The earlier edition if it is there, knows its parts, and is so big that loading all anew would cost more than a copy. */
export async function worthTaking(
  { from, fewest = 100_000 }: Earlier,
  limits: Limits,
): Promise<string | undefined> {
  if (from === undefined) return undefined
  const isThere = await access(from).then(
    () => true,
    () => false,
  )
  if (!isThere) return undefined
  return withDatabase(async (connection) => {
    await connection.run(`ATTACH ${literal(from)} AS earlier (READ_ONLY)`)
    const [{ known }] = await rows<{ known: number }>(
      connection,
      "SELECT count(*) AS known FROM duckdb_tables() WHERE table_name = 'unit_part'",
    )
    if (known === 0) return undefined
    const [{ n }] = await rows<{ n: number }>(
      connection,
      'SELECT coalesce(sum(rows), 0)::BIGINT AS n FROM earlier.unit_part',
    )
    return n >= fewest ? from : undefined
  }, limits)
}

/**
 * Leaves of a copy of an earlier edition only the unit tables of these studies, with what is known of their parts, and
 * the files of those that are built that are still the same.
 */
export async function clearTaken(
  connection: Connection,
  studies: string[],
  built: { study: { id: string }; files: SourceContent[] }[],
): Promise<void> {
  await removeOtherSources(connection, built)
  const there = await rows<{ schema: string; name: string }>(
    connection,
    'SELECT schema_name AS schema, table_name AS name FROM duckdb_tables() WHERE NOT internal',
  )
  for (const { schema, name } of there)
    if (schema === 'main' && !['unit_part', 'source_file'].includes(name))
      await connection.run(`DROP TABLE ${identifier(name)}`)
  const kept = studies.map(studySchema)
  const schemas = await rows<{ name: string }>(
    connection,
    "SELECT schema_name AS name FROM duckdb_schemas() WHERE schema_name LIKE 'study %'",
  )
  for (const { name } of schemas)
    if (!kept.includes(name)) await connection.run(`DROP SCHEMA ${identifier(name)} CASCADE`)
  for (const { id } of await rows<{ id: string }>(
    connection,
    'SELECT DISTINCT study_id AS id FROM unit_part',
  ))
    if (!studies.includes(id)) await connection.run('DELETE FROM unit_part WHERE study_id = $id', { id })
}
