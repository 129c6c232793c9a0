import { runSteps, type Steps } from '../design/steps.ts'
import {
  isDirectional,
  type Statistic,
  statisticName,
  tableKernel,
  unflattened,
} from '../design/table-statistic.ts'
import type { Warning, Watch } from '../result.ts'
import { seededRandom } from '../seeded-random.ts'
import { marginProgramme } from './cell-bounds.ts'
import { marginSystem } from './margin-system.ts'
import { everyPartTable, type Parts } from './part-tables.ts'
import type { PublishedMargins } from './published-margins.ts'
import { spreadSearch } from './spread-search.ts'

export type StatisticRangeOptions = {
  /** What is computed from the table of parts × categories; gamma if left out. */
  statistic?: Statistic
  /** Part (row of the table) of each known cell, from 0; `undefined` leaves the cell out. Each cell by itself if left out. */
  partOf?: (number | undefined)[]
  /** Tables that may be visited; 1,000,000 if left out. */
  evaluations?: number
  /** Seed of the search; 1 if left out. */
  seed?: number
}

export type StatisticRange = {
  statistic: string
  /** Smallest and largest value, each with a table that gives it; `undefined` if there is no value at all. */
  range: { smallest: number; largest: number; smallestAt: number[][]; largestAt: number[][] } | undefined
  /** Every table gives this value: the margins identify the statistic although the rows were never published. */
  identified: boolean
  /** Different tables of parts × categories; `undefined` if not all were visited. */
  tables: number | undefined
  /** All were visited; else the true range may be wider than the one found. */
  exact: boolean
  /** Units in the parts. */
  n: number
  method: string
  warnings: Warning[]
}

/**
 * The smallest and largest value of a statistic over all joint tables with the published margins: what can be
 * said about a table that was never published. For example gamma of municipality × screening, when screening is
 * known by funding model and by load.
 *
 * All tables are visited if they are at most `evaluations`; else both ends are searched for from random corners
 * (seeded), which finds tables that exist but maybe not the extreme ones: `exact: false`, `range-may-be-wider`.
 * Tables where the statistic is 0/0 give no value (`undefined-in-some-tables`).
 *
 * @returns `range` undefined if the margins contradict each other (`margins-contradict-each-other`) or the statistic
 *   is 0/0 in every table (`undefined-zero-over-zero`)
 * @throws `parts: expected one for each of 6 known cells, found 5` · `unknown statistic: …` · as `jointTables` ·
 *   the signal's reason
 * @example
 * statisticRange({ sizes: [2, 2], tables: [{ rowOf: [0, 0], counts: [[2, 2]] }] }).range // -1 to 1
 *
 * Source: partial identification, Manski (2003, ch. 1); bounds from margins, Fréchet (1940), Duncan & Davis (1953).
 */
export function statisticRange(
  margins: PublishedMargins,
  options: StatisticRangeOptions & Watch = {},
): StatisticRange {
  return runSteps(statisticRangeSteps(margins, options), options)
}

/** `statisticRange` cut into pieces, for `takeSteps`. */
export function* statisticRangeSteps(
  margins: PublishedMargins,
  { statistic = 'gamma', partOf, evaluations = 1e6, seed = 1 }: StatisticRangeOptions = {},
): Steps<StatisticRange> {
  const system = marginSystem(margins)
  const cells = system.sizes.length
  if (partOf && partOf.length !== cells)
    throw new RangeError(`parts: expected one for each of ${cells} known cells, found ${partOf.length}`)
  const { parts, shown } = completeParts(partOf ?? system.sizes.map((_, cell) => cell))
  const kernel = tableKernel(statistic, shown, system.published)
  const ends = { smallest: Infinity, largest: -Infinity, smallestAt: [0], largestAt: [0] }
  let undefinedTables = 0
  let visited = 0
  const look = (table: Float64Array) => {
    visited++
    const lines = table.subarray(0, shown * system.published)
    const value = kernel(lines)
    if (Number.isNaN(value)) undefinedTables++
    if (value < ends.smallest) Object.assign(ends, { smallest: value, smallestAt: Array.from(lines) })
    if (value > ends.largest) Object.assign(ends, { largest: value, largestAt: Array.from(lines) })
    return value
  }

  const warnings: Warning[] = [...system.contradictions]
  const programme = marginProgramme(system)
  let exact = true
  if (programme) {
    const walk = everyPartTable(system, parts, 4e6, look)
    let step = walk.next()
    for (; !step.done && visited <= evaluations; step = walk.next()) yield visited / evaluations / 2
    exact = step.done === true && step.value
  }
  if (programme && !exact) {
    warnings.push({ code: 'range-may-be-wider', values: { evaluations, seed } })
    const random = seededRandom(seed)
    for (const [turn, sign] of [1, -1].entries()) {
      const objective = (table: Float64Array) => sign * look(table)
      for (const called of spreadSearch(system, programme, parts, objective, evaluations / 2, random))
        yield 0.5 + turn / 4 + called / evaluations / 2
    }
  }
  if (visited === 0) warnings.push({ code: 'margins-contradict-each-other' })
  const found = ends.largest >= ends.smallest
  if (visited > 0 && !found)
    warnings.push({ code: 'undefined-zero-over-zero', values: { statistic: statisticName(statistic) } })
  if (found && undefinedTables > 0)
    warnings.push({ code: 'undefined-in-some-tables', values: { tables: undefinedTables } })
  const lines = (flat: number[]) => unflattened(flat, shown, system.published)
  return {
    statistic: statisticName(statistic),
    range: found
      ? { ...ends, smallestAt: lines(ends.smallestAt), largestAt: lines(ends.largestAt) }
      : undefined,
    identified: found && exact && undefinedTables === 0 && ends.largest - ends.smallest <= 1e-9,
    tables: exact ? visited : undefined,
    exact,
    n: system.sizes.reduce((sum, size, cell) => sum + (parts.partOf[cell] < shown ? size : 0), 0),
    method: `${statisticName(statistic)}${isDirectional(statistic) ? '' : ' (undirected)'} over all joint tables with the published margins`,
    warnings,
  }
}

/** Left-out cells become one last part that nobody looks at. */
function completeParts(partOf: (number | undefined)[]): { parts: Parts; shown: number } {
  const shown = Math.max(-1, ...partOf.map((part) => part ?? -1)) + 1
  const classOf = Array.from({ length: shown + 1 }, (_, part) => part)
  return { parts: { partOf: partOf.map((part) => part ?? shown), classOf, leftOut: shown }, shown }
}
