import type { CheckRule, Problem } from '@pejling/indicators'
import { ancestors, type Connection, identifier, type Limits, rows } from '@pejling/warehouse'
import { runSql } from '../run-sql.ts'
import { type CheckContext, rowsWith } from './check-context.ts'
import { brokenRows, type Judged } from './judged.ts'

/**
 * The rows a `.sql` file gives break the rule. Where they hold the key of a unit, that of the innermost one says which
 * lines they are.
 */
export async function judgeSql(
  connection: Connection,
  context: CheckContext,
  rule: Extract<CheckRule, { kind: 'sql' }>,
  work: { folder: string; limits?: Limits },
): Promise<{ judged: Judged[]; problems: Problem[] }> {
  const { file, inputs } = rule
  const { result, problems } = await runSql(connection, context, {
    ...{ file, inputs, variables: [], text: context.sql[file] },
    ...work,
  })
  if (!result) return { judged: [], problems }
  const [{ n }] = await rows<{ n: number }>(connection, `SELECT count(*) AS n FROM ${result.table}`)
  const units = context.study.units
    .filter(({ key }) => result.columns.includes(key))
    .sort((a, b) => ancestors(context.study, b).length - ancestors(context.study, a).length)
  const [unit] = units
  if (!unit) return { judged: [brokenRows(n, [], {})], problems }
  const key = identifier(unit.key)
  const byRound = unit.rounds && result.columns.includes('round') ? ' AND r.round = made.round' : ''
  const lines = await rows<{ line: number }>(
    connection,
    `SELECT DISTINCT r.round, r.line FROM ${result.table} made
     JOIN (${rowsWith(context, unit.id, [])}) r ON r.${key} = made.${key}::VARCHAR${byRound} ORDER BY 1, 2 LIMIT 20`,
  )
  return {
    judged: [
      brokenRows(
        n,
        lines.map(({ line }) => line),
        { unit: unit.id },
      ),
    ],
    problems,
  }
}
