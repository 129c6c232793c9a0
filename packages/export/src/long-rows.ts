import type { Missing, SuppressedMissing } from '@pejling/indicators'
import type { ExportedPart, ExportedRelation } from './exported-relation.ts'

/** A count as one row; `n` is `null` where it is hidden. */
export type CountRow = { by?: string; x: string; y: string; n: number | null }
/** A unit's two values as one row. */
export type PairRow = { by?: string; key: string; within?: string; x: number | string; y: number | string }
/** How many are left out, and why. */
export type MissingRow = { by?: string; variable: string; reason: string; n: number | null }

/** Counts as rows, in the order of the table; none where the relation gives pairs. */
export function countRows({ parts }: ExportedRelation): CountRow[] {
  return parts.flatMap(({ category, answer }) =>
    answer.kind === 'crosstab'
      ? answer.rows.flatMap((row, i) =>
          answer.columns.map((column, j) => ({
            ...byOf(category),
            ...{ x: row.id, y: column.id, n: answer.counts[i][j] },
          })),
        )
      : [],
  )
}

/** Pairs as rows, in the order of the answer; none where the relation gives counts or they may not be seen. */
export function pairRows({ parts }: ExportedRelation): PairRow[] {
  return parts.flatMap(({ category, answer }) =>
    answer.kind === 'pairs'
      ? answer.points.map(({ key, within, x, y }) => ({
          ...byOf(category),
          ...{ key, ...(within === undefined ? {} : { within }), x, y },
        }))
      : [],
  )
}

/** Who was left out, by variable and reason. */
export function missingRows({ parts }: ExportedRelation): MissingRow[] {
  return parts.flatMap(({ category, answer }) =>
    (answer.missing as readonly (Missing | SuppressedMissing)[]).map(({ variable, reason, n }) => ({
      ...byOf(category),
      ...{ variable, reason, n },
    })),
  )
}

/** Does the relation give counts? All its parts do, or none. */
export function isCounted({ parts }: ExportedRelation): boolean {
  return parts.every(({ answer }) => answer.kind === 'crosstab')
}

const byOf = (category: ExportedPart['category']) => (category ? { by: category.id } : {})
