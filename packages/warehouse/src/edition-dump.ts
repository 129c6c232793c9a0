import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { roundVariable } from '@pejling/indicators'
import { buildBeside } from './build-beside.ts'
import { type Connection, rows, withDatabase } from './database.ts'
import type { Edition } from './edition.ts'
import { identifier, literal } from './identifier.ts'
import { holdsTexts, textTables } from './interviews/interview-tables.ts'
import { rowOrder } from './row-order.ts'
import { type TableContent, tableContents } from './table-content.ts'

/** A list of categories as a type; `schema` is `main` or that of a study. */
export type DumpedType = { schema: string; name: string; labels: string[] }
/** A table with its Parquet, relative to the folder. A column's type is a plain one, or one of the dump's types. */
export type DumpedTable = {
  schema: string
  table: string
  columns: { name: string; type: string | { schema: string; name: string } }[]
  rows: number
  file: string
}
/** Everything an edition is made of, so that it can be made again elsewhere, with what each table then has to hold. */
export type EditionDump = {
  types: DumpedType[]
  tables: DumpedTable[]
  contents: TableContent[]
  /** Studies of which what was said in interviews was left out, if there are any. */
  withoutTexts?: string[]
}

/** Lists of them are known too. */
const plainTypes = ['BIGINT', 'BLOB', 'BOOLEAN', 'DATE', 'DOUBLE', 'INTEGER', 'TIMESTAMP', 'VARCHAR']

/**
 * Writes every table of an edition as Parquet, in the order of its rows: the same edition gives the same bytes. Of the
 * studies named what was said in interviews is left out; all else of them is there.
 */
export async function dumpEdition(
  edition: Edition,
  folder: string,
  withoutTexts: readonly string[] = [],
): Promise<EditionDump> {
  return withDatabase(async (connection) => {
    await connection.run(`ATTACH ${literal(edition.file)} AS edition (READ_ONLY)`)
    const types = await typesOf(connection)
    const tables = await tablesOf(connection, types)
    for (const { schema, table, columns, file } of tables) {
      const hasRound = columns.some(({ name }) => name === roundVariable)
      const order = schema === 'main' ? 'rowid' : rowOrder(hasRound)
      const where = schema === 'main' ? keptOf(table, withoutTexts) : ''
      await mkdir(dirname(join(folder, file)), { recursive: true })
      await connection.run(
        `COPY (SELECT * FROM ${identifier('edition', schema, table)} ${where} ORDER BY ${order})
         TO ${literal(join(folder, file))} (FORMAT parquet, COMPRESSION zstd)`,
      )
    }
    const contents = await tableContents((sql) => edition.query(sql))
    return {
      ...{ types, tables },
      contents: contents.filter(({ study, table }) => !(holdsTexts(table) && withoutTexts.includes(study))),
      ...(withoutTexts.length > 0 ? { withoutTexts: [...withoutTexts] } : {}),
    }
  })
}

/**
 * Makes an edition again from its dump, beside, and puts it in place if every table holds what it has to.
 *
 * @throws `edition: expected hash a1…, found b2…`, `edition: kora-2017 unit institution: expected content a1…, found b2…`,
 *   `edition: unknown type of kora-2017.x: …`
 */
export async function rebuildEdition(
  file: string,
  hash: string,
  { types, tables, contents }: EditionDump,
  folder: string,
): Promise<void> {
  await buildBeside(
    file,
    async (connection) => {
      for (const schema of new Set([...types, ...tables].map(({ schema }) => schema)))
        if (schema !== 'main') await connection.run(`CREATE SCHEMA ${identifier(schema)}`)
      for (const { schema, name, labels } of types)
        await connection.run(
          `CREATE TYPE ${identifier(schema, name)} AS ENUM (${labels.map(literal).join(', ')})`,
        )
      for (const table of tables) await fillTable(connection, table, folder)
      await connection.run('CHECKPOINT')
    },
    async (connection) => {
      const [head] = await rows<{ hash: string }>(connection, 'SELECT hash FROM edition')
      if (head?.hash !== hash) throw new Error(`edition: expected hash ${hash}, found ${head?.hash}`)
      const found = await tableContents((sql) => rows(connection, sql))
      const names = new Set([...contents, ...found].map(({ study, table }) => `${study} ${table}`))
      const hashOf = (all: TableContent[], name: string) =>
        all.find(({ study, table }) => `${study} ${table}` === name)?.hash ?? 'nothing'
      for (const name of names) {
        const [expected, is] = [hashOf(contents, name), hashOf(found, name)]
        if (expected !== is) throw new Error(`edition: ${name}: expected content ${expected}, found ${is}`)
      }
    },
  )
}

