import { logFactorial } from '../distributions.ts'
import type { SeededRandom } from '../seeded-random.ts'

/**
 * How many of `taken` things, drawn without replacement from `good` and `bad` ones, are good. Inversion outwards
 * from the mode: cost grows with the standard deviation, not with the counts.
 *
 * Source: Patefield (1981), algorithm AS 159, which does this cell by cell.
 */
export function hypergeometricDraw(random: SeededRandom, good: number, bad: number, taken: number): number {
  const least = Math.max(0, taken - bad)
  const most = Math.min(good, taken)
  if (least === most) return least
  const mode = Math.min(most, Math.max(least, Math.floor(((taken + 1) * (good + 1)) / (good + bad + 2))))
  const atMode = Math.exp(
    logFactorial(good) -
      logFactorial(mode) -
      logFactorial(good - mode) +
      logFactorial(bad) -
      logFactorial(taken - mode) -
      logFactorial(bad - taken + mode) -
      logFactorial(good + bad) +
      logFactorial(taken) +
      logFactorial(good + bad - taken),
  )
  let open = random.uniform() - atMode
  if (open < 0) return mode
  let up = mode
  let down = mode
  let chanceUp = atMode
  let chanceDown = atMode
  while (up < most || down > least) {
    if (up < most) {
      chanceUp *= ((good - up) * (taken - up)) / ((up + 1) * (bad - taken + up + 1))
      up++
      open -= chanceUp
      if (open < 0) return up
    }
    if (down > least) {
      chanceDown *= (down * (bad - taken + down)) / ((good - down + 1) * (taken - down + 1))
      down--
      open -= chanceDown
      if (open < 0) return down
    }
  }
  // The chances fell short of 1 by rounding alone: about once in 10¹² draws.
  return mode
}
