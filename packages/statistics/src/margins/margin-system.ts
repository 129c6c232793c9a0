import type { PublishedMargins } from './published-margins.ts'

/**
 * The published margins as one list of rows, each a sum over known cells. Units that a table's rows do not
 * account for (`sizes` larger than the row's total) get a last category of their own, *not in the table*.
 */
export type MarginSystem = {
  sizes: number[]
  /** Number of categories, the added one included. */
  categories: number
  /** Categories as published. */
  published: number
  rows: { members: number[]; counts: number[] }[]
  rowsOfCell: number[][]
  /** What cannot be true of these margins, in codes; empty if nothing is seen at once. */
  contradictions: { code: string; values: Record<string, number> }[]
}

/**
 * Checks and lays out published margins. Suppressed counts become `Infinity` (no limit known).
 *
 * @throws `published margins: expected at least one table` ·
 *   `known cell 2: expected a whole number of units, found 1.5` ·
 *   `table 1: expected a row for each of 6 known cells, found 5` · `table 1: expected a row from 0 to 2, found 3` ·
 *   `table 2: expected 3 categories, found 2` · `table 1: expected whole counts of 0 or more, found -1`
 */
export function marginSystem({ sizes, tables }: PublishedMargins): MarginSystem {
  if (tables.length === 0) throw new RangeError('published margins: expected at least one table')
  sizes.forEach((size, cell) => {
    if (!Number.isInteger(size) || size < 0)
      throw new RangeError(`known cell ${cell + 1}: expected a whole number of units, found ${size}`)
  })
  const published = Math.max(0, ...tables.map(({ counts }) => counts[0]?.length ?? 0))
  const rows = tables.flatMap(({ rowOf, counts }, table) => {
    const where = `table ${table + 1}`
    if (rowOf.length !== sizes.length)
      throw new RangeError(
        `${where}: expected a row for each of ${sizes.length} known cells, found ${rowOf.length}`,
      )
    for (const row of rowOf)
      if (row !== undefined && row !== null && !(row in counts))
        throw new RangeError(`${where}: expected a row from 0 to ${counts.length - 1}, found ${row}`)
    return counts.map((line, row) => {
      if (line.length !== published)
        throw new RangeError(`${where}: expected ${published} categories, found ${line.length}`)
      for (const count of line)
        if (count !== undefined && count !== null && !(Number.isInteger(count) && count >= 0))
          throw new RangeError(`${where}: expected whole counts of 0 or more, found ${count}`)
      return {
        table,
        row,
        members: sizes.flatMap((_, cell) => (rowOf[cell] === row ? [cell] : [])),
        counts: line.map((count) => count ?? Infinity),
      }
    })
  })

  const contradictions: MarginSystem['contradictions'] = []
  const left = rows.map(({ table, row, members, counts }) => {
    const known = counts.reduce((sum, count) => sum + (count === Infinity ? 0 : count), 0)
    const units = members.reduce((sum, cell) => sum + sizes[cell], 0)
    if (known > units)
      contradictions.push({
        code: 'more-counted-than-units',
        values: { table: table + 1, row: row + 1, counted: known, units },
      })
    return counts.includes(Infinity) ? Infinity : units - known
  })
  const missing = left.some((units) => units > 0 && units < Infinity)
  const rowsOfCell: number[][] = sizes.map(() => [])
  rows.forEach(({ members }, row) => members.forEach((cell) => rowsOfCell[cell].push(row)))
  return {
    sizes,
    categories: published + (missing ? 1 : 0),
    published,
    rows: rows.map(({ members, counts }, row) => ({
      members,
      counts: missing ? [...counts, left[row]] : counts,
    })),
    rowsOfCell,
    contradictions,
  }
}

/** Whether a row has counts but no known cell to hold them. */
export function leavesCounts({ rows }: MarginSystem): boolean {
  return rows.some(({ members, counts }) => members.length === 0 && counts.some((c) => c > 0 && c < Infinity))
}
