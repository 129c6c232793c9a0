import type { Steps } from '../design/steps.ts'
import { seededRandom } from '../seeded-random.ts'
import type { ChangedPair } from './change-tails.ts'
import { type ExactOptions, exactOptions } from './exact-options.ts'
import { type ExactP, exactP } from './exact-p.ts'
import { binomialHalf, fairDraws } from './fair-tosses.ts'
import { monteCarloTails } from './monte-carlo-tails.ts'
import { tailsOf } from './spaced-distribution.ts'

const method = 'sum of the steps moved, given how many moved each distance'

/**
 * Tails of the sum of steps moved (up positive), given how many moved 1, 2, … categories: a sum of binomials with
 * chance ½, one per distance, added up exactly or else drawn.
 */
export function* orderedChangeTails(
  pairs: readonly ChangedPair[],
  observed: number,
  options: ExactOptions,
): Steps<ExactP> {
  const moved = new Map<number, number>()
  for (const { low, high, of } of pairs) moved.set(high - low, (moved.get(high - low) ?? 0) + of)
  const distances = [...moved].sort(([a], [b]) => a - b)
  const { workLimit, draws, seed } = exactOptions(options, 10 * distances.length)
  let reach = 0
  let work = 0
  for (const [distance, of] of distances) {
    work += (reach + 1) * (of + 1)
    reach += distance * of
  }
  if (work <= workLimit)
    return exactP(tailsOf({ lowest: -reach, step: 2, chances: sumOfMoves(distances) }, observed, 0), method)
  const random = seededRandom(seed)
  const draw = () =>
    distances.reduce((sum, [distance, of]) => sum + distance * (2 * fairDraws(random, of) - of), 0)
  return exactP(yield* monteCarloTails(draw, observed, 0, draws, 0.5), method, { draws, seed })
}

/** Chances of Σ distance × (number that moved up), from 0. */
function sumOfMoves(distances: readonly [number, number][]): Float64Array {
  let chances = Float64Array.of(1)
  for (const [distance, of] of distances) {
    const longer = new Float64Array(chances.length + distance * of)
    for (let up = 0; up <= of; up++) {
      const share = binomialHalf(up, of)
      for (let k = 0; k < chances.length; k++) longer[k + distance * up] += chances[k] * share
    }
    chances = longer
  }
  return chances
}
