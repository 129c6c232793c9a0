import type { Result, Warning } from '../result.ts'
import type { Measured } from './measurements.ts'

/** What clustering costs: `estimate` is the design effect, `effectiveN` = n / design effect. */
export type ClusterEffect = Result & {
  /** Share of the variance between clusters (ANOVA estimator, may be below 0). */
  intraclassCorrelation: number | undefined
  effectiveN: number | undefined
  clusters: number
  missing: number
}

/**
 * The design effect of clusters (institutions in municipalities, children in institutions) for the mean of a
 * variable: 1 + (m - 1) · ICC, with the ICC from a one-way analysis of variance and m the mean cluster size weighted
 * by size. Below 1 when clusters are more alike than chance; then 1 is the safer choice, and a warning says so.
 *
 * Undefined with fewer than two clusters, without two units in some cluster, or if nothing varies (0/0).
 *
 * @param values one per unit; missing values are left out with their cluster's name
 * @param clusters the cluster of each unit
 * @throws `clusters: expected as many clusters as values, found 3 and 4` · `clusters: expected a finite number or
 *   nothing at position 3, found Infinity`
 * @example clusterDesignEffect([1, 2, 5, 6], ['I', 'I', 'II', 'II']).intraclassCorrelation // 0.939
 * @see Kish 1965, eq. 5.4.1; Donner and Klar 2000, section 1.4; Ridout, Demétrio and Firth 1999 (ANOVA estimator)
 */
export function clusterDesignEffect(
  values: readonly Measured[],
  clusters: readonly (string | number)[],
): ClusterEffect {
  if (values.length !== clusters.length)
    throw new RangeError(
      `clusters: expected as many clusters as values, found ${clusters.length} and ${values.length}`,
    )
  const members = new Map<string | number, number[]>()
  values.forEach((value, i) => {
    if (value === null || value === undefined || Number.isNaN(value)) return
    if (!Number.isFinite(value))
      throw new RangeError(
        `clusters: expected a finite number or nothing at position ${i + 1}, found ${value}`,
      )
    const held = members.get(clusters[i])
    if (held) held.push(value)
    else members.set(clusters[i], [value])
  })
  const groups = [...members.values()]
  const n = groups.reduce((sum, group) => sum + group.length, 0)
  const k = groups.length
  const grand = groups.reduce((sum, group) => sum + group.reduce((total, value) => total + value, 0), 0) / n
  let between = 0
  let within = 0
  for (const group of groups) {
    const mean = group.reduce((sum, value) => sum + value, 0) / group.length
    between += group.length * (mean - grand) ** 2
    for (const value of group) within += (value - mean) ** 2
  }
  const sizeSquares = groups.reduce((sum, group) => sum + group.length ** 2, 0)
  const meanSquareBetween = between / (k - 1)
  const meanSquareWithin = within / (n - k)
  const typical = (n - sizeSquares / n) / (k - 1)
  const icc = (meanSquareBetween - meanSquareWithin) / (meanSquareBetween + (typical - 1) * meanSquareWithin)
  const defined = k > 1 && n > k && Number.isFinite(icc)
  const estimate = defined ? 1 + (sizeSquares / n - 1) * icc : undefined
  return {
    estimate,
    intraclassCorrelation: defined ? icc : undefined,
    effectiveN: estimate !== undefined && estimate > 0 ? n / estimate : undefined,
    clusters: k,
    n,
    missing: values.length - n,
    method: 'design effect of clusters, ANOVA intraclass correlation',
    assumptions: [{ code: 'clusters-sampled-independently', met: undefined }],
    warnings: warningsOf(defined, estimate, k),
  }
}

function warningsOf(defined: boolean, estimate: number | undefined, clusters: number): Warning[] {
  const warnings: Warning[] = []
  if (!defined)
    warnings.push({ code: 'undefined-zero-over-zero', values: { statistic: 'intraclass correlation' } })
  if (estimate !== undefined && estimate < 1)
    warnings.push({ code: 'design-effect-below-1', values: { estimate } })
  if (clusters < 20) warnings.push({ code: 'few-clusters', values: { clusters } })
  return warnings
}
