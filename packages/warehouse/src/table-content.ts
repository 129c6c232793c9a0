import { createHash } from 'node:crypto'
import { type Connection, rows } from './database.ts'
import type { Edition } from './edition.ts'
import { identifier, literal } from './identifier.ts'
import { editionTable, isOfInterviews } from './interviews/interview-tables.ts'
import { hashSums, rowText } from './row-text.ts'

/**
 * What a table of an edition holds, as a hash: the same rows give the same hash in any order, on any machine. `table` is
 * `unit <id>` for a unit's rows, else the name of one of the edition's own tables, cut down to one study.
 */
export type TableContent = { study: string; table: string; rows: number; hash: string }

type Run = <Row>(sql: string) => Promise<Row[]>

/** Hashes every table and keeps the hashes in the edition that is being built. */
export async function storeTableContents(connection: Connection): Promise<void> {
  const contents = await tableContents((sql) => rows(connection, sql), { trusted: true })
  await connection.run(
    'CREATE TABLE table_content (study VARCHAR, "table" VARCHAR, rows BIGINT, hash VARCHAR)',
  )
  for (const { study, table, rows, hash } of contents)
    await connection.run('INSERT INTO table_content VALUES ($study, $table, $rows, $hash)', {
      ...{ study, table, rows, hash },
    })
}

/** The contents of an edition's tables; computed for one that was made before they were kept. */
export async function listTableContents(edition: Edition): Promise<TableContent[]> {
  const [{ kept }] = await edition.query<{ kept: boolean }>(
    "SELECT count(*) > 0 AS kept FROM duckdb_tables() WHERE table_name = 'table_content'",
  )
  if (!kept) return tableContents((sql) => edition.query(sql))
  return edition.query('SELECT study, "table", rows, hash FROM table_content ORDER BY study, "table"')
}

/**
 * Every table's content as it is now, whatever was kept: for an edition that came from elsewhere. `trusted` takes for units
 * what was noted when their parts were loaded; `only` reads the tables of one study.
 */
export async function tableContents(
  run: Run,
  { trusted = false, only }: { trusted?: boolean; only?: string } = {},
): Promise<TableContent[]> {
  const found = await run<{ schema: string; table: string; column: string; type: string }>(
    `SELECT schema_name AS schema, table_name AS "table", column_name AS "column", data_type AS type
     FROM duckdb_columns() WHERE NOT internal ORDER BY schema_name, table_name, column_index`,
  )
  const columnsOf = (schema: string, table: string) =>
    found.filter((column) => column.schema === schema && column.table === table)
  // The edition's own tables with the column that names the study; the list of these hashes is none of them.
  const ofStudies = found
    .filter(
      ({ schema, table, column }) => schema === 'main' && column === (table === 'study' ? 'id' : 'study'),
    )
    .filter(({ table }) => table !== 'table_content')
    .map(({ table, column }) => [table, column])
  const interviewed = new Set(
    ofStudies.some(([table]) => isOfInterviews(table)) ? await withInterviews(run) : [],
  )
  const contents: TableContent[] = []
  for (const { id: study } of await run<{ id: string }>('SELECT id FROM study ORDER BY "order"')) {
    if (only !== undefined && study !== only) continue
    const schema = `study ${study}`
    for (const unit of new Set(found.filter((c) => c.schema === schema).map(({ table }) => table)))
      contents.push({
        ...{ study, table: `unit ${unit}` },
        ...(trusted
          ? await noted(run, study, unit, columnsOf(schema, unit))
          : await contentOf(run, identifier(schema, unit), columnsOf(schema, unit))),
      })
    for (const [table, of] of ofStudies) {
      if (isOfInterviews(table) && !interviewed.has(study)) continue
      const columns = columnsOf('main', table).filter(({ column }) => !apart[table]?.includes(column))
      // An edition that was made before there was such a table.
      if (columns.length === 0) continue
      const content = await contentOf(run, `${table} WHERE ${of} = ${literal(study)}`, columns)
      // What a study holds nothing of does not stand among its contents, and neither do texts that were left out.
      if (content.rows > 0 || !isOfInterviews(table)) contents.push({ study, table, ...content })
    }
  }
  return contents.sort((a, b) => (`${a.study} ${a.table}` < `${b.study} ${b.table}` ? -1 : 1))
}

/** Studies with coded interviews, or values that would be made of them; the others have none of their tables. */
async function withInterviews(run: Run): Promise<string[]> {
  const found = await run<{ study: string }>(
    `SELECT study FROM ${editionTable('project')} UNION SELECT study FROM ${editionTable('unit_value')}`,
  )
  return found.map(({ study }) => study)
}

/** A file is known by its hash, and a study's place among the others is not its own. */
const apart: Record<string, string[]> = { source_file: ['content'], study: ['order'] }

/**
 * Each row is one text with lengths, so that no two rows have the same one; its MD5 is added up over all rows as two
 * halves, since a sum does not know an order (Bellare and Micciancio 1997, AdHash) and, unlike an exclusive or, counts
 * a row that stands twice. Against changes by intent the SHA-256 of an exported file guards, not this.
 */
async function contentOf(
  run: Run,
  from: string,
  columns: { column: string; type: string }[],
): Promise<{ rows: number; hash: string }> {
  const [{ n, low, high }] = await run<{ n: number; low: string | null; high: string | null }>(
    `SELECT count(*) AS n, ${hashSums}
     FROM (SELECT md5_number(${rowText(columns)}) AS hash FROM ${from})`,
  )
  return { rows: n, hash: hashOf(columns, n, low, high) }
}

function hashOf(
  columns: { column: string; type: string }[],
  n: number,
  low: string | null,
  high: string | null,
): string {
  const shape = columns.map(({ column, type }) => [column, type.replace(/^ENUM.*/s, 'ENUM')])
  return createHash('sha256')
    .update(JSON.stringify([shape, n, low, high]))
    .digest('hex')
}

/** What was noted of a unit's parts when they were loaded, added up. */
async function noted(
  run: Run,
  study: string,
  unit: string,
  columns: { column: string; type: string }[],
): Promise<{ rows: number; hash: string }> {
  const parts = await run<{ rows: number; low: string; high: string }>(
    `SELECT rows, low, high FROM unit_part WHERE study_id = ${literal(study)} AND unit = ${literal(unit)}`,
  )
  const n = parts.reduce((sum, { rows }) => sum + rows, 0)
  const total = (of: 'low' | 'high') =>
    n === 0 ? null : String(parts.reduce((sum, part) => sum + BigInt(part[of]), 0n))
  return { rows: n, hash: hashOf(columns, n, total('low'), total('high')) }
}