/** Of a table what is there without the texts of some studies; the list of contents names only what is. */
function keptOf(table: string, studies: readonly string[]): string {
  if (studies.length === 0) return ''
  const silent = `study IN (${studies.map(literal).join(', ')})`
  if (holdsTexts(table)) return `WHERE NOT ${silent}`
  return table === 'table_content'
    ? `WHERE NOT (${silent} AND "table" IN (${textTables.map(literal).join(', ')}))`
    : ''
}

async function fillTable(
  connection: Connection,
  { schema, table, columns, file }: DumpedTable,
  folder: string,
): Promise<void> {
  const cast = columns.map(({ name, type }) => {
    if (typeof type === 'string' && !plainTypes.includes(type.replace(/\[\]$/, '')))
      throw new Error(`edition: unknown type of ${schema}.${table} ${name}: ${type}`)
    const of = typeof type === 'string' ? type : identifier(type.schema, type.name)
    return `${identifier(name)}::${of} AS ${identifier(name)}`
  })
  await connection.run(
    `CREATE TABLE ${identifier(schema, table)} AS
     SELECT ${cast.join(', ')} FROM read_parquet(${literal(join(folder, file))}, file_row_number = true)
     ORDER BY file_row_number`,
  )
}

async function typesOf(connection: Connection): Promise<DumpedType[]> {
  const found = await rows<{ schema: string; name: string; labels: string }>(
    connection,
    `SELECT schema_name AS schema, type_name AS name, to_json(labels)::VARCHAR AS labels FROM duckdb_types()
     WHERE database_name = 'edition' AND logical_type = 'ENUM' AND NOT internal ORDER BY schema_name, type_name`,
  )
  return found.map((type) => ({ ...type, labels: JSON.parse(type.labels) as string[] }))
}

async function tablesOf(connection: Connection, types: DumpedType[]): Promise<DumpedTable[]> {
  const found = await rows<{ schema: string; table: string; column: string; type: string }>(
    connection,
    `SELECT schema_name AS schema, table_name AS "table", column_name AS "column", data_type AS type
     FROM duckdb_columns() WHERE database_name = 'edition' AND NOT internal
     ORDER BY schema_name, table_name, column_index`,
  )
  const tables = new Map<string, DumpedTable>()
  for (const { schema, table, column, type } of found) {
    const place = schema === 'main' ? `edition/${table}` : `data/${schema.replace(/^study /, '')}/${table}`
    const key = `${schema} ${table}`
    const entry = tables.get(key) ?? { schema, table, columns: [], rows: 0, file: `${place}.parquet` }
    entry.columns.push({
      name: column,
      type: type.startsWith('ENUM') ? typeOf(types, schema, column, type) : type,
    })
    tables.set(key, entry)
  }
  for (const entry of tables.values()) {
    const count = `SELECT count(*) AS n FROM ${identifier('edition', entry.schema, entry.table)}`
    entry.rows = (await rows<{ n: number }>(connection, count))[0].n
  }
  return [...tables.values()]
}

/** The type a column of categories has: its own, else the one of that list that all share. */
function typeOf(
  types: DumpedType[],
  schema: string,
  column: string,
  type: string,
): { schema: string; name: string } {
  const same = types.filter(({ labels }) => `ENUM(${labels.map(literal).join(', ')})` === type)
  const found =
    same.find((one) => one.schema === schema && one.name === column) ??
    same.find((one) => one.schema === 'main') ??
    same.find((one) => one.schema === schema)
  if (!found) throw new Error(`edition: unknown type of ${schema} ${column}: ${type.slice(0, 60)}`)
  return { schema: found.schema, name: found.name }
}
