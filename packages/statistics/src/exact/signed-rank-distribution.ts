import type { SpacedDistribution } from './spaced-distribution.ts'

/**
 * Distribution of the sum of those of the given scores whose sign turns out positive, all 2^m sign patterns being
 * equally likely: with ranks 1 … m that of Wilcoxon's V. Scores are multiples of a half (midranks); the steps are
 * halves if a score needs them. No scores: 0 for certain.
 *
 * Cost: m × (sum of the scores). Half an entry of the array is one step of work; a caller with a limit checks
 * `signedRankWork` first.
 *
 * @throws `signed-rank distribution: expected scores of 0 or more in steps of 0.5, found 0.3`
 * @example signedRankDistribution([1, 2, 3]).chances // [1, 1, 1, 2, 1, 1, 1] / 8
 *
 * Source: Wilcoxon (1945); the recursion by generating functions, e.g. Hollander, Wolfe and Chicken (2014), chapter 3.
 */
export function signedRankDistribution(scores: readonly number[]): SpacedDistribution {
  for (const score of scores)
    if (!(score >= 0 && Number.isInteger(score * 2)))
      throw new RangeError(
        `signed-rank distribution: expected scores of 0 or more in steps of 0.5, found ${score}`,
      )
  const step = scores.every(Number.isInteger) ? 1 : 0.5
  return { lowest: 0, step, chances: positiveSums(scores.map((score) => score / step)) }
}

/** Steps that `signedRankDistribution` takes for these scores. */
export function signedRankWork(scores: readonly number[]): number {
  const step = scores.every(Number.isInteger) ? 1 : 0.5
  return (scores.length * scores.reduce((sum, score) => sum + score, 0)) / step
}

/** Chance of each sum of a random half of whole numbers of 0 or more. */
function positiveSums(scores: readonly number[]): Float64Array {
  const chances = new Float64Array(scores.reduce((sum, score) => sum + score, 0) + 1)
  chances[0] = 1
  let highest = 0
  for (const score of scores) {
    highest += score
    for (let k = highest; k >= 0; k--) chances[k] = (chances[k] + (k >= score ? chances[k - score] : 0)) / 2
  }
  return chances
}
