import { didYouMean } from '@pejling/indicators'
import { type Connection, rows, withDatabase } from '../database.ts'
import { identifier, literal } from '../identifier.ts'
import { selectMistake } from '../select-mistake.ts'
import { type SelectTree, selectTree } from '../select-tree.ts'
import type {
  ConsoleAnswer,
  ConsoleCell,
  ConsoleQuestion,
  ConsoleRefusal,
  ConsoleRows,
} from './console-answer.ts'
import type { ConsoleTable } from './console-tables.ts'
import { plainCount } from './plain-count.ts'

/** Table functions that make rows of their arguments and read nothing. */
const harmless = ['range', 'generate_series', 'unnest']
/** Functions that tell of the engine or make it run other text. */
const telling =
  /^(current_setting|getvariable|getenv|version|query|query_table|json_execute_serialized_sql|pg_.*|duckdb_.*|pragma_.*|in_search_path|current_(catalog|database|schema|schemas|query|user|role)|user|session_user|txid_current|nextval|currval)$/

/**
 * Answers one query in a database made for it alone: in memory, with copies of the tables it names and of nothing else. The
 * edition is let go of, and files, network and settings are shut, before a word of the query is run. So what is not in the
 * tables is not there to be found, whatever the query does.
 */
export async function runConsole({ file, sql, tables, limits }: ConsoleQuestion): Promise<ConsoleAnswer> {
  return withDatabase(
    async (connection) => {
      const tree = await selectTree(connection, sql)
      if ('mistake' in tree) return { refused: lowered(tree.mistake), ...tree.place }
      const wrong = wrongIn(tree, tables)
      if (wrong) return wrong
      const used = tables.filter((table) => tree.tables.some((named) => isNamed(table, named)))
      await copyTables(connection, file, used)
      // Nothing is written to disk either: what does not fit in memory is refused.
      await connection.run(
        `SET temp_directory = ''; SET enable_external_access = false; SET lock_configuration = true`,
      )
      const timer = setTimeout(() => connection.interrupt(), limits.seconds * 1000)
      try {
        return {
          ...(await read(connection, sql, limits)),
          used: used.map(({ study, name }) => ({ study, name })),
          ...(await relationOf(connection, sql, used)),
        }
      } catch (error) {
        const { message, row, column } = selectMistake(error, sql, limits.seconds)
        return { refused: message, row, column }
      } finally {
        clearTimeout(timer)
      }
    },
    { memory: `${limits.memory}MB`, threads: 1 },
  )
}

type Named = SelectTree['tables'][number]

function isNamed({ study, name }: ConsoleTable, named: Named): boolean {
  return (
    named.name.toLowerCase() === name.toLowerCase() &&
    (named.schema === '' || named.schema.toLowerCase() === study.toLowerCase())
  )
}

function wrongIn(tree: SelectTree, tables: ConsoleTable[]): ConsoleRefusal | undefined {
  if (tree.statements !== 1) return { refused: `expected one SELECT, found ${tree.statements} statements` }
  const names = tables.map(nameOf)
  for (const named of tree.tables) {
    const found = tables.filter((table) => isNamed(table, named))
    const asked = named.schema ? `${named.schema}.${named.name}` : named.name
    if (found.length === 0)
      return {
        refused: `unknown table: ${asked}${didYouMean(asked, names) || `; there are ${names.length}`}`,
        ...named.place,
      }
    if (found.length > 1)
      return {
        refused: `unclear table: ${asked}; expected one of ${found.map(nameOf).join(', ')}`,
        ...named.place,
      }
  }
  for (const { name, place } of tree.tableFunctions)
    if (!harmless.includes(name.toLowerCase()))
      return { refused: `expected tables only, found the function ${name}`, ...place }
  for (const { name, place } of tree.functions)
    if (telling.test(name.toLowerCase()))
      return { refused: `expected functions of values, found ${name}`, ...place }
  if (tree.parameters.length) return { refused: 'expected no parameters, found one', ...tree.parameters[0] }
  return undefined
}

function nameOf({ study, name }: ConsoleTable): string {
  return identifier(study, name)
}

/** Copies the tables and closes the edition. A table that is alone under its name can be called without its study. */
async function copyTables(connection: Connection, file: string, used: ConsoleTable[]): Promise<void> {
  await connection.run(`ATTACH ${literal(file)} AS edition (READ_ONLY)`)
  for (const table of used) {
    const columns = table.columns.map(({ name }) => identifier(name)).join(', ')
    await connection.run(`CREATE SCHEMA IF NOT EXISTS ${identifier(table.study)}`)
    await connection.run(
      `CREATE TABLE ${nameOf(table)} AS SELECT ${columns} FROM ${identifier('edition', table.schema, table.name)}`,
    )
    if (used.filter(({ name }) => name === table.name).length === 1)
      await connection.run(`CREATE VIEW ${identifier(table.name)} AS FROM ${nameOf(table)}`)
  }
  await connection.run('DETACH edition')
}

async function read(
  connection: Connection,
  sql: string,
  limits: ConsoleQuestion['limits'],
): Promise<Omit<ConsoleRows, 'used'>> {
  // A line of its own before it: places are counted from there, as in the queries of studies.
  const reader = await connection.streamAndReadUntil(`\n${sql}`, limits.rows + 1)
  const found = reader.getRowsJson() as unknown[][]
  const types = reader.columnTypes().map(String)
  return {
    columns: reader.columnNames().map((name, i) => ({
      name: shortened(name, 100),
      type: /^ENUM/.test(types[i]) ? 'ENUM' : shortened(types[i], 60),
    })),
    rows: found
      .slice(0, limits.rows)
      .map((row) => row.map((value, i) => cellOf(value, types[i], limits.letters))),
    more: found.length > limits.rows,
  }
}

function cellOf(value: unknown, type: string, letters: number): ConsoleCell {
  if (value === null || value === undefined) return null
  if (typeof value === 'number' || typeof value === 'boolean') return value
  if (typeof value === 'string') {
    // Whole numbers beyond 32 bits come as text: they are numbers where nothing is lost.
    const number = /^(BIGINT|HUGEINT|UBIGINT|UHUGEINT|DECIMAL)/.test(type) ? Number(value) : NaN
    return Number.isFinite(number) && Math.abs(number) <= Number.MAX_SAFE_INTEGER
      ? number
      : shortened(value, letters)
  }
  return shortened(JSON.stringify(value), letters)
}

const shortened = (text: string, letters: number) =>
  text.length > letters ? `${text.slice(0, letters)}…` : text

async function relationOf(connection: Connection, sql: string, used: ConsoleTable[]) {
  const [{ json }] = await rows<{ json: string }>(
    connection,
    'SELECT json_serialize_sql($sql::VARCHAR)::VARCHAR AS json',
    { sql },
  )
  const found = plainCount(JSON.parse(json))
  if (!found || used.length !== 1) return {}
  const isVariable = (name: string) =>
    used[0].columns.some((column) => column.name === name && column.categories)
  return [found.x, found.y].every(isVariable)
    ? { relation: { study: used[0].study, x: found.x, y: found.y } }
    : {}
}

function lowered(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1)
}
