import type { PreviewCell, Variable } from '@pejling/indicators'
import { missingReasons } from '@pejling/indicators'
import type { Words } from '#lib/words/words.ts'

/** A cell as it will stand in the table: a category by its name, a reason in words, a text by its length. */
export function previewCell(cell: PreviewCell, variable: Variable | undefined, words: Words): string {
  if (cell === null) return ''
  if (typeof cell === 'object')
    return 'missing' in cell
      ? words.text(missingReasons[cell.missing])
      : words.say('preview.length', { n: cell.length })
  if (typeof cell === 'number') return words.number(cell, variable?.decimals)
  const label = variable?.categories?.find(({ id }) => id === cell)?.label
  return label ? words.text(label) : cell
}
