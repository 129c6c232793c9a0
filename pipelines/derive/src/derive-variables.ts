import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Problem } from '@pejling/indicators'
import {
  type Connection,
  identifier,
  type Limits,
  literal,
  missingColumn,
  rows,
  withDatabase,
  writeParquet,
} from '@pejling/warehouse'
import { checkMade } from './check-made.ts'
import { usesOf } from './check-sql.ts'
import { type DeriveContext, derivedRows, unitOf, variableOf } from './derive.ts'
import type { SqlResult } from './kinds/sql.ts'
import { runSql } from './run-sql.ts'

export type DeriveWork = DeriveContext & {
  /** The texts of the step's `.sql` files, by path. */
  sql: Record<string, string>
  /** The folder its Parquet goes to: `derived.parquet`, or one `<round>.parquet` for each round if it goes across them. */
  output: string
  limits?: Limits
}

/**
 * Makes the variables of one derive step, set by set in DuckDB: `line`, and a value and a missing reason for each. One
 * thread, so that sums of decimals come out the same on any machine. A problem that stops leaves no output.
 */
export async function deriveVariables(work: DeriveWork): Promise<{ rows: number; problems: Problem[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'pejling-derive-'))
  try {
    return await withDatabase((connection) => derive(connection, work, folder), {
      ...work.limits,
      threads: 1,
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function derive(
  connection: Connection,
  work: DeriveWork,
  folder: string,
): Promise<{ rows: number; problems: Problem[] }> {
  const { step, codebook, sql, output, files, limits } = work
  const made: Record<string, SqlResult> = {}
  const problems: Problem[] = []
  for (const use of usesOf(codebook).filter(({ file }) => step.files.includes(file))) {
    const found = await runSql(connection, work, { ...use, text: sql[use.file], folder, limits })
    problems.push(...found.problems)
    if (found.result) made[use.file] = found.result
  }
  if (problems.length > 0) return { rows: 0, problems }
  await connection.run(`CREATE TABLE made AS ${derivedRows(work, made)}`)
  const variables = step.variables.map((id) => variableOf(work, id))
  problems.push(...(await checkMade(connection, 'made', step, variables)))
  const [{ n }] = await rows<{ n: number }>(connection, 'SELECT count(*) AS n FROM made')
  if (problems.some(({ severity }) => severity === 'stops')) return { rows: 0, problems }
  const columns = step.variables.flatMap((id) => [identifier(id), identifier(missingColumn(id))]).join(', ')
  const rounds =
    step.round === undefined && unitOf(work, step.unit).rounds
      ? files.flatMap(({ unit, round }) => (unit === step.unit && round !== undefined ? [round] : []))
      : [undefined]
  for (const round of rounds) {
    const where = round === undefined ? '' : ` WHERE round = ${literal(round)}`
    await writeParquet(
      connection,
      `SELECT line, ${columns} FROM made${where} ORDER BY line`,
      join(output, derivedFile(round)),
    )
  }
  return { rows: n, problems }
}

/** The file of a derive step that holds a round's rows, or all there are. */
export function derivedFile(round?: string): string {
  return round === undefined ? 'derived.parquet' : `${round}.parquet`
}
