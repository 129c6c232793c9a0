import { confidenceLevel } from '../confidence-level.ts'
import { tQuantile } from '../distributions.ts'
import type { Interval, Result, Warning, Watch } from '../result.ts'
import { seededRandom } from '../seeded-random.ts'
import { type Assignment, groupRanks, strataMembers } from './assignments.ts'
import { countResamples, drawnResamples, everyResample } from './cluster-resamples.ts'
import { clusterCounts } from './group-table.ts'
import { runSteps, type Steps } from './steps.ts'
import { isDirectional, type Statistic, statisticName, tableKernel } from './table-statistic.ts'

export type ClusterBootstrapOptions = {
  /** A statistic with a direction, computed from the table of groups × categories; gamma if left out. */
  statistic?: Statistic
  /** Confidence level; 0.95 if left out. */
  level?: number
  /** Draws, when the distinct resamples are more than 20,000; 9,999 if left out. */
  draws?: number
  /** Seed of the draws; 1 if left out. */
  seed?: number
}

export type ClusterBootstrap = Result & {
  statistic: string
  /** Standard error over the resamples. */
  se: number | undefined
  /** Estimate ± t × se with clusters less cells as degrees of freedom. */
  interval: Interval | undefined
  /** The middle of the resamples' own distribution; only with five clusters or more in every cell. */
  percentile: Interval | undefined
  degreesOfFreedom: number
  clusters: number
  /** Cells of the design (group × stratum), the fewest clusters in one. */
  cells: number
  fewestInCell: number
  /** All distinct resamples were used; else so many draws. */
  exact: boolean
  draws?: number
  seed?: number
}

/**
 * How uncertain a statistic of groups × categories is when whole clusters were drawn: clusters are resampled
 * within each cell of the design (group × stratum), m - 1 of a cell's m, each counted m / (m - 1) times. That
 * gives linear statistics their right variance however few clusters there are; resampling m of m would be too
 * narrow by the factor (m - 1) / m, a half with two. All distinct resamples are used if they are at most 20,000.
 *
 * A resample whose statistic is 0/0 is left out and counted (`undefined-in-resamples`). Fewer than ten
 * clusters in a cell: `few-clusters`, and the interval is to be read as a rough one.
 *
 * @returns `interval` and `percentile` are undefined if a cell holds one cluster only, which cannot show how
 *   clusters differ (`single-cluster-cell`), if all resamples agree (`no-variation-between-clusters`), or if the
 *   statistic is 0/0 (`undefined-zero-over-zero`)
 * @throws `cluster bootstrap: expected a statistic with a direction, found chi2` ·
 *   `invalid confidence level; not in (0, 1): 95` · `cluster 3: expected 2 categories, found 4` ·
 *   `groups: expected one for each of 6 clusters, found 5` · the signal's reason
 * @example clusterBootstrap([[0, 4], [1, 3], [3, 1], [4, 0]], { groupOf: [2, 2, 1, 1] }).interval
 *
 * Source: Rao & Wu (1988, § 2); degrees of freedom as in Korn & Graubard (1999, p. 62).
 */
export function clusterBootstrap(
  tables: number[][],
  assignment: Assignment,
  options: ClusterBootstrapOptions & Watch = {},
): ClusterBootstrap {
  return runSteps(clusterBootstrapSteps(tables, assignment, options), options)
}

