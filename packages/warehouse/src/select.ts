import { rm } from 'node:fs/promises'
import { didYouMean } from '@pejling/indicators'
import { type Connection, type Limits, rows, withDatabase } from './database.ts'
import { identifier } from './identifier.ts'
import { selectMistake } from './select-mistake.ts'
import { type SelectTree, selectTree, type TextPlace } from './select-tree.ts'

/** Something wrong in a `.sql` file, with its place in it. */
export type SqlMistake = TextPlace & { rule: string; message: string }

/** What a SELECT may see: tables with the DuckDB types of their columns. */
export type Tables = Record<string, Record<string, string>>

export type DescribedSelect = {
  /** The columns it gives, with their types; none if there are mistakes. */
  columns: Record<string, string>
  /** The columns of the tables it names, or all of them if it takes every column of something. */
  used: string[]
  mistakes: SqlMistake[]
}

/** Table functions that make rows of their arguments and read nothing. */
const harmless = ['range', 'generate_series', 'unnest']
const unstable = "stability IN ('VOLATILE', 'CONSISTENT_WITHIN_QUERY')"
const settings = ['current_setting', 'getvariable', 'version']

/**
 * What one SELECT over some tables would give, told without running it: parsed, held against the tables it may see, and
 * bound by DuckDB to empty ones, so that an unknown column or a wrong type has its line and column. Nothing but those
 * tables can be read, and nothing that differs from run to run may be asked.
 */
export async function describeSelect(sql: string, tables: Tables): Promise<DescribedSelect> {
  return withDatabase(
    async (connection) => {
      const tree = await selectTree(connection, sql)
      if ('mistake' in tree) return refused([{ ...tree.place, rule: 'sql', message: lowered(tree.mistake) }])
      const mistakes = await wrongIn(connection, tree, tables)
      if (mistakes.length > 0) return refused(mistakes)
      for (const [name, columns] of Object.entries(tables)) {
        const types = Object.entries(columns).map(([column, type]) => `${identifier(column)} ${type}`)
        await connection.run(`CREATE TABLE ${identifier(name)} (${types.join(', ')})`)
      }
      try {
        const found = await rows<{ column_name: string; column_type: string }>(connection, `DESCRIBE\n${sql}`)
        return {
          columns: Object.fromEntries(found.map((row) => [row.column_name, row.column_type])),
          used: usedBy(tree, tables),
          mistakes: [],
        }
      } catch (error) {
        return refused([selectMistake(error, sql)])
      }
    },
    { closed: true, threads: 1, memory: '512MB' },
  )
}

/**
 * Runs one SELECT where nothing but the tables made for it can be read or written: they are copied into a file of its
 * own by `tables` (name → query of the caller's), and the answer is left there as the table `result`. One thread, so
 * that sums come out the same every time; memory and time are bounded.
 */
export async function runSelect(
  sql: string,
  given: { file: string; tables: Record<string, string>; limits?: Limits; seconds?: number },
): Promise<{ mistake?: SqlMistake }> {
  const { file, tables, limits, seconds = 600 } = given
  await rm(file, { force: true })
  await withDatabase(
    async (connection) => {
      for (const [name, query] of Object.entries(tables))
        await connection.run(`CREATE TABLE ${identifier(name)} AS ${query}`)
    },
    { ...limits, file },
  )
  return withDatabase(
    async (connection) => {
      const timer = setTimeout(() => connection.interrupt(), seconds * 1000)
      try {
        await connection.run(`CREATE TABLE result AS\n${sql}`)
        return {}
      } catch (error) {
        return { mistake: selectMistake(error, sql, seconds) }
      } finally {
        clearTimeout(timer)
      }
    },
    { memory: '2GB', ...limits, file, threads: 1, closed: true },
  )
}

async function wrongIn(connection: Connection, tree: SelectTree, tables: Tables): Promise<SqlMistake[]> {
  const mistakes: SqlMistake[] = []
  const say = (place: TextPlace, message: string) => mistakes.push({ ...place, rule: 'sql', message })
  if (tree.statements !== 1)
    say({ row: 1, column: 1 }, `expected one SELECT, found ${tree.statements} statements`)
  const known = Object.keys(tables)
  const isKnown = (name: string) => known.some((table) => table.toLowerCase() === name.toLowerCase())
  for (const { name, schema, place } of tree.tables)
    if (schema) say(place, `expected ${known.join(' or ')}, found ${schema}.${name}`)
    else if (!isKnown(name))
      say(place, `unknown table: ${name}${didYouMean(name, known) || `; known are ${known.join(', ')}`}`)
  for (const { name, place } of tree.tableFunctions)
    if (!harmless.includes(name.toLowerCase()))
      say(place, `expected the declared tables only, found the function ${name}`)
  const columns = Object.values(tables).flatMap((table) => Object.keys(table))
  const called = [
    ...tree.functions,
    // current_date is written like a column.
    ...tree.columns.filter(({ name, path }) => path.length === 1 && !columns.includes(name)),
  ]
  const changing = await rows<{ name: string }>(
    connection,
    `SELECT DISTINCT function_name AS name FROM duckdb_functions() WHERE ${unstable}`,
  )
  const names = new Set([...changing.map(({ name }) => name), ...settings])
  for (const { name, place } of called)
    if (names.has(name.toLowerCase()))
      say(place, `expected what is the same every time, found the function ${name}`)
  for (const place of tree.samples) say(place, 'expected what is the same every time, found a sample')
  for (const place of tree.parameters) say(place, 'expected no parameters, found one')
  return mistakes
}

function usedBy(tree: SelectTree, tables: Tables): string[] {
  const all = [...new Set(Object.values(tables).flatMap((table) => Object.keys(table)))]
  if (tree.star) return all
  const named = new Set(tree.columns.flatMap(({ path }) => path.map((part) => part.toLowerCase())))
  return all.filter((column) => named.has(column.toLowerCase()))
}

function refused(mistakes: SqlMistake[]): DescribedSelect {
  return { columns: {}, used: [], mistakes }
}

function lowered(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1)
}
