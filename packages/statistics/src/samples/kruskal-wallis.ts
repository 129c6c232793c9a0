import { chiSquareTail } from '../distributions.ts'
import type { PValue, Result, Warning } from '../result.ts'
import { type Measured, measurements } from './measurements.ts'
import { denseRanks, midRanks } from './ranks.ts'

/** Kruskal–Wallis test; `estimate` is H, corrected for ties. */
export type KruskalWallis = Result & {
  df: number
  pValue: PValue | undefined
  /** Share of the variance of the ranks between groups, H / (n - 1). */
  epsilonSquared: number | undefined
  /** Mean rank and size of each group, as given; the mean rank of an empty group is undefined. */
  groups: { n: number; meanRank: number | undefined }[]
  missing: number
}

/**
 * Kruskal and Wallis' test that several independent samples come from the same distribution, by χ² on the
 * number of groups less one.
 *
 * Empty groups are left out. Undefined with fewer than two groups with values, or if all values are the same (0/0).
 * Groups below five make the χ² approximation rough (`small-group`).
 *
 * @throws as `measurements`
 * @example kruskalWallis([[2.9, 3, 2.5], [3.8, 2.7, 4], [2.8, 3.4, 3.7]]).estimate // 1.867
 * @see Kruskal and Wallis 1952, eq. 1.1 and 1.2 (ties); Kelley 1935 and Tomczak and Tomczak 2014 (ε²)
 */
export function kruskalWallis(samples: readonly (readonly Measured[])[]): KruskalWallis {
  const present = samples.map((sample) => measurements(sample))
  const values = Float64Array.from(present.flatMap((group) => Array.from(group.present)))
  const n = values.length
  const ranks = midRanks(values)
  let start = 0
  let between = 0
  const groups = present.map(({ present: { length } }) => {
    const sum = ranks
      .subarray(start, (start += length))
      .reduce((total, rank) => total + rank - (n + 1) / 2, 0)
    if (length > 0) between += sum ** 2 / length
    return { n: length, meanRank: length > 0 ? sum / length + (n + 1) / 2 : undefined }
  })
  const filled = groups.filter((group) => group.n > 0).length
  const ties = denseRanks(values).sizes.reduce((sum, size) => sum + size ** 3 - size, 0)
  const spread = (n ** 3 - n - ties) / 12 / (n - 1)
  const defined = filled > 1 && spread > 1e-12
  const estimate = defined ? between / spread : undefined
  const df = Math.max(0, filled - 1)
  const warnings: Warning[] = defined
    ? []
    : [{ code: 'undefined-zero-over-zero', values: { statistic: 'H' } }]
  const smallest = groups.reduce((least, group) => (group.n > 0 ? Math.min(least, group.n) : least), Infinity)
  if (smallest < 5) warnings.push({ code: 'small-group', values: { n: smallest } })
  return {
    estimate,
    df,
    pValue:
      estimate === undefined
        ? undefined
        : { p: chiSquareTail(estimate, df), method: `χ² on ${df} df`, alternative: 'greater' },
    epsilonSquared: estimate === undefined ? undefined : estimate / (n - 1),
    groups,
    n,
    missing: present.reduce((sum, group) => sum + group.missing, 0),
    method: 'Kruskal–Wallis rank test',
    assumptions: [{ code: 'independent-observations', met: undefined }],
    warnings,
  }
}
