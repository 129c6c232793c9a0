import type { Tails } from './exact-p.ts'

/** A distribution on equally spaced numbers: `chances[k]` is the chance of `lowest + k · step`. */
export type SpacedDistribution = { lowest: number; step: number; chances: Float64Array }

/**
 * Tails of a distribution around an observed value; two-sided by distance from `centre`. Values within a
 * thousandth of a step count as equal, since means of ranks carry rounding.
 */
export function tailsOf(
  { lowest, step, chances }: SpacedDistribution,
  observed: number,
  centre: number,
): Tails {
  const tails = { above: 0, at: 0, below: 0, farther: 0, asFar: 0 }
  const distance = Math.abs(observed - centre)
  const slack = step / 1000
  chances.forEach((chance, k) => {
    const value = lowest + k * step
    if (value > observed + slack) tails.above += chance
    else if (value < observed - slack) tails.below += chance
    else tails.at += chance
    const far = Math.abs(value - centre)
    if (far > distance + slack) tails.farther += chance
    else if (far >= distance - slack) tails.asFar += chance
  })
  return tails
}
