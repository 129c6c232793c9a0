import {
  type Assignment,
  type Crosstab,
  owner,
  type Study,
  type Unit,
  type Variable,
} from '@pejling/indicators'
import type { ClusterDesign } from '@pejling/statistics'
import { answer, type Edition, getCodebook, listRelations, type UnitRows } from '@pejling/warehouse'

/** What `designHonestRange` needs to know of the clusters behind a printed table. */
export type PublishedDesign = {
  /** The printed counts, groups × categories of the outcome. */
  table: number[][]
  design: ClusterDesign
  /** Further printed tables of the same outcome that narrow it down, by the variable they cross it with. */
  also: Variable[]
}

export type PublishedQuestion = {
  study: Study
  assigned: Variable
  outcome: Variable
  assignment: Assignment
  level: Unit
  /** Rows of the units counted, and of the clusters they lie in. */
  inner: UnitRows
  outer: UnitRows
}

/** Nothing if fewer than two clusters are in the table. */
export async function publishedDesign(
  edition: Edition,
  crosstab: Crosstab,
  question: PublishedQuestion,
): Promise<PublishedDesign | undefined> {
  const { assigned, assignment, level, inner, outer } = question
  const assignedInRows = crosstab.rows.every(({ id }) =>
    assigned.categories?.some((category) => category.id === id),
  )
  const { rows: groups, columns, counts: table } = assignedInRows ? crosstab : turned(crosstab)
  const clusters = outer.rows
    .map(({ values }) => ({ values, group: groups.findIndex(({ id }) => id === values[assigned.id]) }))
    .filter(({ group }) => group >= 0)
  if (clusters.length < 2) return undefined
  const clusterOf = inner.rows.map((row) =>
    clusters.findIndex(({ values }) => values[level.key] === row.values[level.key]),
  )
  const within = assignment.within ?? []
  const others = await otherTables(edition, question)
  const known = knownCells(clusterOf, others, inner)
  return {
    table,
    design: {
      groupOf: clusters.map(({ group }) => group),
      sizes: clusters.map((_, i) => clusterOf.filter((cluster) => cluster === i).length),
      ...(within.length && {
        strata: clusters.map(({ values }) => within.map((variable) => values[variable]).join('/')),
      }),
      ...(others.length && {
        also: {
          clusterOf: known.map(({ cluster }) => cluster),
          sizes: known.map(({ size }) => size),
          tables: others.map(({ variable, crosstab }) => ({
            rowOf: known.map(({ values }) => {
              const row = crosstab.rows.findIndex(({ id }) => id === values[variable.id])
              return row < 0 ? undefined : row
            }),
            counts: crosstab.counts.map((row) =>
              columns.map(({ id }) => row[crosstab.columns.findIndex((column) => column.id === id)]),
            ),
          })),
        },
      }),
    },
    also: others.map(({ variable }) => variable),
  }
}

/** Printed tables that cross the same outcome with something known of every single unit. */
async function otherTables(
  edition: Edition,
  { study, inner, assigned, outcome }: PublishedQuestion,
): Promise<{ variable: Variable; crosstab: Crosstab }[]> {
  const { variables } = await getCodebook(edition, study.id)
  const crossed = (await listRelations(edition, study.id))
    .filter(({ y, sources }) => y === outcome.id && sources.includes('published'))
    .flatMap(({ x }) => variables.find(({ id }) => id === x && id !== assigned.id) ?? [])
    .filter((variable) => inner.variables.some(({ id }) => id === variable.id))
  const found = await Promise.all(
    crossed.map(async (variable) => ({
      variable,
      // What was printed is for everybody.
      crosstab: await answer(
        edition,
        { study: study.id, x: variable.id, y: outcome.id, where: [], source: 'published' },
        owner,
      ),
    })),
  )
  return found.flatMap(({ variable, crosstab }) =>
    crosstab.kind === 'crosstab' && !crosstab.suppressed ? [{ variable, crosstab }] : [],
  )
}

type KnownCell = { cluster: number; values: Record<string, string | number | null>; size: number }

/** Units of one cluster that are alike in everything the other tables cross with the outcome. */
function knownCells(clusterOf: number[], others: { variable: Variable }[], { rows }: UnitRows): KnownCell[] {
  const cells = new Map<string, KnownCell>()
  rows.forEach(({ values }, i) => {
    if (clusterOf[i] < 0) return
    const key = JSON.stringify([clusterOf[i], ...others.map(({ variable }) => values[variable.id])])
    const known = cells.get(key)
    if (known) known.size++
    else cells.set(key, { cluster: clusterOf[i], values, size: 1 })
  })
  return [...cells.values()]
}

function turned({ rows, columns, counts }: Crosstab): Pick<Crosstab, 'rows' | 'columns' | 'counts'> {
  return { rows: columns, columns: rows, counts: columns.map((_, j) => counts.map((row) => row[j])) }
}
