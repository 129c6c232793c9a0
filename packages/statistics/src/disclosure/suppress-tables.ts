import type { Attacker, HiddenRange } from './attacker.ts'
import { type Apart, disclosing, type WhyDisclosing, type WholeGroups } from './disclosing-cells.ts'
import { hidingPattern } from './hiding-pattern.ts'
import { tableAttacker } from './table-attacker.ts'
import { type Item, itemsOf, sizeOf, type TableView } from './table-view.ts'
import { viewsAttacker } from './views-attacker.ts'

export type SuppressOptions = {
  /** The smallest count that may be shown, zero apart; every hidden count gets a range at least this wide. */
  threshold: number
  /**
   * What to do with a row or column whose units all stand in one category (8 of 8): `hide` that count, or only `flag`
   * the group. `hide` if left out.
   */
  whole?: 'hide' | 'flag'
  /** For each view the row and the column that stand for missing values: what holds of all the others is `whole` too. */
  apart?: Apart[]
}

/** A hidden count with why, and the proof: what can be worked out about it from everything that is shown. */
export type HiddenCell = {
  row: number
  column: number
  /** `complementary`: hidden only so that the others cannot be worked out from the totals. */
  why: WhyDisclosing | 'complementary'
  lower: number
  upper: number
  /**
   * What can be worked out by one who also knows the rule by which counts are hidden: at least this much, since these are
   * counts of tables that were found to be shown and hidden alike.
   */
  told: HiddenRange
}

export type TableSuppression = {
  hidden: boolean[][]
  cells: HiddenCell[]
  /** Rows and columns with all units in one category; to be told only to those who may see all. */
  whole: WholeGroups
  /** Every hidden count has a range of at least the threshold. If not, the totals alone give it away: hide those too. */
  safe: boolean
  method: string
}

/**
 * Which counts to hide in tables that are shown together, each a sum of rows and columns of one finest table: all must
 * be safe against a reader who puts them together. The finest table itself is shown only if it is one of the views.
 * Row and column totals of the finest table count as known.
 *
 * Zeros are shown (nobody is no secret; `sdcTable`'s `allowZeros = FALSE`) unless they are needed to hide another.
 * What can be known of a hidden count is found over whole numbers. With all totals at least the threshold, or zero, a
 * safe pattern always exists: with everything hidden the range of a count is the least of its row's total, its column's
 * total and what is outside of each.
 *
 * @param counts rows × columns, whole numbers
 * @throws `suppress: expected a threshold of a whole number above 0, found 0` · `suppress: expected whole counts of 0 or
 *   more, found 1.5` · `row 2: expected 3 columns, found 2` · `view 2: expected a row for each of 4 rows, found 3`
 * @example
 * suppressTables([[2, 8], [9, 7], [6, 5]], [wholeView(3, 2), { rowOf: [0, 0, 1], columnOf: [0, 1] }], { threshold: 5 })
 *
 * Source: Hundepool et al. (2012), Statistical Disclosure Control, § 4.2–4.4; Fischetti & Salazar (2001) for the
 * attacker's problem and protection levels. The pattern is found by a greedy search that is then thinned out, so it is
 * small but not always the smallest.
 */
export function suppressTables(
  counts: number[][],
  views: TableView[],
  { threshold, whole = 'hide', apart = [] }: SuppressOptions,
): TableSuppression[] {
  check(counts, threshold)
  if (counts.length === 0 || counts[0].length === 0) return views.map(() => nothing)
  const items = itemsOf(counts, views)
  const tables = views.map((view, at) => tableOf(items, view, at))
  const values = items.map(({ value }) => value)
  const gives = disclosing(items, views, { threshold, whole, apart })
  const why = gives.cells(values)
  const attacker = attackerOf(counts, views, items)
  const { hidden, told } = hidingPattern({
    ...{ counts, items, disclosing: gives, threshold },
    apart: views.length === 1 ? (apart[0] ?? {}) : { column: apart[0]?.column },
  })
  const ranges = items.map((_, at) => (hidden[at] ? attacker.range(at, hidden) : undefined))
  const safe = ranges.every((range) => !range || range.upper - range.lower >= threshold)
  return views.map((_, view) => ({
    hidden: tables[view].map((line, row) =>
      line.map((_, column) => hidden[placeOf(items, view, row, column)]),
    ),
    cells: items.flatMap((item, at): HiddenCell[] =>
      item.view === view && hidden[at]
        ? [
            {
              ...{ row: item.row, column: item.column, why: why.get(at) ?? 'complementary' },
              ...ranges[at]!,
              told: told?.[at] ?? ranges[at]!,
            },
          ]
        : [],
    ),
    whole: gives.whole(values, view),
    safe,
    method,
  }))
}

const method = 'smallest and largest count that fits everything shown, in whole numbers'
const nothing: TableSuppression = {
  ...{ hidden: [], cells: [], whole: { rows: [], columns: [] }, safe: true },
  method,
}

function check(counts: number[][], threshold: number): void {
  if (!Number.isInteger(threshold) || threshold < 1)
    throw new RangeError(`suppress: expected a threshold of a whole number above 0, found ${threshold}`)
  counts.forEach((line, row) => {
    if (line.length !== counts[0].length)
      throw new RangeError(`row ${row + 1}: expected ${counts[0].length} columns, found ${line.length}`)
    for (const count of line)
      if (!Number.isInteger(count) || count < 0)
        throw new RangeError(`suppress: expected whole counts of 0 or more, found ${count}`)
  })
}

/** One table is a question of flows; several together are one of equations. */
function attackerOf(counts: number[][], views: TableView[], items: Item[]): Attacker {
  const alone = views.length === 1 && items.every(({ members }) => members.length === 1)
  return alone && items.every(({ members }, at) => members[0] === at)
    ? tableAttacker(counts)
    : viewsAttacker(counts, items)
}

function tableOf(items: Item[], { rowOf, columnOf }: TableView, view: number): number[][] {
  return Array.from({ length: sizeOf(rowOf) }, (_, row) =>
    Array.from({ length: sizeOf(columnOf) }, (_, column) => items[placeOf(items, view, row, column)].value),
  )
}

function placeOf(items: Item[], view: number, row: number, column: number): number {
  return items.findIndex((item) => item.view === view && item.row === row && item.column === column)
}
