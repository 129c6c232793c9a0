import type { Steps } from '../design/steps.ts'
import type { Tails } from './exact-p.ts'
import { exactTableTails } from './exact-table-tails.ts'
import { partOf } from './part-of.ts'
import { pairStatistic } from './table-statistics.ts'

/**
 * Exact tails of gamma given both margins, or undefined beyond `workLimit` steps. Gamma is a quotient, but
 * gamma ≥ (C₀ - D₀) / (C₀ + D₀) says the same as C · D₀ - D · C₀ ≥ 0, which is additive and whole; the far side
 * of a two-sided test is C · C₀ - D · D₀ in the same way.
 */
export function* gammaTails(
  rowTotals: readonly number[],
  columnTotals: readonly number[],
  concordant: number,
  discordant: number,
  workLimit: number,
): Steps<Tails | undefined> {
  const divisor = greatestCommonDivisor(concordant, discordant)
  const c = concordant / divisor
  const d = discordant / divisor
  const n = rowTotals.reduce((sum, total) => sum + total, 0)
  // Beyond 2⁵³ the sums would no longer be whole, and the work is out of reach long before.
  if (n * n * Math.max(c, d) > Number.MAX_SAFE_INTEGER) return undefined
  const near = yield* partOf(
    exactTableTails(rowTotals, columnTotals, pairStatistic(0, d, c, undefined), workLimit),
    0,
    0.5,
  )
  if (!near) return undefined
  const { above, at, below } = near
  if (c === d) return { above, at, below, farther: above + below, asFar: at }
  const far = yield* partOf(
    exactTableTails(rowTotals, columnTotals, pairStatistic(0, c, d, undefined), workLimit),
    0.5,
    0.5,
  )
  if (!far) return undefined
  return c > d
    ? { above, at, below, farther: above + far.below, asFar: at + far.at }
    : { above, at, below, farther: below + far.above, asFar: at + far.at }
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}
