import { logChoose } from '../distributions.ts'
import type { SeededRandom } from '../seeded-random.ts'

/** Chance of `heads` in so many fair tosses. */
export function binomialHalf(heads: number, tosses: number): number {
  return Math.exp(logChoose(tosses, heads) - tosses * Math.LN2)
}

/** Number of heads in so many fair tosses, by inversion outwards from the middle. */
export function fairDraws(random: SeededRandom, tosses: number): number {
  let up = tosses >> 1
  let down = up
  let chanceUp = binomialHalf(up, tosses)
  let chanceDown = chanceUp
  let open = random.uniform() - chanceUp
  while (open >= 0 && (up < tosses || down > 0)) {
    if (up < tosses) {
      chanceUp *= (tosses - up) / ++up
      open -= chanceUp
      if (open < 0) return up
    }
    if (down > 0) {
      chanceDown *= down / (tosses - --down)
      open -= chanceDown
      if (open < 0) return down
    }
  }
  return tosses >> 1
}
