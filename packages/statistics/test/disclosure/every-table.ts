import fc from 'fast-check'

/** What is shown of a table to somebody: `undefined` is a hidden count. */
export type Shown = {
  counts: (number | undefined)[][]
  rowTotals: number[]
  columnTotals: number[]
  /** Sums over rows and columns that are shown besides. */
  sums?: { members: [number, number][]; total: number }[]
}

/**
 * The attacker by trying everything: every table of whole counts that fits what is shown, one after the other. Shares no
 * code with what it checks.
 */
export function* everyTable({ counts, rowTotals, columnTotals, sums = [] }: Shown): Generator<number[][]> {
  const table = counts.map((line) => line.map((count) => count ?? 0))
  const open = counts.flatMap((line, i) =>
    line.flatMap((count, j) => (count === undefined ? [[i, j] as const] : [])),
  )
  yield* fill(0)

  function* fill(at: number): Generator<number[][]> {
    if (at === open.length) {
      if (fits()) yield table.map((line) => [...line])
      return
    }
    const [i, j] = open[at]
    table[i][j] = 0
    const inRow = rowTotals[i] - table[i].reduce((a, b) => a + b, 0)
    const inColumn = columnTotals[j] - table.reduce((sum, line) => sum + line[j], 0)
    for (let value = 0; value <= Math.min(inRow, inColumn); value++) {
      table[i][j] = value
      yield* fill(at + 1)
    }
    table[i][j] = 0
  }

  function fits(): boolean {
    return (
      table.every((line, i) => line.reduce((a, b) => a + b, 0) === rowTotals[i]) &&
      columnTotals.every((total, j) => table.reduce((sum, line) => sum + line[j], 0) === total) &&
      sums.every(({ members, total }) => members.reduce((sum, [i, j]) => sum + table[i][j], 0) === total)
    )
  }
}

/** The smallest and largest value of each of some sums over every table that fits. */
export function rangesByTrying(
  shown: Shown,
  wanted: [number, number][][],
): { lower: number; upper: number }[] {
  const ranges = wanted.map(() => ({ lower: Infinity, upper: -Infinity }))
  for (const table of everyTable(shown))
    wanted.forEach((members, at) => {
      const value = members.reduce((sum, [i, j]) => sum + table[i][j], 0)
      ranges[at].lower = Math.min(ranges[at].lower, value)
      ranges[at].upper = Math.max(ranges[at].upper, value)
    })
  return ranges
}

export function rowTotals(counts: number[][]): number[] {
  return counts.map((line) => line.reduce((a, b) => a + b, 0))
}

export function columnTotals(counts: number[][]): number[] {
  return (counts[0] ?? []).map((_, j) => counts.reduce((sum, line) => sum + line[j], 0))
}

/** Tables of small counts. */
export function tables(rows: number, columns: number): fc.Arbitrary<number[][]> {
  const line = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: columns, maxLength: columns })
  return fc.array(line, { minLength: rows, maxLength: rows })
}

/** Totals that are small themselves are hidden before a table is made: see `mergedCategories`. */
export function withTotals(threshold: number): (counts: number[][]) => boolean {
  return (counts) =>
    [...rowTotals(counts), ...columnTotals(counts)].every((total) => total === 0 || total >= threshold)
}

export function shownOf(counts: number[][], hidden: boolean[][]): Shown {
  return {
    counts: counts.map((line, i) => line.map((count, j) => (hidden[i][j] ? undefined : count))),
    ...{ rowTotals: rowTotals(counts), columnTotals: columnTotals(counts) },
  }
}
