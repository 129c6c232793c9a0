import type { Crosstab, Unit } from '@pejling/indicators'
import type { CellDoor } from '../drawing/crosstab-options.ts'
import type { Words } from '../words/words.ts'
import { countOf } from './seen.ts'
import type { Told } from './told.ts'

/** What each cell of a figure says when it is pointed at or focused, and where it leads: to what it was counted from. */
export function cellDoors(
  { rows, columns, counts }: Crosstab,
  links: Told['links'] = [],
  unit: Unit,
  words: Words,
): CellDoor[][] {
  return rows.map((row, i) => {
    const base = counts[i].reduce((sum, count) => sum + count, 0)
    return columns.map((column, j) => ({
      href: links[i]?.[j]?.href,
      words: words.say('relation.figure.cell', {
        row: words.text(row.label),
        column: words.text(column.label),
        count: words.number(counts[i][j]),
        units: countOf(base, unit, words),
        share: words.share(base ? counts[i][j] / base : 0),
      }),
    }))
  })
}
