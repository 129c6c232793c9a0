import type { Crosstab, Unit } from '@pejling/indicators'
import type { CellDoor } from '../drawing/crosstab-options.ts'
import type { Words } from '../words/words.ts'
import { countOf } from './seen.ts'
import type { Told } from './told.ts'

/** What each cell of a figure says when it is pointed at or focused, and where it leads: to what it was counted from. */
export function cellDoors(
  { rows, columns, counts }: Crosstab,
  { links = [], others }: Pick<Told, 'links' | 'others'>,
  unit: Unit,
  words: Words,
): CellDoor[][] {
  return rows.map((row, i) => {
    const base = counts[i].reduce((sum, count) => sum + count, 0)
    return columns.map((column, j) => ({
      href: links[i]?.[j]?.href,
      words: marked(others?.table?.counts[i]?.[j], words, {
        row: words.text(row.label),
        column: words.text(column.label),
        count: words.number(counts[i][j]),
        units: countOf(base, unit, words),
        share: words.share(base ? counts[i][j] / base : 0),
      }),
    }))
  })
}

/** A count that others do not see says so wherever it is told. */
function marked(isHidden: boolean | undefined, words: Words, named: Record<string, string>): string {
  const told = words.say('relation.figure.cell', named)
  return isHidden ? `${told}. ${words.say('others.mark')}` : told
}
