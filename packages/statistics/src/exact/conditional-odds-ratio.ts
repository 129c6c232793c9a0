import { confidenceLevel } from '../confidence-level.ts'
import type { CrossTable } from '../tables/cross-table.ts'

/** An exact interval of an odds ratio; `upper` is undefined where there is no upper limit. */
export type OddsRatioInterval = { level: number; lower: number; upper: number | undefined; method: string }

/**
 * The conditional odds ratio; `infinite` = the larger the better. If the margins allow one table only there is no
 * estimate and the interval is everything.
 */
export type ConditionalOddsRatio = {
  estimate: number | undefined
  infinite: boolean
  interval: OddsRatioInterval
}

/**
 * The odds ratio of a 2 × 2 table that makes the first cell most likely given both margins, and the interval of
 * odds ratios that neither one-sided exact test rejects at (1 - level) / 2.
 *
 * Source: Cornfield (1956); Fisher's noncentral hypergeometric distribution, McCullagh and Nelder (1989), chapter 7.
 */
export function conditionalOddsRatio([[a, b], [c, d]]: CrossTable, level: number): ConditionalOddsRatio {
  const half = (1 - confidenceLevel(level)) / 2
  const urn = { good: a + b, bad: c + d, taken: a + c }
  const least = Math.max(0, urn.taken - urn.bad)
  const most = Math.min(urn.good, urn.taken)
  const method = 'exact, conditional on both margins (Cornfield)'
  if (least === most)
    return { estimate: undefined, infinite: false, interval: { level, lower: 0, upper: undefined, method } }
  const start = Math.log(((a + 0.5) * (d + 0.5)) / ((b + 0.5) * (c + 0.5)))
  const best = (odds: number) => {
    const { mean, variance } = momentsAt(odds, urn, a)
    return { value: mean - a, slope: variance }
  }
  const lower = (odds: number) => {
    const { upper, upperSlope } = momentsAt(odds, urn, a)
    return { value: Math.log(upper / half), slope: upperSlope / upper }
  }
  const higher = (odds: number) => {
    const { lower, lowerSlope } = momentsAt(odds, urn, a)
    return { value: -Math.log(lower / half), slope: -lowerSlope / lower }
  }
  return {
    estimate: a === least ? 0 : a === most ? undefined : Math.exp(rootOfRising(best, start)),
    infinite: a === most,
    interval: {
      level,
      lower: a === least ? 0 : Math.exp(rootOfRising(lower, start)),
      upper: a === most ? undefined : Math.exp(rootOfRising(higher, start)),
      method,
    },
  }
}

type Urn = { good: number; bad: number; taken: number }

/** Mean, variance and both tails of the first cell at a log odds ratio, with the tails' derivatives by it. */
function momentsAt(logOdds: number, urn: Urn, a: number) {
  const { good, bad, taken } = urn
  const least = Math.max(0, taken - bad)
  const most = Math.min(good, taken)
  const odds = Math.exp(logOdds)
  const ratio = (x: number) => (odds * (good - x) * (taken - x)) / ((x + 1) * (bad - taken + x + 1))
  let low = least
  let high = most
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (ratio(middle) > 1) low = middle + 1
    else high = middle
  }
  const mode = low
  let weight = 0
  let first = 0
  let second = 0
  const tail = { upper: 0, upperFirst: 0, lower: 0, lowerFirst: 0 }
  const add = (x: number, term: number) => {
    const off = x - mode
    weight += term
    first += term * off
    second += term * off * off
    if (x >= a) {
      tail.upper += term
      tail.upperFirst += term * off
    }
    if (x <= a) {
      tail.lower += term
      tail.lowerFirst += term * off
    }
  }
  add(mode, 1)
  for (let x = mode, term = 1; x < most && (term > 1e-25 || x < a); x++) add(x + 1, (term *= ratio(x)))
  for (let x = mode, term = 1; x > least && (term > 1e-25 || x > a); x--) add(x - 1, (term /= ratio(x - 1)))
  const mean = first / weight
  return {
    mean: mode + mean,
    variance: second / weight - mean * mean,
    upper: tail.upper / weight,
    upperSlope: (tail.upperFirst - mean * tail.upper) / weight,
    lower: tail.lower / weight,
    lowerSlope: (tail.lowerFirst - mean * tail.lower) / weight,
  }
}

/** Where a rising function crosses 0: Newton's steps, halved into the bracket where they leave it. */
function rootOfRising(at: (x: number) => { value: number; slope: number }, start: number): number {
  let low = -Infinity
  let high = Infinity
  let x = start
  for (let step = 0; step < 200; step++) {
    const { value, slope } = at(x)
    if (value === 0) return x
    if (value > 0) high = x
    else low = x
    let next = x - value / slope
    // Far out the tails underflow and Newton has nothing to go by.
    if (!Number.isFinite(next) || Math.abs(next - x) > 4) next = x + (value > 0 ? -4 : 4)
    if (Math.abs(next - x) <= 1e-15 * (1 + Math.abs(x))) return next
    if (!(next > low && next < high)) next = (low + high) / 2
    if (next === low || next === high) return next
    x = next
  }
  return x
}
