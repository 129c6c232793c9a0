import type { ChangedValue, QueuedDisagreement } from '@pejling/association'
import type { Judgement, Variable } from '@pejling/indicators'
import type { Words } from '#lib/words/words.ts'

/** Who gave the code: only one of the two, or both in other places. */
export function whoInWords({ kind, first }: QueuedDisagreement, words: Words): string {
  return words.say(
    kind === 'extent'
      ? 'agreement.who.extent'
      : first.length
        ? 'agreement.who.first'
        : 'agreement.who.second',
  )
}

/** What a unit's value would be by whose coding stands. */
export function changeInWords({ variable, unit, first, second }: ChangedValue, words: Words): string {
  return words.say('agreement.change', {
    ...{ variable: words.text(variable.label), unit },
    first: valueInWords(variable, first, words),
    second: valueInWords(variable, second, words),
  })
}

/** A category by its label; none is a unit that cannot be coded. */
export function valueInWords(variable: Variable, value: string | undefined, words: Words): string {
  if (value === undefined) return words.say('agreement.value.notCodable')
  const category = variable.categories?.find(({ id }) => id === value)
  return category ? words.text(category.label) : value
}

/** What there is to choose between: where only one gave the code, it stands or it goes. */
export function keepChoices(
  { kind, first }: QueuedDisagreement,
  words: Words,
): { value: string; label: string; hint: string }[] {
  if (kind === 'extent')
    return (['first', 'second', 'both', 'neither'] as const).map((value) => ({
      value,
      label: words.say(`agreement.keep.${value}`),
      hint: words.say(`agreement.keep.${value}.hint`),
    }))
  const [stands, goes] = first.length ? (['first', 'second'] as const) : (['second', 'first'] as const)
  return [
    { value: stands, label: words.say('agreement.keep.stands'), hint: words.say(`agreement.keep.${stands}`) },
    { value: goes, label: words.say('agreement.keep.goes'), hint: words.say(`agreement.keep.${goes}`) },
  ]
}

/** What coders judged, one after the other. */
export function judgedInWords(variable: Variable, judged: readonly Judgement[], words: Words): string {
  return words.list(judged.map(({ coder, value }) => `${coder}: ${valueInWords(variable, value, words)}`))
}
