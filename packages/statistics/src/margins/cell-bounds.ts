import { runSteps, type Steps } from '../design/steps.ts'
import type { Warning, Watch } from '../result.ts'
import { integerMaximum } from './integer-program.ts'
import { linearProgramme, type Programme } from './linear-program.ts'
import { leavesCounts, type MarginSystem, marginSystem } from './margin-system.ts'
import type { PublishedMargins } from './published-margins.ts'

/** The smallest and largest count a cell can have. `upper` is undefined if nothing limits it. */
export type CellBound = {
  lower: number
  upper: number | undefined
  /** Only one count is possible: the cell is given away although it was never published. */
  fixed: boolean
  /** Both ends are attained by some table of whole counts; else they only hold it in. */
  exact: boolean
}

export type CellBounds = {
  /** Known cells × categories; `undefined` if the margins contradict each other. */
  cells: CellBound[][] | undefined
  /** How many cells are fixed, of how many. */
  fixed: number
  of: number
  method: string
  warnings: Warning[]
}

/**
 * For every cell of the unpublished joint table (known cells × outcome) the smallest and largest count over
 * all joint tables of whole numbers with the published margins. A fixed cell is disclosed by the margins.
 * Units a table does not account for are one more category inside, not in the answer.
 *
 * Exact by branch and bound on the linear programme; where more branches are needed than allowed the bounds
 * are the linear ones, which hold but may not be attained (`exact: false`, warning `bounds-not-attained`).
 * Contradictory margins: `cells` undefined, warning `margins-contradict-each-other`.
 *
 * @throws `known cell 2: expected a whole number of units, found 1.5` · `table 2: expected 3 categories, found 2` ·
 *   the signal's reason
 * @example
 * cellBounds({ sizes: [4, 2], tables: [{ rowOf: [0, 0], counts: [[5, 1]] }] }).cells
 * // first cell of the first line: lower 3, upper 4
 *
 * Source: Fréchet (1940) and Bonferroni bounds for two-way margins; Dobra & Fienberg (2000) for more; the
 * attacker's problem of Fischetti & Salazar (2001).
 */
export function cellBounds(margins: PublishedMargins, watch: Watch = {}): CellBounds {
  return runSteps(cellBoundsSteps(margins), watch)
}

/** `cellBounds` cut into pieces, for `takeSteps`. */
export function* cellBoundsSteps(margins: PublishedMargins): Steps<CellBounds> {
  const system = marginSystem(margins)
  const { sizes, categories, published } = system
  const programme = marginProgramme(system)
  const variables = Array.from({ length: sizes.length * categories }, (_, v) => v).filter(
    (v) => v % categories < published,
  )
  const bounds = programme && (yield* variableBounds(programme, variables))
  const method =
    'smallest and largest count over all joint tables with the published margins (branch and bound)'
  const of = sizes.length * published
  if (!bounds)
    return {
      cells: undefined,
      fixed: 0,
      of,
      method,
      warnings: [...system.contradictions, { code: 'margins-contradict-each-other' }],
    }
  return {
    cells: sizes.map((_, cell) => bounds.slice(cell * published, (cell + 1) * published)),
    fixed: bounds.filter(({ fixed }) => fixed).length,
    of,
    method,
    warnings: boundWarnings(bounds),
  }
}

/** Says how many bounds may not be attained, if any. */
export function boundWarnings(bounds: CellBound[]): Warning[] {
  const loose = bounds.filter(({ exact }) => !exact).length
  return loose > 0 ? [{ code: 'bounds-not-attained', values: { cells: loose } }] : []
}

/** The linear programme of the joint table (known cells × categories, flat); `undefined` if nothing fits. */
export function marginProgramme(system: MarginSystem): Programme | undefined {
  const { sizes, categories, rows } = system
  if (system.contradictions.length > 0 || leavesCounts(system)) return undefined
  const every = Array.from({ length: categories }, (_, k) => k)
  return linearProgramme(sizes.length * categories, [
    ...sizes.map((size, cell) => ({ members: every.map((k) => cell * categories + k), total: size })),
    ...rows.flatMap(({ members, counts }) =>
      every
        .filter((k) => counts[k] < Infinity)
        .map((k) => ({ members: members.map((cell) => cell * categories + k), total: counts[k] })),
    ),
  ])
}

/** Bounds of single variables over the whole-number points; `undefined` if there is none. */
export function* variableBounds(programme: Programme, variables: number[]): Steps<CellBound[] | undefined> {
  const bounds: CellBound[] = []
  for (const [i, variable] of variables.entries()) {
    const most = integerMaximum(programme, (v) => (v === variable ? 1 : 0))
    const least = most && integerMaximum(programme, (v) => (v === variable ? -1 : 0))
    if (!most || !least) return undefined
    const lower = Math.abs(least.value)
    bounds.push({
      lower,
      upper: most.value === Infinity ? undefined : most.value,
      fixed: lower === most.value,
      exact: most.exact && least.exact,
    })
    yield (i + 1) / variables.length
  }
  return bounds
}
