import type { Margins } from './cross-table.ts'

/**
 * Pairs of observations of a two-way table of ordered categories, in O(cells).
 * `concordant` and `discordant` are unordered pairs. `towards[i][j]` is how many observations a member of cell
 * (i, j) is concordant with, `against[i][j]` how many it is discordant with.
 * `untiedOnRows` = n² - Σ nᵢ.² counts ordered pairs (twice), as in SAS: `w_r`; `untiedOnColumns` likewise.
 */
export type PairCounts = {
  concordant: number
  discordant: number
  towards: Float64Array[]
  against: Float64Array[]
  untiedOnRows: number
  untiedOnColumns: number
}

/**
 * Counts concordant, discordant and untied pairs from the cells.
 *
 * Source: Goodman and Kruskal (1954); notation after Brown and Benedetti (1977).
 *
 * @example pairCounts(tableMargins('example', [[5, 3, 0], [4, 4, 0], [2, 1, 5]])).concordant // 109
 */
export function pairCounts({ counts, rowTotals, columnTotals, n }: Margins): PairCounts {
  const columns = columnTotals.length
  const towards = counts.map(() => new Float64Array(columns))
  const against = counts.map(() => new Float64Array(columns))
  const above = new Float64Array(columns)
  for (let i = 0; i < counts.length; i++) {
    addBeside(above, towards[i], against[i])
    for (let j = 0; j < columns; j++) above[j] += counts[i][j]
  }
  const below = new Float64Array(columns)
  for (let i = counts.length - 1; i >= 0; i--) {
    addBeside(below, against[i], towards[i])
    for (let j = 0; j < columns; j++) below[j] += counts[i][j]
  }
  let twiceConcordant = 0
  let twiceDiscordant = 0
  for (let i = 0; i < counts.length; i++)
    for (let j = 0; j < columns; j++) {
      twiceConcordant += counts[i][j] * towards[i][j]
      twiceDiscordant += counts[i][j] * against[i][j]
    }
  return {
    concordant: twiceConcordant / 2,
    discordant: twiceDiscordant / 2,
    towards,
    against,
    untiedOnRows: untied(rowTotals, n),
    untiedOnColumns: untied(columnTotals, n),
  }
}

/** Adds to each column what stands strictly left of it in `line` (`left`) and strictly right of it (`right`). */
function addBeside(line: Float64Array, left: Float64Array, right: Float64Array): void {
  let sum = 0
  for (let j = 0; j < line.length; j++) {
    left[j] += sum
    sum += line[j]
  }
  sum = 0
  for (let j = line.length - 1; j >= 0; j--) {
    right[j] += sum
    sum += line[j]
  }
}

/** n² - Σ t², as Σ t (n - t), so that one full category gives exactly 0. */
function untied(totals: number[], n: number): number {
  return totals.length < 2 ? 0 : totals.reduce((sum, total) => sum + total * (n - total), 0)
}