/** `clusterBootstrap` cut into pieces, for `takeSteps`. */
export function* clusterBootstrapSteps(
  tables: number[][],
  assignment: Assignment,
  { statistic = 'gamma', level = 0.95, draws = 9999, seed = 1 }: ClusterBootstrapOptions = {},
): Steps<ClusterBootstrap> {
  confidenceLevel(level)
  const name = statisticName(statistic)
  if (!isDirectional(statistic))
    throw new RangeError(`cluster bootstrap: expected a statistic with a direction, found ${name}`)
  if (assignment.groupOf.length !== tables.length)
    throw new RangeError(
      `groups: expected one for each of ${tables.length} clusters, found ${assignment.groupOf.length}`,
    )
  const { columns, clusters, cells: counts } = clusterCounts(tables)
  const { groupOf, levels } = groupRanks(assignment.groupOf)
  const kernel = tableKernel(statistic, levels.length, columns)
  const table = new Float64Array(levels.length * columns)
  const valueOf = (weights: Float64Array) => {
    table.fill(0)
    for (let cluster = 0; cluster < clusters; cluster++)
      for (let j = 0; j < columns; j++)
        table[groupOf[cluster] * columns + j] += weights[cluster] * counts[cluster * columns + j]
    return kernel(table)
  }
  const estimate = valueOf(new Float64Array(clusters).fill(1))
  const cells = strataMembers(groupOf, assignment.strata)
    .flatMap((members) => levels.map((_, group) => members.filter((cluster) => groupOf[cluster] === group)))
    .filter((members) => members.length > 0)
  const fewestInCell = clusters === 0 ? 0 : Math.min(...cells.map((members) => members.length))
  const degreesOfFreedom = clusters - cells.length
  const warnings: Warning[] = []
  if (fewestInCell < 10) warnings.push({ code: 'few-clusters', values: { clusters, fewestInCell } })
  const exact = countResamples(cells) <= 20_000
  const answer = {
    estimate: Number.isNaN(estimate) ? undefined : estimate,
    n: counts.reduce((sum, count) => sum + count, 0),
    statistic: name,
    degreesOfFreedom,
    clusters,
    cells: cells.length,
    fewestInCell,
    assumptions: [{ code: 'clusters-drawn-independently', met: undefined }],
    warnings,
    exact,
    ...(!exact && { draws, seed }),
    method: `rescaled cluster bootstrap, ${name}: ${exact ? 'all resamples' : `${draws} draws, seed ${seed}`}`,
  }
  const nothing = { ...answer, se: undefined, interval: undefined, percentile: undefined }
  if (answer.estimate === undefined) {
    warnings.push({ code: 'undefined-zero-over-zero', values: { statistic: name } })
    return nothing
  }
  if (fewestInCell < 2) {
    warnings.push({ code: 'single-cluster-cell' })
    return nothing
  }

  const values: Weighted[] = []
  let undefinedWeight = 0
  const add = (weights: Float64Array, chance: number) => {
    const value = valueOf(weights)
    if (Number.isNaN(value)) undefinedWeight += chance
    else values.push({ value, chance })
  }
  if (exact) everyResample(cells, clusters, add)
  else yield* drawnResamples(cells, clusters, draws, seededRandom(seed), add)
  if (undefinedWeight > 0)
    warnings.push({ code: 'undefined-in-resamples', values: { share: undefinedWeight } })
  const se = spreadOf(values)
  if (!(se > 1e-12)) {
    warnings.push({ code: 'no-variation-between-clusters' })
    return { ...nothing, se: undefined }
  }
  const t = tQuantile((1 + level) / 2, degreesOfFreedom)
  const [lowest, highest] = statistic === 'gamma' || statistic === 'tau-b' ? [-1, 1] : [-Infinity, Infinity]
  const { method } = answer
  return {
    ...answer,
    se,
    interval: {
      level,
      lower: Math.max(lowest, estimate - t * se),
      upper: Math.min(highest, estimate + t * se),
      method: `estimate ± t × se with ${degreesOfFreedom} degrees of freedom; ${method}`,
    },
    percentile:
      fewestInCell < fewestForPercentiles
        ? undefined
        : { level, ...middle(values, level), method: `percentiles; ${method}` },
  }
}

/** Simulated 95 % percentile intervals held the truth 69 % of the time with two clusters in a cell, 92 % with five. */
const fewestForPercentiles = 5

type Weighted = { value: number; chance: number }

function spreadOf(values: Weighted[]): number {
  const all = values.reduce((sum, { chance }) => sum + chance, 0)
  const mean = values.reduce((sum, { value, chance }) => sum + value * chance, 0) / all
  return Math.sqrt(values.reduce((sum, { value, chance }) => sum + chance * (value - mean) ** 2, 0) / all)
}

/** The values below which (1 - level) / 2 lies, and above which it does. */
function middle(values: Weighted[], level: number): { lower: number; upper: number } {
  const sorted = values.toSorted((a, b) => a.value - b.value)
  const all = values.reduce((sum, { chance }) => sum + chance, 0)
  const cut = ((1 - level) / 2) * all * (1 + 1e-9)
  const end = (ordered: Weighted[]) => {
    let passed = 0
    return ordered.find(({ chance }) => (passed += chance) > cut)!.value
  }
  return { lower: end(sorted), upper: end(sorted.toReversed()) }
}
