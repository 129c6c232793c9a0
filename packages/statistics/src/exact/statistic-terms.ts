import type { AdditiveStatistic } from './margin-network.ts'

/** An additive statistic that also says what the last two columns add together: row by row, a sum again. */
export type NetworkStatistic = AdditiveStatistic & {
  /**
   * Turns to the node whose rows still need `left[start…]` before the last two columns, `wanted` of them in the
   * first of the two; returns what is added whatever stands where.
   */
  bindLastTwo: (left: Int32Array, start: number, wanted: number) => number
  /** What row i of that node adds if x of its observations stand in the last column but one, the rest in the last. */
  lastTwo: (row: number, x: number) => number
  /** Whether `lastTwo` bends up with x (1), down (-1) or is a straight line (0). */
  bend: 1 | -1 | 0
}

/**
 * `forConcordant` × concordant pairs - `forDiscordant` × discordant pairs, columns in their order: with 1 and 1
 * Kendall's S.
 */
export function pairTerms(
  rowTotals: readonly number[],
  forConcordant: number,
  forDiscordant: number,
): NetworkStatistic {
  const rows = rowTotals.length
  const slopes = new Float64Array(rows)
  const lastSlopes = new Float64Array(rows)
  const half = (forConcordant - forDiscordant) / 2
  return {
    symmetric: false,
    mergesArcs: false,
    bend: Math.sign(forConcordant - forDiscordant) as 1 | -1 | 0,
    slopes: pairSlopes,
    // Written out, the products of two rows' x in the last column are (wanted² - Σ x²) / 2 of each kind.
    bindLastTwo(left, start, wanted) {
      pairSlopes(left, start, slopes)
      let fixed = -half * wanted * wanted
      let later = 0
      for (let i = 0; i < rows; i++) {
        later += left[start + i]
        fixed += slopes[i] * left[start + i]
      }
      let earlier = 0
      for (let i = 0; i < rows; i++) {
        later -= left[start + i]
        lastSlopes[i] = forConcordant * later - forDiscordant * earlier
        earlier += left[start + i]
      }
      return fixed
    },
    lastTwo: (row, x) => lastSlopes[row] * x + half * x * x,
  }

  /** What one observation of row i adds in the next column, from the columns already filled. */
  function pairSlopes(left: Int32Array, start: number, slopes: Float64Array): void {
    let after = 0
    for (let i = 0; i < rows; i++) after += rowTotals[i] - left[start + i]
    let before = 0
    for (let i = 0; i < rows; i++) {
      const filled = rowTotals[i] - left[start + i]
      after -= filled
      slopes[i] = forConcordant * before - forDiscordant * after
      before += filled
    }
  }
}

/**
 * A sum over cells of a function of the count: Σ `term(i, j, count)`, with `term` convex in the count.
 *
 * @param symmetric `term` does not depend on the row
 */
export function cellTerms(
  columns: number,
  term: (row: number, column: number, count: number) => number,
  bend: 1 | 0,
  symmetric: boolean,
): NetworkStatistic {
  let needed: Int32Array = new Int32Array(0)
  let from = 0
  return {
    symmetric,
    mergesArcs: symmetric,
    bend,
    term,
    bindLastTwo(left, start) {
      needed = left
      from = start
      return 0
    },
    lastTwo: (row, x) => term(row, columns - 2, x) + term(row, columns - 1, needed[from + row] - x),
  }
}
