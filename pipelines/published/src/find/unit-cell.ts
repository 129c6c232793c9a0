import type { Variable } from '@pejling/indicators'
import { isCategorical, isNumber } from '@pejling/warehouse'

/**
 * What a cell of a unit's file says, read as the survey reads it: a category becomes its id, a number a plain one. A
 * text that is neither stays as it is; nothing if the cell is empty or gives a missing reason.
 *
 * @example readCell(colour, ' Rød') // 'red'
 */
export function readCell(variable: Variable, cell: string | undefined): string | undefined {
  const text = (cell ?? '').trim()
  const missing = Object.keys(variable.reading?.missing ?? {}).some((mark) => mark.trim() === text)
  if (text === '' || missing) return undefined
  if (isCategorical(variable)) return categoryOf(variable, text) ?? text
  return isNumber(variable) ? (numberOf(variable, text) ?? text) : text
}

/** The texts of a variable's categories that can be read as numbers. */
export function codesOf({ categories = [], reading }: Variable): number[] {
  const texts = [...categories.map(({ id }) => id), ...Object.keys(reading?.values ?? {})]
  return texts.filter((text) => text.trim() !== '' && !Number.isNaN(Number(text))).map(Number)
}

/** Known by a text the codebook lists, by its name, or by its label in either language. */
function categoryOf({ categories = [], reading }: Variable, text: string): string | undefined {
  const isText = (word: string) => word.trim().toLowerCase() === text.toLowerCase()
  const listed = Object.entries(reading?.values ?? {}).findLast(([word]) => isText(word))
  if (listed) return listed[1]
  const named = categories.findLast(({ id }) => isText(id))
  return (named ?? categories.findLast(({ label }) => isText(label.da) || isText(label.en)))?.id
}

function numberOf({ reading }: Variable, text: string): string | undefined {
  const { decimal = '.', thousands } = reading ?? {}
  const bare = thousands ? text.replaceAll(thousands, '') : text
  const plain = decimal === '.' ? bare : bare.replace(decimal, '.')
  return /^[-+]?\d+(\.\d+)?$/.test(plain) ? String(Number(plain)) : undefined
}
