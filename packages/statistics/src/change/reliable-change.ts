import { confidenceLevel } from '../confidence-level.ts'
import { normalQuantile } from '../distributions.ts'
import type { Assumption, Warning } from '../result.ts'
import type { Measured } from '../samples/measurements.ts'
import { type Proportion, proportion } from '../samples/proportion.ts'
import { changeScores } from './paired-change.ts'

/** Beyond measurement error or not, and across the border of the normal range or not. */
export type ChangeOutcome = 'recovered' | 'improved' | 'unchanged' | 'deteriorated'

/** Each unit's change held against what measurement error alone would give. */
export type ReliableChange = {
  /** The smallest change that measurement error alone would rarely give, in points of the scale. */
  smallestReliableChange: number
  units: {
    /** After less before. */
    change: number | undefined
    /** Change in standard errors of a difference; positive = better. */
    index: number | undefined
    outcome: ChangeOutcome | undefined
  }[]
  /** Share with each outcome among the units measured twice; `recovered` only with a cutoff. */
  shares: Record<ChangeOutcome, Proportion>
  n: number
  missing: number
  method: string
  assumptions: Assumption[]
  warnings: Warning[]
}

/**
 * Jacobson and Truax's reliable change: is a unit's change larger than the error of measuring it twice? The error
 * of a difference is SD √(2 (1 - reliability)). With a `cutoff` (the border of the normal range) a reliable
 * improvement that crosses it counts as `recovered`.
 *
 * Units with a missing score have no outcome and are counted. A reliability of 1 makes every change reliable.
 *
 * @param before scores at the start
 * @param after scores of the same units at the end
 * @param options.standardDeviation of the scores in a reference group (not of the changes), above 0
 * @param options.reliability of the scale, 0 to 1 (test-retest or internal consistency)
 * @param options.better whether 'lower' or 'higher' scores are better
 * @param options.cutoff a score on the better side of it is in the normal range
 * @throws `reliable change: expected a standard deviation above 0, found 0` ·
 *   `reliable change: expected a reliability from 0 to 1, found 2`; `changes: expected as many before as after, found 3 and 4`
 * @example reliableChange([18, 15], [9, 14], { standardDeviation: 5, reliability: 0.8, better: 'lower' }).units[0].outcome // 'improved'
 * @see Jacobson and Truax 1991, Journal of Consulting and Clinical Psychology 59, 12–19
 */
export function reliableChange(
  before: readonly Measured[],
  after: readonly Measured[],
  {
    standardDeviation,
    reliability,
    better,
    cutoff,
    level = 0.95,
  }: {
    standardDeviation: number
    reliability: number
    better: 'lower' | 'higher'
    cutoff?: number
    level?: number
  },
): ReliableChange {
  const z = normalQuantile((1 + confidenceLevel(level)) / 2)
  if (!(standardDeviation > 0 && standardDeviation < Infinity))
    throw new RangeError(`reliable change: expected a standard deviation above 0, found ${standardDeviation}`)
  if (!(reliability >= 0 && reliability <= 1))
    throw new RangeError(`reliable change: expected a reliability from 0 to 1, found ${reliability}`)
  const error = standardDeviation * Math.sqrt(2 * (1 - reliability))
  const side = better === 'higher' ? 1 : -1
  const units = changeScores(before, after).map((change, i) => {
    if (change === undefined) return { change, index: undefined, outcome: undefined }
    const gain = change * side
    const reliable = gain !== 0 && Math.abs(gain) > z * error
    const crossed =
      cutoff !== undefined && side * (before[i]! - cutoff) <= 0 && side * (after[i]! - cutoff) > 0
    const outcome: ChangeOutcome = !reliable
      ? 'unchanged'
      : gain < 0
        ? 'deteriorated'
        : crossed
          ? 'recovered'
          : 'improved'
    return { change, index: error > 0 ? gain / error : undefined, outcome }
  })
  const n = units.filter(({ outcome }) => outcome).length
  const share = (wanted: ChangeOutcome): Proportion =>
    proportion(units.filter(({ outcome }) => outcome === wanted).length, n, { level })
  return {
    smallestReliableChange: z * error,
    units,
    shares: {
      recovered: share('recovered'),
      improved: share('improved'),
      unchanged: share('unchanged'),
      deteriorated: share('deteriorated'),
    },
    n,
    missing: units.length - n,
    method: 'reliable change (Jacobson–Truax)',
    assumptions: [
      { code: 'reliability-holds-for-these-units', met: undefined, values: { reliability } },
      { code: 'normal-measurement-error', met: undefined },
    ],
    warnings: error === 0 ? [{ code: 'perfect-reliability' }] : [],
  }
}
