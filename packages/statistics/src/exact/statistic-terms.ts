import type { AdditiveStatistic } from './margin-network.ts'

/** An additive statistic that also says what the last two columns add together, which row by row is a sum again. */
export type NetworkStatistic = AdditiveStatistic & {
  /**
   * Fills `terms[i * stride + x]` = what row i adds if x of its `left[start + i]` observations stand in the last
   * column but one and the rest in the last; returns what the node adds whatever x. Entries outside
   * `least` ≤ x ≤ `most` of the row need not be set.
   */
  lastTwo: (range: LastTwoRange, terms: Float64Array, stride: number) => number
  /** Whether the rows' terms of `lastTwo` bend up (1), down (-1) or are straight lines (0). */
  bend: 1 | -1 | 0
}

/** What the rows of one node can still put into the last column but one. */
export type LastTwoRange = {
  left: Int32Array
  start: number
  least: Int32Array
  most: Int32Array
  /** Total of the last column but one. */
  wanted: number
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
  return {
    sameForAllNodes: false,
    symmetric: false,
    bend: Math.sign(forConcordant - forDiscordant) as 1 | -1 | 0,
    terms(_column, left, start, terms, stride) {
      pairSlopes(left, start)
      for (let i = 0; i < rows; i++) for (let x = 0; x < stride; x++) terms[i * stride + x] = slopes[i] * x
    },
    // Written out, the products of two rows' x in the last column are (wanted² - Σ x²) / 2 of each kind.
    lastTwo({ left, start, least, most, wanted }, terms, stride) {
      pairSlopes(left, start)
      const half = (forConcordant - forDiscordant) / 2
      let fixed = -half * wanted * wanted
      let later = 0
      for (let i = 0; i < rows; i++) {
        later += left[start + i]
        fixed += slopes[i] * left[start + i]
      }
      let earlier = 0
      for (let i = 0; i < rows; i++) {
        later -= left[start + i]
        const slope = forConcordant * later - forDiscordant * earlier
        for (let x = least[i]; x <= most[i]; x++) terms[i * stride + x] = slope * x + half * x * x
        earlier += left[start + i]
      }
      return fixed
    },
  }

  /** What one observation of row i adds in the next column, from the columns already filled. */
  function pairSlopes(left: Int32Array, start: number): void {
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
  rows: number,
  columns: number,
  term: (row: number, column: number, count: number) => number,
  bend: 1 | 0,
  symmetric: boolean,
): NetworkStatistic {
  return {
    sameForAllNodes: true,
    symmetric,
    bend,
    terms(column, _left, _start, terms, stride) {
      for (let i = 0; i < rows; i++)
        for (let x = 0; x < stride; x++) terms[i * stride + x] = term(i, column, x)
    },
    lastTwo({ left, start, least, most }, terms, stride) {
      for (let i = 0; i < rows; i++)
        for (let x = least[i]; x <= most[i]; x++)
          terms[i * stride + x] = term(i, columns - 2, x) + term(i, columns - 1, left[start + i] - x)
      return 0
    },
  }
}
