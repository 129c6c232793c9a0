import { logFactorial } from '../distributions.ts'
import type { SeededRandom } from '../seeded-random.ts'

/** How many of `taken` things, drawn without replacement from `good` and `bad` ones, are good. */
export function hypergeometricDraw(random: SeededRandom, good: number, bad: number, taken: number): number {
  const least = Math.max(0, taken - bad)
  const most = Math.min(good, taken)
  if (least === most) return least
  const n = good + bad
  const variance = ((((taken / n) * good) / n) * bad * (n - taken)) / (n - 1)
  return variance < 3600
    ? drawOutwards(random, good, bad, taken, least, most)
    : drawByRatio(random, good, bad, taken, least, most, variance)
}

/**
 * Inversion outwards from the mode: cost grows with the standard deviation, not with the counts.
 *
 * Source: Patefield (1981), algorithm AS 159, which does this cell by cell.
 */
function drawOutwards(
  random: SeededRandom,
  good: number,
  bad: number,
  taken: number,
  least: number,
  most: number,
): number {
  const mode = modeOf(good, bad, taken, least, most)
  const total = logFactorial(good + bad) - logFactorial(taken) - logFactorial(good + bad - taken)
  const ways = logFactorial(good) + logFactorial(bad)
  const atMode = Math.exp(ways - total - logCells(mode, good, bad, taken))
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

/**
 * Ratio of uniforms under a table-mountain hat: cost does not grow with the counts.
 *
 * Source: Stadlober (1990), ratio of uniforms for discrete distributions; the hat is his.
 */
function drawByRatio(
  random: SeededRandom,
  good: number,
  bad: number,
  taken: number,
  least: number,
  most: number,
  variance: number,
): number {
  const centre = (taken / (good + bad)) * good + 0.5
  const width = 2 * Math.sqrt(2 / Math.E) * Math.sqrt(variance + 0.5) + 3 - 2 * Math.sqrt(3 / Math.E)
  const atMode = logCells(modeOf(good, bad, taken, least, most), good, bad, taken)
  for (;;) {
    const u = random.uniform()
    const x = Math.floor(centre + (width * (random.uniform() - 0.5)) / u)
    if (!(x >= least && x <= most)) continue
    if (2 * Math.log(u) <= atMode - logCells(x, good, bad, taken)) return x
  }
}

function modeOf(good: number, bad: number, taken: number, least: number, most: number): number {
  const mode = Math.floor(((taken + 1) * (good + 1)) / (good + bad + 2))
  return Math.min(most, Math.max(least, mode))
}

/** ln of the factorials of the four cells of the 2 × 2 table with x good ones taken. */
function logCells(x: number, good: number, bad: number, taken: number): number {
  return logFactorial(x) + logFactorial(good - x) + logFactorial(taken - x) + logFactorial(bad - taken + x)
}
