import { protectedTables } from '@pejling/indicators'
import type { DisclosureProof, ProvenTable } from '@pejling/warehouse'

/** Counts of a table by its rows and columns, as `ProvenTable` has them. */
export type Counts = number[][]

/**
 * A few tables of whole numbers with the same totals as the given one, in which the same counts are hidden and all others
 * are the same, so that each hidden count differs by the threshold between two of them. Found by moving units between four
 * counts; it knows how counts are hidden only by asking.
 *
 * @throws `tables alike: expected counts 3 apart of bound × often, found 2`
 */
export function tablesAlike(table: ProvenTable, together: DisclosureProof['together']): Counts[] {
  const groups = [groupsOf(table.rows, table.x, together), groupsOf(table.columns, table.y, together)]
  const start = table.counts.map((line) => line.map(({ n }) => n))
  const shownOf = (counts: Counts) => JSON.stringify(shown(counts, groups, table.threshold))
  const wanted = shownOf(start)
  const cells = table.cells.map((cell) => ({
    cell,
    places: cell.x.flatMap((i) => cell.y.map((j) => [table.rows.indexOf(i), table.columns.indexOf(j)])),
  }))
  const valuesOf = (counts: Counts) =>
    cells.map(({ places }) => places.reduce((sum, [i, j]) => sum + counts[i][j], 0))
  const ranges = valuesOf(start).map((value) => ({ lower: value, upper: value }))
  const pool = [start]
  let state = 7
  const next = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  const lines = [table.rows, table.columns].map((ids) =>
    ids.flatMap((id, at) => (id === 'missing' ? [] : [at])),
  )
  /** Who lacks a value goes on lacking it, and a count that is shown stays. */
  const isFree = (corners: number[][]) => corners.every(([i, j]) => !table.counts[i][j].shown)
  let counts = start
  for (let step = 0; step < 6000 && !ranges.every(isWide); step++) {
    if (step % 200 === 0) counts = pool[next(pool.length)]
    const [i, k, j, l] = [0, 0, 1, 1].map((side) => lines[side][next(lines[side].length)])
    if (i === k || j === l || counts[i][l] === 0 || counts[k][j] === 0) continue
    if (
      !isFree([
        [i, j],
        [k, l],
        [i, l],
        [k, j],
      ])
    )
      continue
    counts = counts.map((line) => [...line])
    for (const [row, column, by] of [
      [i, j, 1],
      [k, l, 1],
      [i, l, -1],
      [k, j, -1],
    ])
      counts[row][column] += by
    const values = valuesOf(counts)
    const widens = values.some((value, at) => value < ranges[at].lower || value > ranges[at].upper)
    if (!widens || shownOf(counts) !== wanted) continue
    pool.push(counts)
    values.forEach((value, at) => {
      ranges[at].lower = Math.min(ranges[at].lower, value)
      ranges[at].upper = Math.max(ranges[at].upper, value)
    })
  }
  for (const [at, { cell }] of cells.entries())
    if (!isWide(ranges[at]))
      throw new Error(
        `tables alike: expected counts ${table.threshold} apart of ${cell.x} × ${cell.y}, found ${ranges[at].upper - ranges[at].lower}`,
      )
  return fewest(pool.map((counts) => ({ counts, values: valuesOf(counts) })))

  function isWide({ lower, upper }: { lower: number; upper: number }): boolean {
    return upper - lower >= table.threshold
  }

  /** Of the tables found a few: always the two that put most counts far enough apart that are not so yet. */
  function fewest(found: { counts: Counts; values: number[] }[]): Counts[] {
    const open = (among: typeof found) =>
      cells.filter((_, at) => {
        const own = among.map(({ values }) => values[at])
        return Math.max(...own) - Math.min(...own) < table.threshold
      }).length
    let chosen = [found[0]]
    while (open(chosen) > 0) {
      const pairs = found.flatMap((one, at) => found.slice(at).map((other) => [...chosen, one, other]))
      chosen = pairs.reduce((best, next) => (open(next) < open(best) ? next : best))
    }
    return [...new Set(chosen)].map(({ counts }) => counts)
  }
}

function groupsOf(ids: string[], variable: string, together: DisclosureProof['together']): number[] {
  const headOf = (id: string) =>
    together.find((one) => one.variable === variable && one.categories.includes(id))?.categories[0] ?? id
  const heads = [...new Set(ids.map(headOf))]
  return ids.map((id) => heads.indexOf(headOf(id)))
}

function shown(
  counts: Counts,
  [rowGroups, columnGroups]: number[][],
  threshold: number,
): (number | null)[][] {
  const cells = counts.flatMap((line, i) =>
    line.flatMap((n, j) => (n > 0 ? [{ rows: [i], columns: [j], n }] : [])),
  )
  const block = { cells, rowGroups: [rowGroups], columnGroups: [columnGroups], threshold }
  const [table] = protectedTables({ ...block, tables: [{ row: 0, column: 0 }], whole: 'hide' })
  return table!.counts
}
