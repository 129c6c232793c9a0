import { confidenceLevel } from '../confidence-level.ts'
import { normalTwoSided, tTwoSided } from '../distributions.ts'
import type { PValue, Warning } from '../result.ts'
import { type Correlation, correlation, undefinedCorrelation } from './correlation.ts'
import { exactKendallP } from './exact-kendall.ts'
import { kendallVariance } from './kendall-variance.ts'
import { type Measured, pairedMeasurements } from './measurements.ts'
import { type PairOrder, pairOrder } from './pair-order.ts'
import { type DenseRanks, midRankScores } from './ranks.ts'

/** How two ordered variables go together, in three coefficients that treat ties differently. */
export type RankCorrelation = {
  n: number
  /** Pairs left out because x or y is missing. */
  missing: number
  concordantPairs: number
  discordantPairs: number
  /** Pairs tied on x, on y or on both. */
  tiedPairs: number
  /** (concordant - discordant) / its standard deviation when all orders of y are equally likely. */
  kendallZ: number | undefined
  spearman: Correlation
  kendallTauB: Correlation
  goodmanKruskalGamma: Correlation
}

/**
 * Spearman's rho, Kendall's tau-b and Goodman and Kruskal's gamma for two numeric or ordered variables, from
 * raw values, in O(n log n): what a scatter plot says in numbers. Above 0 when high x goes with high y.
 *
 * Standard errors are delta-method errors that do not assume independence (ASE1); intervals use them on
 * Fisher's z scale with t on n - 2 df, which holds its level in small samples. A coefficient is undefined
 * (0/0) when x or y has one value only, or n < 2; gamma also when no pair is untied. No interval when the
 * error is 0, as in a perfect association.
 *
 * @param x values; missing (`null`, `undefined`, NaN) pairs are left out and counted
 * @param y as many values as x
 * @param options.level confidence level, 0.95 unless given
 * @throws `measurements: expected as many x as y, found 3 and 4` · `measurements: expected a finite number or
 *   nothing at position 3, found Infinity` · `invalid confidence level; not in (0, 1): 95`
 * @example rankCorrelation([1, 2, 3, 4], [1, 3, 2, 4]).kendallTauB.estimate // 0.667
 * @see Spearman 1904; Kendall 1945 (tau-b) and 1970, ch. 4 (variance with ties); Goodman and Kruskal 1963,
 *   eq. 3.4.1; Brown and Benedetti 1977 (errors); Knight 1966 (counting)
 */
export function rankCorrelation(
  x: readonly Measured[],
  y: readonly Measured[],
  { level = 0.95 }: { level?: number } = {},
): RankCorrelation {
  confidenceLevel(level)
  const pairs = pairedMeasurements(x, y)
  const order = pairOrder(pairs.x, pairs.y)
  const n = pairs.x.length
  const concordant = sum(order.concordant) / 2
  const discordant = sum(order.discordant) / 2
  return {
    n,
    missing: pairs.missing,
    concordantPairs: concordant,
    discordantPairs: discordant,
    tiedPairs: (n * (n - 1)) / 2 - concordant - discordant,
    kendallZ: kendallZ(concordant - discordant, order, n),
    spearman: spearman(order, n, level),
    kendallTauB: kendallTauB(order, n, level),
    goodmanKruskalGamma: gamma(order, n, level),
  }
}

function spearman({ x, y }: PairOrder, n: number, level: number): Correlation {
  const a = centredScores(x, n)
  const b = centredScores(y, n)
  const squaresA = (n ** 3 - sum(x.sizes, (t) => t ** 3)) / 12
  const squaresB = (n ** 3 - sum(y.sizes, (t) => t ** 3)) / 12
  const root = Math.sqrt(squaresA * squaresB)
  if (!(root > 0)) return undefinedCorrelation(spearmanName, n, constantVariables(x, y))
  const products = Float64Array.from(x.rank, (rank, i) => a[rank] * b[y.rank[i]])
  const rho = Math.max(-1, Math.min(1, sum(products) / root))
  const pullX = halfSumAboveLessBelow(x, y.rank, b)
  const pullY = halfSumAboveLessBelow(y, x.rank, a)
  let squares = 0
  for (let i = 0; i < n; i++) {
    const tiesX = (n ** 2 - x.sizes[x.rank[i]] ** 2) / (8 * squaresA)
    const tiesY = (n ** 2 - y.sizes[y.rank[i]] ** 2) / (8 * squaresB)
    const pull = (products[i] + pullX[x.rank[i]] + pullY[y.rank[i]]) / root
    squares += (pull - rho * (tiesX + tiesY)) ** 2
  }
  const t = rho * Math.sqrt((n - 2) / ((1 - rho) * (1 + rho)))
  const p =
    n > 2 ? [twoSided(Math.abs(rho) === 1 ? 0 : tTwoSided(t, n - 2), `t approximation, ${n - 2} df`)] : []
  return correlation(spearmanName, n, rho, Math.sqrt(squares), level, p)
}

