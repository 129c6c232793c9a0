import { join } from 'node:path'
import { didYouMean, type Problem, type Unit, type Variable } from '@pejling/indicators'
import {
  type Connection,
  identifier,
  type Limits,
  literal,
  missingColumn,
  rows,
  runSelect,
} from '@pejling/warehouse'
import { type DeriveContext, unitOf, variableOf } from './derive.ts'
import type { SqlResult } from './kinds/sql.ts'
import { sqlTables } from './sql-tables.ts'
import { rowsOf } from './unit-rows.ts'

/** A study and the Parquet of its rows. */
type RowContext = Pick<DeriveContext, 'study' | 'codebook' | 'files'>

/**
 * Runs a `.sql` file over its declared inputs and attaches what it gave to the connection. A key twice, a key that is
 * none of the unit's, or a reason that is no missing reason is a problem, and then there is no result.
 */
export async function runSql(
  connection: Connection,
  context: RowContext,
  given: {
    file: string
    text: string
    inputs: string[]
    variables: Variable[]
    folder: string
    limits?: Limits
  },
): Promise<{ result?: SqlResult; problems: Problem[] }> {
  const { file, text, inputs, variables, folder, limits } = given
  const unit = variables[0] && unitOf(context, variables[0].unit)
  const problem = (message: string, place: object = {}): Problem => ({
    ...{ file: `${context.study.id}/${file}`, ...place, rule: 'sql', severity: 'stops', message },
  })
  const into = join(folder, `${file.replaceAll('/', '-')}.duckdb`)
  const { mistake } = await runSelect(text, {
    ...{ file: into, limits },
    tables: tableQueries(context, inputs, unit),
  })
  if (mistake) return { problems: [problem(mistake.message, { row: mistake.row, column: mistake.column })] }
  const name = `sql ${file}`
  await connection.run(`ATTACH ${literal(into)} AS ${identifier(name)} (READ_ONLY)`)
  const table = identifier(name, 'result')
  const described = await rows<{ column_name: string }>(connection, `DESCRIBE ${table}`)
  const result = { table, columns: described.map(({ column_name: column }) => column) }
  if (!unit) return { result, problems: [] }
  const found = await keyProblems(connection, context, result, unit)
  const reasons = await reasonProblems(connection, result, variables)
  const messages = [...found, ...reasons]
  return messages.length > 0
    ? { problems: messages.map((message) => problem(message)) }
    : { result, problems: [] }
}

/** What each table a `.sql` file sees is filled with. */
function tableQueries(context: RowContext, inputs: string[], unit?: Unit): Record<string, string> {
  const { study, codebook, files } = context
  const tables = sqlTables(study, codebook, inputs, unit?.id)
  return Object.fromEntries(
    Object.entries(tables).map(([id, columns]) => {
      const own = inputs.map((name) => variableOf(context, name)).filter((variable) => variable.unit === id)
      const names = Object.keys(columns).map((column) => identifier(column))
      return [
        id,
        `SELECT ${names.join(', ')} FROM (${rowsOf(study, codebook, unitOf(context, id), own, files)}) ORDER BY round, line`,
      ]
    }),
  )
}

async function keyProblems(
  connection: Connection,
  context: RowContext,
  { table }: SqlResult,
  unit: Unit,
): Promise<string[]> {
  const key = identifier(unit.key)
  const keys = unit.rounds ? `${key}, round` : key
  const own = rowsOf(context.study, context.codebook, unit, [], context.files)
  const [{ twice }] = await rows<{ twice: number }>(
    connection,
    `SELECT count(*) AS twice FROM (SELECT ${keys} FROM ${table} GROUP BY ALL HAVING count(*) > 1)`,
  )
  const [{ unknown }] = await rows<{ unknown: number }>(
    connection,
    `SELECT count(*) AS unknown FROM ${table} WHERE ${key}::VARCHAR NOT IN (SELECT ${key} FROM (${own})) OR ${key} IS NULL`,
  )
  return [
    ...(twice > 0 ? [`expected one row for each ${keys}, found ${twice} with more`] : []),
    ...(unknown > 0 ? [`expected keys of ${unit.id}, found ${unknown} rows with another`] : []),
  ]
}

async function reasonProblems(
  connection: Connection,
  { table, columns }: SqlResult,
  variables: Variable[],
): Promise<string[]> {
  const known = ['not_asked', 'not_answered', 'not_applicable', 'not_codable', 'suppressed']
  const reasons = variables.map(({ id }) => missingColumn(id)).filter((name) => columns.includes(name))
  const found = await Promise.all(
    reasons.map((column) =>
      rows<{ reason: string }>(
        connection,
        `SELECT DISTINCT ${identifier(column)}::VARCHAR AS reason FROM ${table}
         WHERE ${identifier(column)}::VARCHAR NOT IN (${known.map(literal).join(', ')}) ORDER BY 1 LIMIT 1`,
      ),
    ),
  )
  return found
    .flat()
    .map(({ reason }) => `expected ${known.join(', ')}, found ${reason}${didYouMean(reason, known)}`)
}
