import { kishDesignEffect } from './kish-design-effect.ts'
import type { Measured } from './measurements.ts'
import { type Proportion, proportion } from './proportion.ts'

/** A share from weighted answers; `designEffect` is what weights (and clusters) cost. */
export type WeightedProportion = Proportion & { designEffect: number | undefined; missing: number }

/**
 * The weighted share of units with a property, with intervals for the effective n: the number of units over the design
 * effect of their weights (Kish) times that of their clusters, if given.
 *
 * Units without an answer or without a weight are left out and counted; weights of 0 too. Undefined without
 * units.
 *
 * @param answers whether each unit has the property; `null` and `undefined` are missing
 * @param weights as many, 0 or more
 * @param options.clusterEffect further design effect, e.g. of `clusterDesignEffect`; 1 unless given
 * @throws `weights: expected as many weights as answers, found 3 and 4` · `weights: expected 0 or more at position 2,
 *   found -1`, and as `proportion`
 * @example weightedProportion([true, false, true], [1, 1, 2]).estimate // 0.75
 * @see Kish 1965, section 11.7; Korn and Graubard 1998, Survey Methodology 24 (intervals by effective n)
 */
export function weightedProportion(
  answers: readonly (boolean | null | undefined)[],
  weights: readonly Measured[],
  { level = 0.95, clusterEffect = 1 }: { level?: number; clusterEffect?: number } = {},
): WeightedProportion {
  if (answers.length !== weights.length)
    throw new RangeError(
      `weights: expected as many weights as answers, found ${weights.length} and ${answers.length}`,
    )
  const known = weights.map((weight, i) =>
    answers[i] === null || answers[i] === undefined ? 0 : (weight ?? 0) || 0,
  )
  const { estimate: effect, n } = kishDesignEffect(known)
  const total = known.reduce((sum, weight) => sum + weight, 0)
  const yes = known.reduce((sum, weight, i) => (answers[i] ? sum + weight : sum), 0)
  const designEffect = effect === undefined ? undefined : effect * clusterEffect
  const share = total > 0 ? yes / total : 0
  return {
    ...proportion(share * n, n, { level, designEffect }),
    method: 'weighted share',
    designEffect,
    missing: answers.length - n,
  }
}
