import type { Assignment, Crosstab, Unit, Variable } from '@pejling/indicators'
import type { Edition, UnitRows } from '@pejling/warehouse'

/** What `designHonestRange` needs to know of the clusters behind a printed table. */
export type PublishedDesign = {
  /** The printed counts, groups × categories of the outcome. */
  table: number[][]
  design: { groupOf: number[]; sizes: number[]; strata?: string[] }
  also?: string[]
}

type Known = {
  assigned: Variable
  outcome: Variable
  assignment: Assignment
  level: Unit
  inner: UnitRows
  outer: UnitRows
}

/** Nothing if the clusters' groups are not known, or none of them is in the table. */
export async function publishedDesign(
  _edition: Edition,
  { rows, columns, counts }: Crosstab,
  { assigned, assignment, level, inner, outer }: Known,
): Promise<PublishedDesign | undefined> {
  const assignedInRows = rows.every(({ id }) => assigned.categories?.some((category) => category.id === id))
  const groups = assignedInRows ? rows : columns
  const table = assignedInRows ? counts : columns.map((_, j) => counts.map((row) => row[j]))
  const clusters = outer.rows
    .map(({ values }) => ({ values, group: groups.findIndex(({ id }) => id === values[assigned.id]) }))
    .filter(({ group }) => group >= 0)
  if (clusters.length < 2) return undefined
  const within = assignment.within ?? []
  return {
    table,
    design: {
      groupOf: clusters.map(({ group }) => group),
      sizes: clusters.map(
        ({ values }) => inner.rows.filter((row) => row.values[level.key] === values[level.key]).length,
      ),
      ...(within.length && {
        strata: clusters.map(({ values }) => within.map((variable) => values[variable]).join('/')),
      }),
    },
  }
}
