import type { CheckRule, Variable } from '@pejling/indicators'
import { type Connection, identifier, literal, missingColumn, rows } from '@pejling/warehouse'
import { type CheckContext, rowsWith } from './check-context.ts'
import { type Judged, measured } from './judged.ts'

/**
 * The share of rows in some categories, of those with an answer; or missing for some reasons, of all rows. Each round is
 * judged by itself.
 */
export async function judgeShare(
  connection: Connection,
  context: CheckContext,
  rule: Extract<CheckRule, { kind: 'share' }>,
  variable: Variable,
): Promise<Judged[]> {
  const column = identifier(rule.categories ? variable.id : missingColumn(variable.id))
  const names = (rule.categories ?? rule.missing ?? []).map(literal).join(', ')
  const base = rule.categories ? `count(${column})` : 'count(*)'
  const found = await rows<{ round: string | null; share: number | null }>(
    connection,
    `SELECT round, count(*) FILTER (WHERE ${column} IN (${names})) / nullif(${base}, 0) AS share
     FROM (${rowsWith(context, variable.unit, [variable])}) GROUP BY round ORDER BY round`,
  )
  return found.map(({ round, share }) =>
    measured(
      share,
      { least: rule.min, most: rule.max },
      { round, unit: variable.unit, variable: variable.id },
    ),
  )
}
