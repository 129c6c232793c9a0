import {
  type Category,
  type Crosstab,
  type Filter,
  type MissingReason,
  missingReasons,
  type PublishedCell,
  type PublishedTable,
  type Study,
  type Variable,
} from '@pejling/indicators'
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
    if (crosstab) return { ...crosstab, missing: withLeftOut(study, table, y, crosstab) }
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
  { x, y, fixed, count: counted }: Place,
  xVariable: Variable,
  yVariable: Variable,
): Crosstab | undefined {
  const names = table.dimensions.map(({ variable }) => variable)
  const printed = cells.filter(
    ({ measure, at }) =>
      measure === counted && Object.entries(fixed).every(([i, id]) => at[names[Number(i)]] === id),
  )
  const shown = (index: number) => table.dimensions[index].categories.filter(({ id }) => id !== 'total')
  const axis = (index: number, { categories }: Variable) =>
    categories?.filter(({ id }) => shown(index).some((category) => category.id === id)) ?? shown(index)
  const count = (row: string, column: string) =>
    printed.find(({ at }) => at[names[x]] === row && at[names[y]] === column)?.value ?? NaN
  const rows = axis(x, xVariable)
  const columns = axis(y, yVariable)
  if (!rows.length || !columns.length) return undefined
  const counts = rows.map((row) => columns.map((column) => count(row.id, column.id)))
  // A printed category that is none of the variable's own, such as "not noted", is no value: it is left out and counted.
  const outside = (index: number, own: Category[]) =>
    shown(index).filter(({ id, sumOf }) => !sumOf && !own.some((category) => category.id === id))
  const missing = [
    ...outside(y, columns).map(({ id }) => ({
      ...{ variable: yVariable.id, reason: reasonOf(id) },
      n: sum(rows.map((row) => count(row.id, id))),
    })),
    ...outside(x, rows).map(({ id }) => ({
      ...{ variable: xVariable.id, reason: reasonOf(id) },
      n: sum([...columns, ...outside(y, columns)].map((column) => count(id, column.id))),
    })),
  ]
  if ([...counts.flat(), ...missing.map(({ n }) => n)].some(Number.isNaN)) return undefined
  const n = sum(counts.flat())
  return { kind: 'crosstab', source: 'published', table: table.id, rows, columns, counts, n, missing }
}

function reasonOf(category: string): MissingReason | 'unknown' {
  return category in missingReasons ? (category as MissingReason) : 'unknown'
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

/** What was printed as missing, and what the print does not say about the rest of the study's units. */
function withLeftOut(
  study: Study,
  table: PublishedTable,
  y: Variable,
  { n, missing }: Crosstab,
): Crosstab['missing'] {
  const told = missing.filter((entry) => entry.n > 0)
  const size = study.design.sizes[table.unit]
  const rest = size === undefined ? 0 : size - n - sum(told.map((entry) => entry.n))
  if (rest <= 0) return told
  const known = told.find(({ variable, reason }) => variable === y.id && reason === 'unknown')
  const others = told.filter((entry) => entry !== known)
  return [...others, { variable: y.id, reason: 'unknown', n: rest + (known?.n ?? 0) }]
}
