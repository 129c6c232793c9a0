import { runSteps, type Steps } from '../design/steps.ts'
import { normalTail } from '../distributions.ts'
import type { Watch } from '../result.ts'
import { type ClusterTrial, thresholds, trialSimulator } from './cluster-trial.ts'
import { type ClusteredPower, powerAnswer, rejections } from './clustered-power.ts'

export type DetectableOptions = {
  /** The power wanted; 0.8 if left out. */
  power?: number
  /** The effect's shape, one number per group, scaled by the effect: [0, 0, 1] shifts the last group. Last group if left out. */
  pattern?: number[]
  /** The largest effect tried, in latent standard deviations; 5 if left out. */
  largest?: number
}

export type MinimumDetectableEffect = Omit<ClusteredPower, 'power'> & {
  /** Smallest effect with the power wanted, in standard deviations of the latent outcome; `undefined` if there is none. */
  effect: number | undefined
  /** Simulated power at the effect, or the largest power seen. */
  power: number
  powerWanted: number
  /** What the effect means: shares of the categories in each group at it (or at the one with the largest power). */
  shares: number[][]
}

/**
 * The smallest effect a design of clusters × units would find with the power wanted, by simulation: steps of a
 * twentieth of `largest` upwards, then bisection to a hundredth of a standard deviation, the same simulated clusters
 * and units throughout. Power need not grow for ever: a huge effect puts several groups in the top category, where
 * assignments tie; and if groups are alike (`[0, 0, 1]`), exchanging their clusters costs nothing, so p stays coarse.
 *
 * @returns `effect` undefined when no effect up to `largest` is found often enough (`not-detectable`, with the largest
 *   power and where), always so when the smallest possible p lies above the level (`level-out-of-reach`)
 * @throws `invalid power; not in (0, 1): 80` · `pattern: expected one for each of 3 groups, found 2` ·
 *   `pattern: expected groups that differ` · `invalid largest effect; not above 0: -1` · as `clusteredPower`
 * @example
 * minimumDetectableEffect({ groupOf: [0, 0, 1, 1, 2, 2], units: 4, shares: [0.5, 0.3, 0.2], icc: 0.1 }).effect
 *
 * Source: Bloom (1995) for the term; Hayes & Moulton (2017, ch. 7).
 */
export function minimumDetectableEffect(
  trial: ClusterTrial,
  options: DetectableOptions & Watch = {},
): MinimumDetectableEffect {
  return runSteps(minimumDetectableEffectSteps(trial, options), options)
}

/** `minimumDetectableEffect` cut into pieces, for `takeSteps`. */
export function* minimumDetectableEffectSteps(
  trial: ClusterTrial,
  { power = 0.8, pattern, largest = 5 }: DetectableOptions = {},
): Steps<MinimumDetectableEffect> {
  const simulator = trialSimulator(trial)
  const { groups, simulations, smallestPossible, level } = simulator
  const shape = pattern ?? Array.from({ length: groups }, (_, group) => (group === groups - 1 ? 1 : 0))
  if (!(power > 0 && power < 1)) throw new RangeError(`invalid power; not in (0, 1): ${power}`)
  if (shape.length !== groups)
    throw new RangeError(`pattern: expected one for each of ${groups} groups, found ${shape.length}`)
  if (new Set(shape).size < 2) throw new RangeError('pattern: expected groups that differ')
  if (!(largest > 0)) throw new RangeError(`invalid largest effect; not above 0: ${largest}`)
  const seed = trial.seed ?? 1
  const rejectedAt = (effect: number) =>
    rejections(
      simulator,
      shape.map((weight) => weight * effect),
      seed,
    )
  const wanted = power * simulations
  // Power need not grow with the effect, so the first effect that does is looked for from below.
  const stride = largest / 20
  let best = { effect: largest, rejected: 0 }
  for (let k = 1; k <= 20 && smallestPossible <= level && best.rejected < wanted; k++) {
    const rejected = yield* rejectedAt(k * stride)
    if (rejected > best.rejected) best = { effect: k * stride, rejected }
  }
  const detectable = best.rejected >= wanted
  for (let low = best.effect - stride; detectable && best.effect - low > 0.01;) {
    const effect = (low + best.effect) / 2
    const rejected = yield* rejectedAt(effect)
    if (rejected >= wanted) best = { effect, rejected }
    else low = effect
  }
  const answer = powerAnswer(simulator, best.rejected, seed)
  return {
    ...answer,
    effect: detectable ? best.effect : undefined,
    powerWanted: power,
    shares: shape.map((weight) => shiftedShares(trial.shares, weight * best.effect)),
    warnings: detectable
      ? answer.warnings
      : [
          ...answer.warnings,
          { code: 'not-detectable', values: { largest, power: answer.power, at: best.effect } },
        ],
  }
}

/** Shares of the categories when the latent outcome is shifted. */
function shiftedShares(shares: number[], shift: number): number[] {
  const above = [1, ...thresholds(shares).map((cut) => normalTail(cut - shift)), 0]
  return shares.map((_, j) => above[j] - above[j + 1])
}
