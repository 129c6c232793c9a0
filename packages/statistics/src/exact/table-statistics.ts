import { logFactorial } from '../distributions.ts'
import { type DrawnStatistic, flatTable, type TableStatistic } from './exact-table-tails.ts'
import { cellTerms, pairTerms } from './statistic-terms.ts'
import type { CrossTable } from '../tables/cross-table.ts'

/** Σ ln count!: large where the table's probability is small. Ties within a factor 1 ± 10⁻⁷, as in R. */
export function probabilityStatistic(counts: CrossTable): TableStatistic {
  return sumOfCells(counts, logFactorial, 1e-7)
}

/** Σ count · ln count: G² up to constants. */
export function likelihoodStatistic(counts: CrossTable): TableStatistic {
  return sumOfCells(counts, (count) => (count > 0 ? count * Math.log(count) : 0), 1e-7)
}

/** Σ count² / (row total × column total): Pearson's χ² = n · (this - 1). */
export function pearsonStatistic(
  counts: CrossTable,
  rowTotals: readonly number[],
  columnTotals: readonly number[],
): TableStatistic {
  const n = rowTotals.reduce((sum, total) => sum + total, 0)
  const of = (table: ArrayLike<number>, rows: number, columns: number) => {
    let sum = 0
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < columns; j++) sum += table[i * columns + j] ** 2 / (rowTotals[i] * columnTotals[j])
    return sum
  }
  const observed = of(flatTable(counts), rowTotals.length, columnTotals.length)
  return {
    rules: { ordered: false, symmetric: allEqual },
    network: (plan) =>
      cellTerms(
        plan.columnTotals.length,
        (i, j, count) => (count * count) / (plan.rowTotals[i] * plan.columnTotals[j]),
        1,
        allEqual(plan.rowTotals),
      ),
    of,
    observed,
    slack: (1e-8 * Math.max(1, n * (observed - 1))) / n,
    centre: undefined,
  }
}

/** Σ row score × column score × count. */
export function linearStatistic(
  counts: CrossTable,
  rowScores: readonly number[],
  columnScores: readonly number[],
  centre: number,
): TableStatistic {
  const of = (table: ArrayLike<number>, rows: number, columns: number) => {
    let sum = 0
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < columns; j++) sum += rowScores[i] * columnScores[j] * table[i * columns + j]
    return sum
  }
  const table = flatTable(counts)
  const size = table.reduce((sum, count) => sum + count, 0)
  const largest = Math.max(...rowScores.map(Math.abs)) * Math.max(...columnScores.map(Math.abs))
  return {
    rules: { ordered: false, symmetric: never },
    network: ({ turned, columnTotals, rowOrder, columnOrder }) => {
      const [down, across] = turned ? [columnScores, rowScores] : [rowScores, columnScores]
      return cellTerms(
        columnTotals.length,
        (i, j, count) => down[rowOrder[i]] * across[columnOrder[j]] * count,
        0,
        false,
      )
    },
    of,
    observed: of(table, rowScores.length, columnScores.length),
    slack: 1e-10 * Math.max(1e-300, largest * size),
    centre,
  }
}

/** `forConcordant` × concordant - `forDiscordant` × discordant pairs; whole weights. */
export function pairStatistic(
  observed: number,
  forConcordant: number,
  forDiscordant: number,
  centre: number | undefined,
): TableStatistic {
  return {
    rules: { ordered: true, symmetric: never },
    network: ({ rowTotals }) => pairTerms(rowTotals, forConcordant, forDiscordant),
    of: (table, rows, columns) => {
      const [concordant, discordant] = pairsOf(table, rows, columns)
      return forConcordant * concordant - forDiscordant * discordant
    },
    observed,
    slack: 0.25,
    centre,
  }
}

/** Gamma itself, for drawn tables only: it is not additive, so no network goes with it. */
export function gammaStatistic(concordant: number, discordant: number): DrawnStatistic {
  return {
    of: (table, rows, columns) => {
      const [c, d] = pairsOf(table, rows, columns)
      return (c - d) / (c + d)
    },
    observed: (concordant - discordant) / (concordant + discordant),
    slack: 1e-12,
    centre: 0,
  }
}

/** Concordant and discordant pairs of a flat table. */
function pairsOf(table: ArrayLike<number>, rows: number, columns: number): [number, number] {
  const above = new Float64Array(columns)
  let concordant = 0
  let discordant = 0
  let total = 0
  for (let i = 0; i < rows; i++) {
    let left = 0
    let placed = 0
    for (let j = 0; j < columns; j++) {
      const count = table[i * columns + j]
      const here = above[j]
      concordant += count * left
      discordant += count * (total - left - here)
      left += here
      above[j] += count
      placed += count
    }
    total += placed
  }
  return [concordant, discordant]
}

/** A sum over cells of the same convex function of the count. */
function sumOfCells(counts: CrossTable, term: (count: number) => number, slack: number): TableStatistic {
  const of = (table: ArrayLike<number>) => {
    let sum = 0
    for (let k = 0; k < table.length; k++) sum += term(table[k])
    return sum
  }
  return {
    rules: { ordered: false, symmetric: always },
    network: ({ columnTotals }) => {
      const terms = Float64Array.from({ length: Math.max(...columnTotals) + 1 }, (_, k) => term(k))
      return cellTerms(columnTotals.length, (_i, _j, count) => terms[count], 1, true)
    },
    of,
    observed: of(flatTable(counts)),
    slack,
    centre: undefined,
  }
}

function allEqual(totals: readonly number[]): boolean {
  return totals.every((total) => total === totals[0])
}

function always(): boolean {
  return true
}

function never(): boolean {
  return false
}
