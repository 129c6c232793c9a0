import type { Relation } from '@pejling/indicators'
import type { SuppressedAnswer } from '@pejling/warehouse'
import type { AskedAnswer, AskedRelation } from '../ask-relation.ts'
import { associationAsJson } from './association-as-json.ts'

/**
 * A relation as `pejling relation --json` and `/api/v1` give it: what was asked and of which edition, counts or values with
 * their base, who is left out and why, and the statistics. A hidden count is `null`, and `why` says the reason. Divided by
 * a third variable it has `parts` instead, one for each category.
 */
export function relationAsJson({ edition, whole, by }: AskedRelation): Record<string, unknown> {
  if (!by) return { edition, ...answerAsJson(whole, whole.relation) }
  const { variable, parts, missing } = by
  return {
    ...{ edition, ...head(whole.relation), by: variable.id, missing },
    parts: parts.map((part) => ({ category: part.category, ...answerAsJson(part, whole.relation) })),
  }
}

function head({ study, x, y, where }: Relation) {
  return { study, x, y, ...(where.length ? { where } : {}) }
}

function answerAsJson(told: AskedAnswer, asked: Relation) {
  if (!told.association) return { ...head(asked), ...hiddenAsJson(told.answer) }
  const { answer, association } = told
  const { source, n, missing } = answer
  const shared = { ...head(asked), source, n, ...(answer.caveats && { caveats: answer.caveats }) }
  const statistics = associationAsJson(association)
  if (answer.kind === 'pairs') return { ...shared, points: answer.points, missing, statistics }
  const { rows, columns, counts, table } = answer
  return { ...shared, ...(table ? { table } : {}), ...axes({ rows, columns }), counts, missing, statistics }
}

function hiddenAsJson(answer: SuppressedAnswer) {
  const { suppressed, why, source, n, missing } = answer
  const shared = { suppressed, why, source, n, missing }
  if (answer.kind === 'pairs') return { ...shared, points: [] }
  const { counts, rowTotals, columnTotals } = answer
  return { ...shared, ...axes(answer), counts, rowTotals, columnTotals }
}

type Axes = Pick<Extract<SuppressedAnswer, { kind: 'crosstab' }>, 'rows' | 'columns'>

function axes({ rows, columns }: Axes) {
  return {
    rows: rows.map(({ id }) => id),
    columns: columns.map(({ id }) => id),
    labels: { rows: rows.map(({ label }) => label), columns: columns.map(({ label }) => label) },
  }
}
