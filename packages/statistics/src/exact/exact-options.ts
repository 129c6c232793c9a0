import type { Watch } from '../result.ts'

/** When an exact test gives up being exact, and how it then draws. */
export type ExactOptions = Watch & {
  /**
   * How much work an exact answer may cost, in steps of some ten nanoseconds; 5·10⁷ (about 0.4 s) if not given.
   * Beyond it the p-values are Monte Carlo estimates and say so.
   */
  workLimit?: number
  /** Monte Carlo draws, at least 1; if not given, 10⁵ or what the work limit buys, but at least 2 000. */
  draws?: number
  /** Seed of the draws, a whole number from 0 to 2³² - 1; 1 if not given. */
  seed?: number
}

/**
 * The options with their defaults.
 *
 * @param drawCost steps that one draw costs
 * @throws `invalid draws; not a whole number of 1 or more: 0` · `invalid work limit; not 0 or more: -1`
 */
export function exactOptions(
  { workLimit = 5e7, draws, seed = 1 }: ExactOptions,
  drawCost: number,
): { workLimit: number; draws: number; seed: number } {
  if (!(workLimit >= 0)) throw new RangeError(`invalid work limit; not 0 or more: ${workLimit}`)
  if (draws !== undefined && !(Number.isInteger(draws) && draws >= 1))
    throw new RangeError(`invalid draws; not a whole number of 1 or more: ${draws}`)
  const affordable = Math.floor(workLimit / Math.max(1, drawCost))
  return { workLimit, draws: draws ?? Math.min(100_000, Math.max(2_000, affordable)), seed }
}
