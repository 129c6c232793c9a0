import { fTail } from '../distributions.ts'
import type { PValue, Result, Warning } from '../result.ts'
import { type Measured, measurements } from './measurements.ts'

/** One-way analysis of variance; `estimate` is F. */
export type OneWayAnova = Result & {
  df1: number
  df2: number
  pValue: PValue | undefined
  /** Share of the variance between groups; large in small samples even when nothing differs. */
  etaSquared: number | undefined
  groups: { n: number; mean: number | undefined }[]
  missing: number
}

/**
 * One-way analysis of variance of several independent samples, equal variances supposed.
 *
 * Empty groups are left out. Undefined with fewer than two groups with values, without two values in some
 * group, or if nothing varies within the groups (0/0 or infinite; the warning says which).
 *
 * @throws as `measurements`
 * @example oneWayAnova([[1, 2, 3], [2, 3, 4], [5, 6, 7]]).estimate // 13
 * @see Fisher 1925, Statistical methods for research workers, § 38
 */
export function oneWayAnova(samples: readonly (readonly Measured[])[]): OneWayAnova {
  const present = samples.map((sample) => measurements(sample))
  const filled = present.map((group) => group.present).filter((group) => group.length > 0)
  const n = filled.reduce((sum, group) => sum + group.length, 0)
  const mean = (group: Float64Array): number => group.reduce((sum, value) => sum + value, 0) / group.length
  const grand = filled.reduce((sum, group) => sum + group.length * mean(group), 0) / n
  const between = filled.reduce((sum, group) => sum + group.length * (mean(group) - grand) ** 2, 0)
  const within = filled.reduce((sum, group) => {
    const middle = mean(group)
    return group.reduce((total, value) => total + (value - middle) ** 2, sum)
  }, 0)
  const df1 = Math.max(0, filled.length - 1)
  const df2 = n - filled.length
  const constant = filled.every((group) => group.every((value) => value === group[0]))
  const defined = df1 > 0 && df2 > 0 && !constant
  const estimate = defined ? between / df1 / (within / df2) : undefined
  const warnings: Warning[] = []
  if (!defined) {
    const same = filled.every((group) => group[0] === filled[0][0])
    const code = constant && !same && df2 > 0 ? 'no-variation-within-groups' : 'undefined-zero-over-zero'
    warnings.push({ code, values: { statistic: 'F' } })
  }
  return {
    estimate,
    df1,
    df2,
    pValue:
      estimate === undefined
        ? undefined
        : { p: fTail(estimate, df1, df2), method: `F on ${df1} and ${df2} df`, alternative: 'greater' },
    etaSquared: estimate === undefined ? undefined : between / (between + within),
    groups: present.map(({ present: group }) => ({
      n: group.length,
      mean: group.length > 0 ? mean(group) : undefined,
    })),
    n,
    missing: present.reduce((sum, group) => sum + group.missing, 0),
    method: 'one-way analysis of variance',
    assumptions: [
      { code: 'independent-observations', met: undefined },
      { code: 'normal-residuals', met: undefined },
      { code: 'equal-variances', met: undefined },
    ],
    warnings,
  }
}
