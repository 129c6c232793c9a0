import type { CumulativeProblem } from './cumulative-likelihood.ts'
import type { Design } from './design-matrix.ts'
import type { ModelFrame } from './model-frame.ts'

/** A frame and a design as one problem of proportional odds, over the categories that count. */
export type ObservedProblem = {
  problem: CumulativeProblem
  /** Labels and weights of these categories, in ascending order. */
  categories: string[]
  counts: Float64Array
}

/**
 * Puts outcome and design together. Categories nobody chose are left out: at the maximum of the likelihood their
 * probability is zero, and the thresholds on both sides of them coincide (with a penalty this still holds for those
 * in the middle, while the lowest and the highest category keep a finite threshold; hence `keep: 'outer'`).
 */
export function cumulativeProblem(
  frame: ModelFrame,
  design: Design,
  keep: 'observed' | 'outer' = 'observed',
): ObservedProblem {
  const declared = new Float64Array(frame.categories.length)
  frame.category.forEach((j, i) => (declared[j] += frame.weight[i]))
  const outer = (j: number) => keep === 'outer' && (j === 0 || j === declared.length - 1)
  const kept = [...declared.keys()].filter((j) => declared[j] > 0 || outer(j))
  const position = Int32Array.from(declared, (_, j) => kept.indexOf(j))
  return {
    categories: kept.map((j) => frame.categories[j]),
    counts: Float64Array.from(kept, (j) => declared[j]),
    problem: {
      categories: kept.length,
      patterns: frame.patterns,
      x: design.x,
      columns: design.columns.length,
      free: 1,
      start: frame.start,
      category: kept.length === declared.length ? frame.category : frame.category.map((j) => position[j]),
      weight: frame.weight,
    },
  }
}

/** Thresholds that reproduce the observed shares, and no effects: the maximum without explanatory columns. */
export function startingParameters(
  { free, columns, categories }: CumulativeProblem,
  counts: Float64Array,
): Float64Array {
  const theta = new Float64Array((categories - 1) * free + columns)
  const n = counts.reduce((sum, count) => sum + count, 0)
  let below = 0
  for (let k = 0; k < categories - 1; k++) {
    below += counts[k]
    theta[k * free] = Math.log(below / (n - below))
  }
  return theta
}

/** Log likelihood of the thresholds alone: Σ n ln(n / N). */
export function nullLogLikelihood(counts: Float64Array): number {
  const n = counts.reduce((sum, count) => sum + count, 0)
  return counts.reduce((sum, count) => sum + (count > 0 ? count * Math.log(count / n) : 0), 0)
}
