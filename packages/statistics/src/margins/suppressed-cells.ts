import { runSteps, type Steps } from '../design/steps.ts'
import type { Warning, Watch } from '../result.ts'
import { boundWarnings, type CellBound, variableBounds } from './cell-bounds.ts'
import { linearProgramme, maximise, type Programme, withCut } from './linear-program.ts'

/** A published table with suppressed counts, and the totals printed beside it. */
export type SuppressedTable = {
  /** Rows × columns; `undefined` (or null) where the count is suppressed. */
  counts: (number | undefined | null)[][]
  rowTotals?: (number | undefined | null)[]
  columnTotals?: (number | undefined | null)[]
  total?: number
  /** What a reader knows of every suppressed count: at least, at most (for example 1 and 4 under a rule of five). */
  between?: { atLeast?: number; atMost?: number }
}

export type SuppressedCells = {
  /** One entry per suppressed count, from 0; `undefined` if counts and totals contradict each other. */
  cells: (CellBound & { row: number; column: number })[] | undefined
  /** How many suppressed counts are given away exactly. */
  fixed: number
  method: string
  warnings: Warning[]
}

/**
 * What a reader can work out about suppressed counts from the counts and totals left in print: the smallest and
 * largest value of each. A narrow range protects nobody; `fixed` counts are not suppressed at all.
 *
 * @throws `row 2: expected 3 columns, found 2` · `row totals: expected 3, found 2` ·
 *   `column totals: expected 3, found 2` · `suppressed table: expected whole counts of 0 or more, found -1`
 * @example
 * suppressedCells({ counts: [[undefined, 3], [2, undefined]], rowTotals: [5, 4] }).cells // 2 and 2, both fixed
 *
 * Source: the attacker's problem, Fischetti & Salazar (2001); Hundepool et al. (2012, § 4.3).
 */
export function suppressedCells(table: SuppressedTable, watch: Watch = {}): SuppressedCells {
  return runSteps(suppressedCellsSteps(table), watch)
}

/** `suppressedCells` cut into pieces, for `takeSteps`. */
export function* suppressedCellsSteps(table: SuppressedTable): Steps<SuppressedCells> {
  const places = checkedPlaces(table)
  const programme = suppressedProgramme(table, places)
  const bounds = programme && (yield* variableBounds(programme, [...places.keys()]))
  const method = 'smallest and largest count that fits the printed counts and totals (branch and bound)'
  if (!bounds)
    return { cells: undefined, fixed: 0, method, warnings: [{ code: 'margins-contradict-each-other' }] }
  return {
    cells: bounds.map((bound, i) => ({ ...places[i], ...bound })),
    fixed: bounds.filter(({ fixed }) => fixed).length,
    method,
    warnings: boundWarnings(bounds),
  }
}

type Place = { row: number; column: number }

function checkedPlaces({ counts, rowTotals, columnTotals, total }: SuppressedTable): Place[] {
  const columns = counts[0]?.length ?? 0
  counts.forEach((line, row) => {
    if (line.length !== columns)
      throw new RangeError(`row ${row + 1}: expected ${columns} columns, found ${line.length}`)
  })
  if (rowTotals && rowTotals.length !== counts.length)
    throw new RangeError(`row totals: expected ${counts.length}, found ${rowTotals.length}`)
  if (columnTotals && columnTotals.length !== columns)
    throw new RangeError(`column totals: expected ${columns}, found ${columnTotals.length}`)
  for (const count of [...counts.flat(), ...(rowTotals ?? []), ...(columnTotals ?? []), total])
    if (count !== undefined && count !== null && !(Number.isInteger(count) && count >= 0))
      throw new RangeError(`suppressed table: expected whole counts of 0 or more, found ${count}`)
  return counts.flatMap((line, row) =>
    line.flatMap((count, column) => (count === undefined || count === null ? [{ row, column }] : [])),
  )
}

function suppressedProgramme(table: SuppressedTable, places: Place[]): Programme | undefined {
  const { counts, rowTotals, columnTotals, total, between } = table
  const line = (printed: number | undefined | null, within: (place: Place) => boolean) => {
    if (printed === undefined || printed === null) return []
    const shown = counts.flatMap((cells, row) => cells.filter((_, column) => within({ row, column })))
    return [
      {
        members: places.flatMap((place, variable) => (within(place) ? [variable] : [])),
        total: printed - shown.reduce<number>((sum, count) => sum + (count ?? 0), 0),
      },
    ]
  }
  const equations = [
    ...(rowTotals ?? []).flatMap((printed, at) => line(printed, ({ row }) => row === at)),
    ...(columnTotals ?? []).flatMap((printed, at) => line(printed, ({ column }) => column === at)),
    ...line(total, () => true),
  ]
  if (equations.some(({ total: left }) => left < 0)) return undefined
  let programme = linearProgramme(places.length, equations)
  if (programme) maximise(programme, () => 0)
  for (const [variable] of places.entries()) {
    const { atLeast = 0, atMost = Infinity } = between ?? {}
    if (programme && atLeast > 0) programme = withCut(programme, variable, atLeast, true)
    if (programme && atMost < Infinity) programme = withCut(programme, variable, atMost, false)
  }
  return programme
}
