import type { Result } from '../result.ts'
import type { CrossTable } from '../tables/cross-table.ts'
import { type ExactP, exactP, type Tails } from './exact-p.ts'
import { conditionalOddsRatio, type OddsRatioInterval } from './conditional-odds-ratio.ts'
import { hypergeometricChance } from './hypergeometric-chance.ts'
import { wholeTable } from './whole-table.ts'

/** Fisher's exact test of a 2 × 2 table; `estimate` is the conditional maximum-likelihood odds ratio. */
export type FisherTwoByTwo = Result & ExactP & { interval: OddsRatioInterval }

/**
 * Fisher's exact test of a 2 × 2 table with the conditional odds ratio and its exact interval, as R's
 * `fisher.test`: `upper` is the chance of a first cell at least as large, `twoSided` of a table no more probable
 * (within a factor 1 + 10⁻⁷). Cost grows with √n.
 *
 * If the first cell is the smallest the margins allow the odds ratio is 0; if the largest, infinite: then the
 * estimate is undefined with the warning `odds-ratio-infinite`. With an empty row or column every p is 1, the odds
 * ratio undefined, with a warning, and its interval everything. Whole counts only.
 *
 * @throws `fisher 2 × 2: expected 2 × 2 counts, found 3 × 2` · `fisher 2 × 2: expected whole counts, found 2.5; …` ·
 *   `invalid confidence level; not in (0, 1): 95`
 * @example fisherTwoByTwo([[3, 1], [1, 3]]) // estimate 6.408, twoSided.p 0.4857
 *
 * Source: Fisher (1935); conditional odds ratio and interval Cornfield (1956).
 */
export function fisherTwoByTwo(table: CrossTable, { level = 0.95 }: { level?: number } = {}): FisherTwoByTwo {
  const columns = table[0]?.length ?? 0
  if (table.length !== 2 || columns !== 2)
    throw new RangeError(`fisher 2 × 2: expected 2 × 2 counts, found ${table.length} × ${columns}`)
  const { n, single, warnings } = wholeTable('fisher 2 × 2', table)
  const odds = conditionalOddsRatio(table, level)
  if (odds.infinite) warnings.push({ code: 'odds-ratio-infinite' })
  const method = "Fisher's exact test of a 2 × 2 table"
  return {
    ...(single
      ? exactP({ above: 0, at: 1, below: 0, farther: 0, asFar: 1 }, method)
      : exactP(tailsOfFirstCell(table), method)),
    estimate: odds.estimate,
    interval: odds.interval,
    n,
    method,
    assumptions: [{ code: 'independent-observations', met: undefined }],
    warnings,
  }
}

/** Tails of the first cell; the side away from the mode is summed, the other is what is left. */
function tailsOfFirstCell([[a, b], [c, d]]: CrossTable): Tails {
  const urn = { good: a + b, bad: c + d, taken: a + c }
  const mode = Math.floor(((urn.taken + 1) * (urn.good + 1)) / (urn.good + urn.bad + 2))
  const at = hypergeometricChance(a, urn.good, urn.bad, urn.taken)
  const away = a >= mode ? 1 : -1
  const beyond = sumBeyond(a, away, at, urn)
  const rest = Math.max(0, 1 - at - beyond)
  const [above, below] = away === 1 ? [beyond, rest] : [rest, beyond]
  if (a === mode) {
    // Nothing is more probable; a neighbour may be equally so.
    const tied = [1, -1].filter((direction) => ratio(a, direction, urn) >= 1 - 1e-7).length
    return { above, at, below, farther: Math.max(0, 1 - at * (1 + tied)), asFar: at * (1 + tied) }
  }
  const other = farSide(mode, -away, at, urn)
  return { above, at, below, farther: beyond + other.farther, asFar: at + other.asFar }
}

type Urn = { good: number; bad: number; taken: number }

/** Chance of x + direction over chance of x. */
function ratio(x: number, direction: number, { good, bad, taken }: Urn): number {
  return direction > 0
    ? ((good - x) * (taken - x)) / ((x + 1) * (bad - taken + x + 1))
    : (x * (bad - taken + x)) / ((good - x + 1) * (taken - x + 1))
}

/** Chances farther out than x, `chance` being that of x; stops where terms no longer change the sum. */
function sumBeyond(x: number, direction: number, chance: number, urn: Urn): number {
  let sum = 0
  for (let term = chance; ; x += direction) {
    term *= ratio(x, direction, urn)
    if (!(term > sum * 1e-18)) return sum
    sum += term
  }
}

/** On the other side of the mode: chances below `at`, and those equal to it within a factor 1 ± 10⁻⁷. */
function farSide(mode: number, direction: number, at: number, urn: Urn): { farther: number; asFar: number } {
  let x = mode
  let chance = hypergeometricChance(mode, urn.good, urn.bad, urn.taken)
  while (chance > at * (1 + 1e-7)) {
    chance *= ratio(x, direction, urn)
    x += direction
  }
  if (chance === 0) return { farther: 0, asFar: 0 }
  // The walk from the mode gathers rounding; the chance itself is computed afresh.
  chance = hypergeometricChance(x, urn.good, urn.bad, urn.taken)
  const tied = chance >= at * (1 - 1e-7)
  const beyond = sumBeyond(x, direction, chance, urn)
  return tied ? { farther: beyond, asFar: chance } : { farther: chance + beyond, asFar: 0 }
}