function kendallTauB({ x, y, concordant, discordant }: PairOrder, n: number, level: number): Correlation {
  const untiedX = n ** 2 - sum(x.sizes, (t) => t ** 2)
  const untiedY = n ** 2 - sum(y.sizes, (t) => t ** 2)
  const root = Math.sqrt(untiedX * untiedY)
  if (!(root > 0)) return undefinedCorrelation(kendallName, n, constantVariables(x, y))
  const twiceS = sum(concordant) - sum(discordant)
  const tau = Math.max(-1, Math.min(1, twiceS / root))
  const mean = n * tau * (untiedX + untiedY)
  let squares = 0
  for (let i = 0; i < n; i++) {
    const ties = x.sizes[x.rank[i]] * untiedY + y.sizes[y.rank[i]] * untiedX
    squares += (2 * root * (concordant[i] - discordant[i]) + tau * ties - mean) ** 2
  }
  const p = kendallP(twiceS / 2, x, y, n)
  return correlation(kendallName, n, tau, Math.sqrt(squares) / root ** 2, level, p)
}

function gamma({ x, y, concordant, discordant }: PairOrder, n: number, level: number): Correlation {
  const up = sum(concordant)
  const down = sum(discordant)
  if (!(up + down > 0)) {
    const constant = constantVariables(x, y)
    return undefinedCorrelation(gammaName, n, constant.length ? constant : [{ code: 'no-untied-pairs' }])
  }
  let squares = 0
  for (let i = 0; i < n; i++) squares += (down * concordant[i] - up * discordant[i]) ** 2
  const error = (4 * Math.sqrt(squares)) / (up + down) ** 2
  const p = kendallP((up - down) / 2, x, y, n)
  return correlation(gammaName, n, (up - down) / (up + down), error, level, p)
}

function kendallZ(s: number, { x, y }: Pick<PairOrder, 'x' | 'y'>, n: number): number | undefined {
  return x.sizes.length > 1 && y.sizes.length > 1
    ? s / Math.sqrt(kendallVariance(x.sizes, y.sizes, n))
    : undefined
}

/** Tests that all orders of y are equally likely, which is what no association means for tau and gamma alike. */
function kendallP(s: number, x: DenseRanks, y: DenseRanks, n: number): PValue[] {
  const z = kendallZ(s, { x, y }, n)!
  const normal = twoSided(normalTwoSided(z), 'normal approximation to S, variance given both margins')
  const exact = exactKendallP(s, x.sizes, y.sizes)
  return exact === undefined ? [normal] : [normal, twoSided(exact, 'exact, all orders of y equally likely')]
}

const spearmanName = 'Spearman rank correlation (mid-ranks)'
const kendallName = 'Kendall tau-b'
const gammaName = 'Goodman–Kruskal gamma'

function constantVariables(x: DenseRanks, y: DenseRanks): Warning[] {
  const named = { x, y }
  return Object.entries(named)
    .filter(([, { sizes }]) => sizes.length < 2)
    .map(([variable]) => ({ code: 'constant-variable', values: { variable } }))
}

/** Mid-ranks less their mean, one for each distinct value. */
function centredScores({ sizes }: DenseRanks, n: number): Float64Array {
  return midRankScores(sizes).map((score) => score - (n + 1) / 2)
}

/** For each distinct x: half of (the scores of y over all with larger x less those over all with smaller x). */
function halfSumAboveLessBelow(x: DenseRanks, other: Int32Array, scores: Float64Array): Float64Array {
  const sums = new Float64Array(x.sizes.length)
  x.rank.forEach((rank, i) => (sums[rank] += scores[other[i]]))
  let below = 0
  return sums.map((here) => {
    below += here
    return -(below - here + below) / 2
  })
}

function twoSided(p: number, method: string): PValue {
  return { p, method, alternative: 'two-sided' }
}

function sum(values: Float64Array, of: (value: number) => number = (value) => value): number {
  let total = 0
  for (const value of values) total += of(value)
  return total
}
