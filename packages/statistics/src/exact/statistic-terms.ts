import type { AdditiveStatistic } from './margin-network.ts'

/**
 * `forConcordant` × concordant pairs - `forDiscordant` × discordant pairs, columns in their order: with 1 and 1
 * Kendall's S.
 */
export function pairTerms(
  rowTotals: readonly number[],
  forConcordant: number,
  forDiscordant: number,
): AdditiveStatistic {
  const rows = rowTotals.length
  return {
    sameForAllNodes: false,
    symmetric: false,
    terms(_column, left, start, terms, stride) {
      let after = 0
      for (let i = 0; i < rows; i++) after += rowTotals[i] - left[start + i]
      let before = 0
      for (let i = 0; i < rows; i++) {
        const filled = rowTotals[i] - left[start + i]
        after -= filled
        const each = forConcordant * before - forDiscordant * after
        for (let x = 0; x < stride; x++) terms[i * stride + x] = each * x
        before += filled
      }
    },
  }
}
