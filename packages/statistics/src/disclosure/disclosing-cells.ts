import { type Item, sizeOf, type TableView } from './table-view.ts'

/**
 * Why a count must be hidden by itself: `small` (1 to threshold − 1; nobody and enough are no secret), or `whole`: all
 * of a row or column stand in one category, so that to know the group is to know the answer.
 */
export type WhyDisclosing = 'small' | 'whole'

/** The rows and columns of a table with all their units in one category, where there was more than one to stand in. */
export type WholeGroups = { rows: number[]; columns: number[] }

/** Rows and columns that are no categories but stand for missing values: to be in one of them tells nothing. */
export type Apart = { row?: number; column?: number }

/** The items of one view by its rows and by its columns, without those that stand for missing values. */
type Lines = { view: number; rows: number[][]; columns: number[][] }

/** What gives somebody away among the counts of all views: a function of the items' values, fast enough for thousands. */
export type Disclosing = {
  /** Items that must be hidden by themselves, with why. */
  cells: (values: ArrayLike<number>) => Map<number, WhyDisclosing>
  /** Rows and columns of a view that disclose although no count is small: 8 of 8. */
  whole: (values: ArrayLike<number>, view: number) => WholeGroups
}

/** `threshold` is the smallest count that may be shown, zero apart; whole groups are hidden too unless only flagged. */
export function disclosing(
  items: Item[],
  views: TableView[],
  { threshold, whole, apart }: { threshold: number; whole: 'hide' | 'flag'; apart: Apart[] },
): Disclosing {
  const lines = views.map((view, at) => linesOf(items, view, at, apart[at]))
  return {
    cells(values) {
      const found = new Map<number, WhyDisclosing>()
      for (let at = 0; at < items.length; at++)
        if (values[at] > 0 && values[at] < threshold) found.set(at, 'small')
      if (whole === 'flag') return found
      for (const own of lines) {
        const { rows, columns } = standing(own, values)
        for (const line of [...rows.map((i) => own.rows[i]), ...columns.map((j) => own.columns[j])]) {
          const at = line.find((item) => values[item] > 0)!
          if (!found.has(at)) found.set(at, 'whole')
        }
      }
      return found
    },
    whole: (values, view) => standing(lines[view], values),
  }
}

function linesOf(items: Item[], { rowOf, columnOf }: TableView, view: number, apart: Apart = {}): Lines {
  const rows = Array.from({ length: sizeOf(rowOf) }, (): number[] => [])
  const columns = Array.from({ length: sizeOf(columnOf) }, (): number[] => [])
  items.forEach((item, at) => {
    if (item.view !== view || item.row === apart.row || item.column === apart.column) return
    rows[item.row].push(at)
    columns[item.column].push(at)
  })
  return { view, rows, columns }
}

/** A table with all units in one row has no whole columns to speak of: there was nowhere else to stand. */
function standing({ rows, columns }: Lines, values: ArrayLike<number>): WholeGroups {
  const peopled = (line: number[]) => line.reduce((n, item) => n + (values[item] > 0 ? 1 : 0), 0)
  const whole = (lines: number[][], across: number[][]) =>
    across.filter((line) => peopled(line) > 0).length < 2
      ? []
      : lines.flatMap((line, at) => (peopled(line) === 1 ? [at] : []))
  return { rows: whole(rows, columns), columns: whole(columns, rows) }
}
