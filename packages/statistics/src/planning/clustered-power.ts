import { runSteps, type Steps } from '../design/steps.ts'
import type { Interval, Warning, Watch } from '../result.ts'
import { wilsonInterval } from '../samples/wilson-interval.ts'
import { seededRandom } from '../seeded-random.ts'
import { type ClusterTrial, type TrialSimulator, trialSimulator } from './cluster-trial.ts'

export type ClusteredPower = {
  /** Share of simulated studies whose permutation test rejects. */
  power: number
  /** Monte Carlo standard error of `power`, and its 95 % Wilson interval. */
  se: number
  interval: Interval
  simulations: number
  seed: number
  /** How many assignments the design has, and the smallest p it can give: above `level` nothing is ever found. */
  assignments: number
  smallestPossible: number
  method: string
  warnings: Warning[]
}

/**
 * The power of a design of clusters × units: the share of simulated studies in which the permutation test of
 * whole clusters finds the effect. Group `g` is shifted by `shifts[g]` standard deviations of a latent normal
 * outcome that is cut into the categories; the cut points give an unshifted group the `shares` exactly,
 * whatever the `icc`. No shift gives the test's own level (at most `level`; less when p is coarse).
 *
 * If the design's smallest possible p lies above `level`, power is 0 and the warning `level-out-of-reach` says so.
 *
 * @param shifts one per group, in the order of the groups
 * @throws `shifts: expected one for each of 3 groups, found 2` · `invalid shift: NaN` · those of `ClusterTrial`:
 *   `shares: expected two or more of 0 to 1 that add up to 1, found 0.5, 0.6` ·
 *   `invalid intraclass correlation; not in [0, 1): 1` · `invalid level; not in (0, 1): 5` ·
 *   `units: expected one number for each of 6 clusters, found 5` · the signal's reason
 * @example
 * clusteredPower({ groupOf: [0, 0, 1, 1, 2, 2], units: 4, shares: [0.5, 0.3, 0.2], icc: 0.1 }, [0, 0, 1]).power
 *
 * Source: Hayes & Moulton (2017, ch. 7); Monte Carlo error, Wilson (1927).
 */
export function clusteredPower(trial: ClusterTrial, shifts: number[], watch: Watch = {}): ClusteredPower {
  return runSteps(clusteredPowerSteps(trial, shifts), watch)
}

/** `clusteredPower` cut into pieces, for `takeSteps`. */
export function* clusteredPowerSteps(trial: ClusterTrial, shifts: number[]): Steps<ClusteredPower> {
  const simulator = trialSimulator(trial)
  if (shifts.length !== simulator.groups)
    throw new RangeError(
      `shifts: expected one for each of ${simulator.groups} groups, found ${shifts.length}`,
    )
  for (const shift of shifts) if (!Number.isFinite(shift)) throw new RangeError(`invalid shift: ${shift}`)
  const seed = trial.seed ?? 1
  const rejected = yield* rejections(simulator, shifts, seed)
  return powerAnswer(simulator, rejected, seed)
}

/** How many simulated studies reject. The same seed uses the same latent clusters and units for every shift. */
export function* rejections(simulator: TrialSimulator, shifts: number[], seed: number): Steps<number> {
  const random = seededRandom(seed)
  let rejected = 0
  for (let study = 1; study <= simulator.simulations; study++) {
    if (simulator.study(shifts, random)) rejected++
    if (study % 16 === 0) yield study / simulator.simulations
  }
  return rejected
}

/** The answer from the count of rejections. */
export function powerAnswer(simulator: TrialSimulator, rejected: number, seed: number): ClusteredPower {
  const { simulations, assignments, smallestPossible, level, counted } = simulator
  const power = rejected / simulations
  const warnings: Warning[] =
    smallestPossible > level ? [{ code: 'level-out-of-reach', values: { smallestPossible, level } }] : []
  return {
    power,
    se: Math.sqrt((power * (1 - power)) / simulations),
    interval: wilsonInterval(rejected, simulations, 0.95)!,
    simulations,
    seed,
    assignments,
    smallestPossible,
    method: `${simulations} simulated studies, seed ${seed}, each tested by ${
      counted === assignments ? `all ${counted}` : `${counted} random`
    } assignments of the clusters at level ${level}`,
    warnings,
  }
}
