import type { Codebook } from '@pejling/indicators'
import type { Moved, MovedNumber } from '@pejling/warehouse'
import { findVariable } from './variable-words.ts'
import type { Words } from '#lib/words/words.ts'

/** A number of a variable before and after: `antal sjældent: 12 → 14`. */
export function movedNumberInWords(
  { measure, of, before, after }: MovedNumber,
  codebook: Codebook,
  variable: string,
  words: Words,
): string {
  const known = findVariable(codebook, variable)
  const category = known?.categories?.find(({ id }) => id === of)
  const named = category ? words.text(category.label) : of ? (words.find(`rows.missing.${of}`) ?? of) : ''
  const whole = measure === 'n' || measure === 'count' || measure === 'missing'
  const number = (value: number | null) =>
    value === null ? words.say('compare.finding.none') : words.number(value, whole ? 0 : known?.decimals)
  return words.say('compare.number.moved', {
    what: words.say(`compare.number.${measure}`, { of: named }),
    before: number(before),
    after: number(after),
  })
}

/** A change with its sign: `+0,12`, `-3`; nothing where it may not be seen. */
export function changeInWords(
  { change }: Pick<Moved, 'change'>,
  decimals: number | undefined,
  words: Words,
): string {
  if (change === null) return words.say('compare.hidden')
  return `${change > 0 ? '+' : ''}${words.number(change, decimals)}`
}
