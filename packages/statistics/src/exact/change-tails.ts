import type { Steps } from '../design/steps.ts'
import { seededRandom } from '../seeded-random.ts'
import { type ExactOptions, exactOptions } from './exact-options.ts'
import { type ExactP, exactP } from './exact-p.ts'
import { binomialHalf, fairDraws } from './fair-tosses.ts'
import { monteCarloTails } from './monte-carlo-tails.ts'
import { changeForm } from './stuart-maxwell.ts'

/** Between two categories `of` people changed, `up` of them from the lower to the higher. */
export type ChangedPair = { low: number; high: number; up: number; of: number }

const method = 'Stuart–Maxwell statistic given the changes between each two categories'

/**
 * Tails of the Stuart–Maxwell statistic given how many changed between each two categories: each pair's `up` is
 * binomial with chance ½. Lists every combination while there are few, else draws.
 */
export function* changeTails(
  k: number,
  pairs: readonly ChangedPair[],
  observed: number,
  options: ExactOptions,
): Steps<ExactP> {
  const form = changeForm(k, pairs)
  const cost = 4 * pairs.length + k * k
  const { workLimit, draws, seed } = exactOptions(options, cost)
  const combinations = pairs.reduce((product, { of }) => product * (of + 1), 1)
  const slack = 1e-7 * Math.max(1, observed)
  const ups = new Float64Array(pairs.length)
  yield 0
  if (combinations * cost <= workLimit) {
    const tails = { above: 0, at: 0, below: 0, farther: 0, asFar: 0 }
    const chances = pairs.map(({ of }) =>
      Float64Array.from({ length: of + 1 }, (_, x) => binomialHalf(x, of)),
    )
    list(0, 1)
    return exactP({ ...tails, farther: tails.above, asFar: tails.at }, method)

    function list(p: number, chance: number): void {
      if (p < pairs.length) {
        for (ups[p] = 0; ups[p] <= pairs[p].of; ups[p]++) list(p + 1, chance * chances[p][ups[p]])
        return
      }
      const value = form.statistic(ups)
      tails[value > observed + slack ? 'above' : value < observed - slack ? 'below' : 'at'] += chance
    }
  }
  const random = seededRandom(seed)
  const draw = () => {
    pairs.forEach(({ of }, p) => (ups[p] = fairDraws(random, of)))
    return form.statistic(ups)
  }
  const tails = yield* monteCarloTails(draw, observed, 0, draws, slack)
  return exactP({ ...tails, farther: tails.above, asFar: tails.at }, method, { draws, seed })
}
