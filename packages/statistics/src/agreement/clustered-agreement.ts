import { confidenceLevel } from '../confidence-level.ts'
import { fisherZInterval } from '../fisher-z-interval.ts'
import type { Interval, Result, Warning } from '../result.ts'

/** What two coders did with the pieces of one cluster: gave the code both, the first only, the second only, neither. */
export type PairCounts = { both: number; first: number; second: number; neither: number }

/** A coefficient of all clusters together; the error and the interval are from how clusters differ. */
export type ClusteredCoefficient = Result & {
  standardError: number | undefined
  interval: Interval | undefined
  clusters: number
}

/** The coefficients side by side, with the share in which both did the same. */
export type ClusteredAgreement = {
  percent: ClusteredCoefficient
  cohenKappa: ClusteredCoefficient
  gwetAc: ClusteredCoefficient
  krippendorffAlpha: ClusteredCoefficient
}

/**
 * Agreement of two coders on a code, given or not, where the pieces (characters, stretches) of one text hang together:
 * the counts of all clusters are added up, and the error is that of leaving out one cluster at a time (jackknife), on
 * Fisher's scale with t on clusters - 1 degrees of freedom. Pieces are never taken for a sample of their own: a thousand
 * characters coded alike are one decision.
 *
 * Clusters without pieces do not count. No interval with fewer than two clusters (`single-cluster`), or where leaving one
 * out leaves the coefficient 0/0 (`rests-on-one-cluster`). Fewer than ten: `few-clusters`, a rough interval.
 *
 * @throws `invalid confidence level; not in (0, 1): 95` · `agreement: expected counts of 0 or more, found -1`
 * @example clusteredAgreement([{ both: 20, first: 5, second: 10, neither: 15 }]).cohenKappa.estimate // 0.4
 * @see Cohen 1960; Gwet 2008 (AC1); Krippendorff 2018; Efron and Tibshirani 1993, ch. 11; clusters as the sample:
 *   Yang and Zhou 2014, Statistics in Medicine 33, 2425–2448
 */
export function clusteredAgreement(
  clusters: readonly PairCounts[],
  { level = 0.95 }: { level?: number } = {},
): ClusteredAgreement {
  confidenceLevel(level)
  const counts = clusters.filter((cluster) => {
    for (const count of [cluster.both, cluster.first, cluster.second, cluster.neither])
      if (!(count >= 0)) throw new RangeError(`agreement: expected counts of 0 or more, found ${count}`)
    return sizeOf(cluster) > 0
  })
  const all = counts.reduce((sum, cluster) => added(sum, cluster), {
    both: 0,
    first: 0,
    second: 0,
    neither: 0,
  })
  const found = (method: string, of: Coefficient) => coefficient(method, of, counts, all, level)
  return {
    percent: found('percent agreement', percent),
    cohenKappa: found("Cohen's kappa, unweighted", kappa),
    gwetAc: found("Gwet's AC1", ac1),
    krippendorffAlpha: found("Krippendorff's alpha, nominal", alpha),
  }
}

/** Of the counts of both, the first only, the second only and neither; numbers, since it is asked for every cluster. */
type Coefficient = (both: number, first: number, second: number, neither: number) => number

function coefficient(
  method: string,
  of: Coefficient,
  counts: PairCounts[],
  all: PairCounts,
  level: number,
): ClusteredCoefficient {
  const value = of(all.both, all.first, all.second, all.neither)
  // What rounding leaves of 0 is 0, and not below it.
  const estimate = !Number.isFinite(value) ? undefined : Math.abs(value) < 1e-12 ? 0 : value
  const warnings: Warning[] = []
  const clusters = counts.length
  if (estimate === undefined)
    warnings.push({ code: 'undefined-zero-over-zero', values: { statistic: method } })
  const standardError = estimate === undefined ? undefined : jackknifeError(of, counts, all, warnings)
  return {
    estimate,
    standardError,
    interval:
      estimate === undefined ? undefined : fisherZInterval(estimate, standardError, clusters - 1, level),
    clusters,
    n: sizeOf(all),
    method: `${method}, leaving out one of ${clusters} clusters at a time`,
    assumptions: [
      { code: 'clusters-drawn-independently', met: undefined },
      { code: 'coders-independent', met: undefined },
    ],
    warnings,
  }
}

function jackknifeError(
  of: Coefficient,
  counts: PairCounts[],
  all: PairCounts,
  warnings: Warning[],
): number | undefined {
  const clusters = counts.length
  if (clusters < 2) {
    warnings.push({ code: 'single-cluster' })
    return undefined
  }
  if (clusters < 10) warnings.push({ code: 'few-clusters', values: { clusters } })
  const values = new Float64Array(clusters)
  let mean = 0
  for (let i = 0; i < clusters; i++) {
    const { both, first, second, neither } = counts[i]
    values[i] = of(all.both - both, all.first - first, all.second - second, all.neither - neither)
    mean += values[i] / clusters
  }
  if (!Number.isFinite(mean)) {
    warnings.push({ code: 'rests-on-one-cluster' })
    return undefined
  }
  let squares = 0
  for (const value of values) squares += (value - mean) ** 2
  const error = Math.sqrt(((clusters - 1) / clusters) * squares)
  return error < 1e-12 ? 0 : error
}

function added(one: PairCounts, other: PairCounts): PairCounts {
  return {
    both: one.both + other.both,
    first: one.first + other.first,
    second: one.second + other.second,
    neither: one.neither + other.neither,
  }
}

function sizeOf({ both, first, second, neither }: PairCounts): number {
  return both + first + second + neither
}

const percent: Coefficient = (both, first, second, neither) =>
  (both + neither) / (both + first + second + neither)

const kappa: Coefficient = (both, first, second, neither) => {
  const n = both + first + second + neither
  const [one, other] = [(both + first) / n, (both + second) / n]
  return beyond((both + neither) / n, one * other + (1 - one) * (1 - other))
}

const ac1: Coefficient = (both, first, second, neither) => {
  const n = both + first + second + neither
  const share = (both + (first + second) / 2) / n
  return beyond((both + neither) / n, 2 * share * (1 - share))
}

/** Observed and expected disagreement over the 2n values, with the small-sample correction of Krippendorff. */
const alpha: Coefficient = (both, first, second, neither) => {
  const n = both + first + second + neither
  const given = 2 * both + first + second
  const expected = (2 * given * (2 * n - given)) / (2 * n * (2 * n - 1))
  return expected > 1e-15 ? 1 - (first + second) / n / expected : NaN
}

function beyond(observed: number, expected: number): number {
  return 1 - expected > 1e-12 ? (observed - expected) / (1 - expected) : NaN
}
