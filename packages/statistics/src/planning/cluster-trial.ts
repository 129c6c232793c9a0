import { type Assignment, countAssignments, groupRanks } from '../design/assignments.ts'
import { permutationJudge } from '../design/permutation-judge.ts'
import { smallestP } from '../design/permutation-answer.ts'
import { type Statistic, tableKernel } from '../design/table-statistic.ts'
import { normalQuantile } from '../distributions.ts'
import type { SeededRandom } from '../seeded-random.ts'

/** A design to plan: clusters handed out to groups, units in clusters, an outcome on ordered categories. */
export type ClusterTrial = {
  /** The group of each cluster, numbers whose order is the order of the groups. */
  groupOf: number[]
  /** Units in each cluster; one number if all have the same. */
  units: number | number[]
  /** The stratum of each cluster, if groups are handed out within strata. */
  strata?: (number | string)[]
  /** Shares of the outcome's categories in a group that is not shifted; they add up to 1. */
  shares: number[]
  /** Intraclass correlation of the latent outcome: how much alike units of one cluster are, 0 to 1. */
  icc: number
  /** The planned test's statistic, permuted over clusters; gamma if left out. */
  statistic?: Statistic
  /** The planned test's level; 0.05 if left out. */
  level?: number
  /** Studies to simulate; 2,000 if left out. */
  simulations?: number
  /** Seed of the simulation; 1 if left out. */
  seed?: number
}

/** A design made ready: how one simulated study is judged. */
export type TrialSimulator = {
  groups: number
  level: number
  simulations: number
  assignments: number
  smallestPossible: number
  /** Assignments each simulated test counts: all, or so many drawn ones and the observed one. */
  counted: number
  /** Whether the study with these shifts (one per group, latent standard deviations) rejects; one call per study. */
  study: (shifts: number[], random: SeededRandom) => boolean
}

/**
 * Prepares the simulation: latent outcome = shift of the group + √icc × cluster + √(1 - icc) × unit, all standard
 * normal, cut into categories so that an unshifted group has `shares` exactly. The test is the permutation of
 * clusters, over all assignments up to 2,000, else over 999 drawn once.
 *
 * @throws `shares: expected two or more of 0 to 1 that add up to 1, found 0.5, 0.6` ·
 *   `invalid intraclass correlation; not in [0, 1): 1` · `invalid level; not in (0, 1): 5` ·
 *   `units: expected one number for each of 6 clusters, found 5` · `units: expected whole numbers of 0 or more, found -1` ·
 *   `simulations: expected a whole number of 1 or more, found 0`
 */
export function trialSimulator(trial: ClusterTrial): TrialSimulator {
  const { shares, icc, strata, statistic = 'gamma', level = 0.05, simulations = 2000, seed = 1 } = trial
  const units = checkedUnits(trial)
  if (!(shares.length >= 2 && shares.every((share) => share >= 0) && Math.abs(sum(shares) - 1) < 1e-9))
    throw new RangeError(
      `shares: expected two or more of 0 to 1 that add up to 1, found ${shares.join(', ')}`,
    )
  if (!(icc >= 0 && icc < 1)) throw new RangeError(`invalid intraclass correlation; not in [0, 1): ${icc}`)
  if (!(level > 0 && level < 1)) throw new RangeError(`invalid level; not in (0, 1): ${level}`)
  if (!(Number.isInteger(simulations) && simulations >= 1))
    throw new RangeError(`simulations: expected a whole number of 1 or more, found ${simulations}`)
  const { groupOf, levels } = groupRanks(trial.groupOf)
  const assignment: Assignment = { groupOf, strata }
  const assignments = countAssignments(assignment)
  const groups = levels.length
  const columns = shares.length
  const cuts = thresholds(shares)
  const kernel = tableKernel(statistic, groups, columns)
  const draws = assignments <= 2000 ? undefined : 999
  const judge = permutationJudge(assignment, groups, columns, statistic, { draws, seed })
  const clusterTable = new Float64Array(units.length * columns)
  const table = new Float64Array(groups * columns)
  return {
    groups,
    level,
    simulations,
    assignments,
    smallestPossible: smallestP(assignment, statistic, assignments),
    counted: judge.assignments,
    study: (shifts, random) => {
      clusterTable.fill(0)
      units.forEach((size, cluster) => {
        const middle = shifts[groupOf[cluster]] + Math.sqrt(icc) * random.normal()
        for (let unit = 0; unit < size; unit++) {
          const latent = middle + Math.sqrt(1 - icc) * random.normal()
          let category = 0
          while (category < cuts.length && latent > cuts[category]) category++
          clusterTable[cluster * columns + category]++
        }
      })
      table.fill(0)
      groupOf.forEach((group, cluster) => {
        for (let j = 0; j < columns; j++) table[group * columns + j] += clusterTable[cluster * columns + j]
      })
      const observed = kernel(table)
      return !Number.isNaN(observed) && judge.p(clusterTable, observed).twoSided <= level + 1e-12
    },
  }
}

/** The latent cut points of an unshifted group. */
export function thresholds(shares: number[]): number[] {
  return shares.slice(0, -1).map((_, j) => {
    const below = sum(shares.slice(0, j + 1))
    return below <= 0 ? -Infinity : below >= 1 ? Infinity : normalQuantile(below)
  })
}

function checkedUnits({ units, groupOf }: ClusterTrial): number[] {
  const all = typeof units === 'number' ? groupOf.map(() => units) : units
  if (all.length !== groupOf.length)
    throw new RangeError(
      `units: expected one number for each of ${groupOf.length} clusters, found ${all.length}`,
    )
  for (const size of all)
    if (!(Number.isInteger(size) && size >= 0))
      throw new RangeError(`units: expected whole numbers of 0 or more, found ${size}`)
  return all
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
