import type { Codebook, Variable } from '@pejling/indicators'
import { inSentence } from '@pejling/figures'
import type { Words } from '#lib/words/words.ts'

/** The variable of that name; nothing if neither edition's codebook has it. */
export function findVariable({ variables }: Codebook, id: string): Variable | undefined {
  return variables.find((variable) => variable.id === id)
}

export function variableInWords(codebook: Codebook, id: string, words: Words): string {
  const found = findVariable(codebook, id)
  return found ? words.text(found.label) : id
}

/** `Tildelingsmodel og systematik i opsporing` */
export function relationInWords(codebook: Codebook, x: string, y: string, words: Words): string {
  return words.say('compare.relation.of', {
    x: variableInWords(codebook, x, words),
    y: inSentence(variableInWords(codebook, y, words)),
  })
}

/** What is in a cell of a row: a category by its label, a number as the language writes it. */
export function valueInWords(
  variable: Variable | undefined,
  { value, missing }: { value: string | number | null; missing?: string },
  words: Words,
): string {
  if (value === null)
    return missing ? (words.find(`rows.missing.${missing}`) ?? missing) : words.say('compare.empty')
  if (typeof value === 'number') return words.number(value, variable?.decimals)
  const category = variable?.categories?.find(({ id }) => id === value)
  return category ? words.text(category.label) : value
}
