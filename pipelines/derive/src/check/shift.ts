import type { CheckRule, Variable } from '@pejling/indicators'
import { type Connection, identifier, literal, rows } from '@pejling/warehouse'
import { comparableRounds } from '../earlier-rounds.ts'
import { type CheckContext, rowsWith } from './check-context.ts'
import { type Judged, measured } from './judged.ts'

/**
 * How far the distribution of answers in the last round has moved from that of the round before; not judged in a first
 * round, where one of them has no answers, and where the question is not comparable between them.
 */
export async function judgeShift(
  connection: Connection,
  context: CheckContext,
  rule: Extract<CheckRule, { kind: 'shift' }>,
  variable: Variable,
): Promise<Judged[]> {
  const { unit, id } = variable
  const own = context.rounds.filter((round) =>
    context.files.some((file) => file.unit === unit && file.round === round.id),
  )
  const [before, last] = own.slice(-2).map((round) => round.id)
  const place = { unit, variable: id, round: last ?? before ?? null }
  const limit = { least: 0, most: rule.max }
  if (last === undefined || !comparableRounds(context, own, id)(before, last))
    return [measured(null, limit, place)]
  const of = (round: string) => `count(*) FILTER (WHERE round = ${literal(round)})`
  const counted = `SELECT ${orderOf(variable)} AS place, ${of(before)} AS before, ${of(last)} AS last
    FROM (${rowsWith(context, unit, [variable])}) WHERE ${identifier(id)} IS NOT NULL GROUP BY ALL`
  const distance =
    rule.statistic === 'total_variation'
      ? `SELECT sum(abs(last / nullif(n_last, 0) - before / nullif(n_before, 0))) / 2 AS found
         FROM (SELECT *, sum(last) OVER () AS n_last, sum(before) OVER () AS n_before FROM (${counted}))`
      : `SELECT max(abs(up_last / nullif(n_last, 0) - up_before / nullif(n_before, 0))) AS found
         FROM (SELECT sum(last) OVER () AS n_last, sum(before) OVER () AS n_before,
           sum(last) OVER (ORDER BY place) AS up_last, sum(before) OVER (ORDER BY place) AS up_before FROM (${counted}))`
  const [{ found }] = await rows<{ found: number | null }>(connection, distance)
  return [measured(found, limit, place)]
}

/** A number, or the place of a category in the variable's order. */
function orderOf({ id, categories }: Variable): string {
  if (!categories) return identifier(id)
  const cases = categories.map((category, i) => `WHEN ${literal(category.id)} THEN ${i}`)
  return `CASE ${identifier(id)} ${cases.join(' ')} END`
}
