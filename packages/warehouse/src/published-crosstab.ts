import type { Crosstab, Filter, PublishedCell, PublishedTable, Study, Variable } from '@pejling/indicators'
import type { Edition } from './edition.ts'
import { listPublishedCells, listPublishedTables } from './study-queries.ts'

/**
 * The printed cross table of two variables, turned if the print has them the other way round. A table with more
 * dimensions serves where the filter picks one category of each of the others, or where it printed their total.
 *
 * @throws `no published table: …`
 */
export async function publishedCrosstab(
  edition: Edition,
  study: Study,
  x: Variable,
  y: Variable,
  where: Filter[],
): Promise<Crosstab> {
  for (const table of await listPublishedTables(edition, study.id)) {
    const found = place(table, x, y, where)
    if (!found) continue
    const cells = await listPublishedCells(edition, study.id, table.id)
    const crosstab = read(table, cells, found, x, y)
    if (crosstab) return { ...crosstab, missing: leftOut(study, table, y, crosstab.n) }
  }
  const filter = where
    .map(({ variable, values }) => ` where ${variable} is ${values.join(' or ')}`)
    .join(' and')
  throw new Error(
    `no published table: ${x.id} × ${y.id}${filter} of ${study.id} was neither printed nor can be counted from rows`,
  )
}

/** Which pairs of variables a study's published tables cross. */
export function publishedPairs(
  tables: PublishedTable[],
  variables: Variable[],
): { x: Variable; y: Variable; table: string }[] {
  return tables.flatMap((table) => {
    const crossed = variables.filter((variable) =>
      table.dimensions.some((d) => d.adds && isOf(d.variable, variable)),
    )
    if (!table.measures.some(({ kind }) => kind === 'count')) return []
    return crossed.flatMap((x) =>
      crossed.filter((y) => x !== y && place(table, x, y, [])).map((y) => ({ x, y, table: table.id })),
    )
  })
}

type Place = { x: number; y: number; fixed: Record<number, string>; count: string }

function place(table: PublishedTable, x: Variable, y: Variable, where: Filter[]): Place | undefined {
  const { dimensions, measures } = table
  const [ofX, ofY] = [x, y].map((variable) =>
    dimensions.findIndex((d) => d.adds && isOf(d.variable, variable)),
  )
  const count = measures.find(({ kind }) => kind === 'count')
  if (ofX < 0 || ofY < 0 || !count) return undefined
  const fixed: Record<number, string> = {}
  for (const [index, dimension] of dimensions.entries()) {
    if (index === ofX || index === ofY) continue
    const filter = where.find(({ variable }) => variable === dimension.variable)
    if (filter && filter.values.length > 1) return undefined
    fixed[index] = filter ? filter.values[0] : 'total'
  }
  const used = Object.keys(fixed).map((index) => dimensions[Number(index)].variable)
  return where.every(({ variable }) => used.includes(variable))
    ? { x: ofX, y: ofY, fixed, count: count.id }
    : undefined
}

function isOf(name: string, { id, aliases }: Variable): boolean {
  return name === id || aliases?.includes(name) === true
}

function read(
  table: PublishedTable,
  cells: PublishedCell[],
  { x, y, fixed, count }: Place,
  xVariable: Variable,
  yVariable: Variable,
): Omit<Crosstab, 'missing'> | undefined {
  const names = table.dimensions.map(({ variable }) => variable)
  const printed = cells.filter(
    ({ measure, at }) =>
      measure === count && Object.entries(fixed).every(([i, id]) => at[names[Number(i)]] === id),
  )
  const axis = (index: number, variable: Variable) => {
    const shown = table.dimensions[index].categories.filter(({ id }) => id !== 'total')
    const order = variable.categories ?? shown
    return [
      ...order.filter(({ id }) => shown.some((s) => s.id === id)),
      ...shown.filter(({ id }) => !order.some((c) => c.id === id)),
    ]
  }
  const rows = axis(x, xVariable)
  const columns = axis(y, yVariable)
  const counts = rows.map((row) =>
    columns.map(
      (column) =>
        printed.find(({ at }) => at[names[x]] === row.id && at[names[y]] === column.id)?.value ?? NaN,
    ),
  )
  if (counts.flat().some((value) => Number.isNaN(value))) return undefined
  const n = counts.flat().reduce((a, b) => a + b, 0)
  return { kind: 'crosstab', source: 'published', table: table.id, rows, columns, counts, n }
}

/** What the print does not say about the rest of the study's units. */
function leftOut(study: Study, table: PublishedTable, y: Variable, n: number): Crosstab['missing'] {
  const size = study.design.sizes[table.unit]
  return size !== undefined && size > n ? [{ variable: y.id, reason: 'unknown', n: size - n }] : []
}
