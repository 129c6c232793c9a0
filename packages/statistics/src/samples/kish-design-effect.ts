import type { Result } from '../result.ts'

/** What unequal weights cost: `estimate` is the design effect, `effectiveN` = n / design effect. */
export type WeightingEffect = Result & { effectiveN: number }

/**
 * Kish's design effect of unequal weights: by how much they raise the variance of a mean that has nothing to do
 * with them; 1 if they are equal. The effective n is (Σw)² / Σw².
 *
 * Zero weights count as units left out. Undefined without a positive weight (effective n 0).
 *
 * @throws `weights: expected 0 or more at position 2, found -1`
 * @example kishDesignEffect([1, 1, 2]).effectiveN // 2.667
 * @see Kish 1965, Survey sampling, eq. 11.7.6
 */
export function kishDesignEffect(weights: readonly number[]): WeightingEffect {
  const wrong = weights.findIndex((weight) => !(weight >= 0 && weight < Infinity))
  if (wrong >= 0)
    throw new RangeError(`weights: expected 0 or more at position ${wrong + 1}, found ${weights[wrong]}`)
  const positive = weights.filter((weight) => weight > 0)
  const n = positive.length
  // Divided by the largest first, so that squares of huge or tiny weights stay numbers.
  const largest = positive.reduce((most, weight) => Math.max(most, weight), 0)
  const sum = positive.reduce((total, weight) => total + weight / largest, 0)
  const squares = positive.reduce((total, weight) => total + (weight / largest) ** 2, 0)
  const effectiveN = n > 0 ? sum ** 2 / squares : 0
  return {
    estimate: n > 0 ? n / effectiveN : undefined,
    effectiveN,
    n,
    method: "Kish's design effect of weighting",
    assumptions: [{ code: 'weights-unrelated-to-outcome', met: undefined }],
    warnings: n > 0 ? [] : [{ code: 'no-observations' }],
  }
}
