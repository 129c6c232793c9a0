import type { PValue } from '../result.ts'

/** The tails of a test statistic given what the test conditions on, exactly or by seeded Monte Carlo. */
export type ExactP = {
  /** False if the work was too large and the p-values are Monte Carlo estimates with `se`, `draws` and `seed`. */
  exact: boolean
  twoSided: PValue
  /** P(T ≥ t) and P(T ≤ t). */
  upper: PValue
  lower: PValue
  /** The same with half of P(T = t) taken off, so that they are not conservative. */
  midTwoSided: PValue
  midUpper: PValue
  midLower: PValue
  /** P(T = t). */
  point: number
}

/** Probabilities of a statistic lying above, at and below the observed, and at least as far out on the other side. */
export type Tails = {
  above: number
  at: number
  below: number
  /** Two-sided: strictly farther out than observed, and exactly as far out. */
  farther: number
  asFar: number
}

/** How Monte Carlo tails came about. */
export type Draws = { draws: number; seed: number }

/**
 * The p-values of a statistic from its tails. Monte Carlo p-values count the observed table as one more draw,
 * so that they are never 0 and the test keeps its level (Phipson and Smyth 2010).
 */
export function exactP(tails: Tails, method: string, draws?: Draws): ExactP {
  const { above, at, below, farther, asFar } = tails
  const words = draws ? `${method}, seeded Monte Carlo` : `${method}, exact`
  const p = (value: number, alternative: PValue['alternative'], suffix = ''): PValue => {
    if (!draws) return { p: clipped(value), method: words + suffix, alternative }
    const estimated = (value * draws.draws + 1) / (draws.draws + 1)
    const se = Math.sqrt((estimated * (1 - estimated)) / draws.draws)
    return { p: clipped(estimated), method: words + suffix, alternative, se, ...draws }
  }
  return {
    exact: !draws,
    twoSided: p(farther + asFar, 'two-sided'),
    upper: p(above + at, 'greater'),
    lower: p(below + at, 'less'),
    midTwoSided: p(farther + asFar / 2, 'two-sided', ', mid-p'),
    midUpper: p(above + at / 2, 'greater', ', mid-p'),
    midLower: p(below + at / 2, 'less', ', mid-p'),
    point: at,
  }
}

/** Sums of many small chances may end a rounding above 1. */
function clipped(p: number): number {
  return Math.min(1, p)
}
