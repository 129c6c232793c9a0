import type { MissingReason, Spread, Variable } from '@pejling/indicators'
import { type Connection, identifier, isCategorical, isNumber, missingColumn, rows } from '@pejling/warehouse'

/** How a variable's values fall in a table; `from` is SQL after FROM. */
export async function spread(connection: Connection, from: string, variable: Variable): Promise<Spread> {
  const { id } = variable
  const [value, reason] = [identifier(id), identifier(missingColumn(id))]
  const reasons = await rows<{ reason: MissingReason | null; n: number }>(
    connection,
    `SELECT ${reason}::VARCHAR AS reason, count(*) AS n FROM ${from} WHERE ${value} IS NULL GROUP BY ALL ORDER BY ALL`,
  )
  const missing: Spread['missing'] = {}
  for (const { reason, n } of reasons) {
    const known = reason ?? 'not_codable'
    missing[known] = (missing[known] ?? 0) + n
  }
  if (isCategorical(variable)) return { ...(await inCategories(connection, from, variable)), missing }
  if (isNumber(variable)) return { ...(await asNumbers(connection, from, value)), missing }
  const [{ n, distinct }] = await rows<{ n: number; distinct: number }>(
    connection,
    `SELECT count(${value}) AS n, count(DISTINCT ${value}) AS "distinct" FROM ${from}`,
  )
  return { n, missing, distinct }
}

/** How many values lie between each two of `edges`; those outside count at the nearest end. */
export async function histogram(
  connection: Connection,
  from: string,
  { id }: Variable,
  edges: number[],
): Promise<number[]> {
  const bins = edges.length - 1
  const width = (edges[bins] - edges[0]) / bins
  const value = identifier(id)
  const found = await rows<{ bin: number; n: number }>(
    connection,
    `SELECT least(${bins - 1}, greatest(0, floor((${value} - ${edges[0]}) / ${width})))::INTEGER AS bin, count(*) AS n
     FROM ${from} WHERE ${value} IS NOT NULL GROUP BY bin`,
  )
  return Array.from({ length: bins }, (_, bin) => found.find((one) => one.bin === bin)?.n ?? 0)
}

/**
 * At most twelve steps of 1, 2 or 5 times a power of ten that hold all values: whole numbers of a short range each have
 * one of their own.
 */
export function edgesOf(least: number, most: number): number[] {
  if (!(most > least)) return [least - 0.5, least + 0.5]
  const rough = (most - least) / 11
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((times) => times * power).find((size) => size >= rough)!
  const first = Math.floor(least / step)
  const last = Math.floor(most / step) + 1
  return Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)))
}

async function inCategories(
  connection: Connection,
  from: string,
  { id, categories = [] }: Variable,
): Promise<Pick<Spread, 'n' | 'categories'>> {
  const value = identifier(id)
  const found = await rows<{ category: string; n: number }>(
    connection,
    `SELECT ${value}::VARCHAR AS category, count(*) AS n FROM ${from} WHERE ${value} IS NOT NULL GROUP BY ${value}`,
  )
  const counts = new Map(found.map(({ category, n }) => [category, n]))
  return {
    n: found.reduce((sum, { n }) => sum + n, 0),
    categories: Object.fromEntries(categories.map((one) => [one.id, counts.get(one.id) ?? 0])),
  }
}

async function asNumbers(
  connection: Connection,
  from: string,
  value: string,
): Promise<Pick<Spread, 'n' | 'numbers'>> {
  const [{ n, five, mean }] = await rows<{ n: number; five: number[] | null; mean: number | null }>(
    connection,
    `SELECT count(${value}) AS n, quantile_cont(${value}, [0, 0.25, 0.5, 0.75, 1]) AS five, avg(${value}) AS mean FROM ${from}`,
  )
  if (!five || mean === null) return { n }
  const [min, q1, median, q3, max] = five
  return { n, numbers: { min, q1, median, q3, max, mean } }
}
