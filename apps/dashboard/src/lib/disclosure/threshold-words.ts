import type { HeldThreshold, Study } from '@pejling/indicators'
import type { Words } from '#lib/words/words.ts'

/** `3 institutioner` */
export function thresholdInWords(
  { unit, threshold }: HeldThreshold,
  units: Study['units'],
  words: Words,
): string {
  const plural = words.text(units.find(({ id }) => id === unit)!.plural)
  return words.say('disclosure.threshold', { threshold: words.number(threshold), units: plural })
}

/** `det sædvanlige`, `besluttet 21. november 2026` */
export function whereFrom({ from, day }: HeldThreshold, words: Words): string {
  // Noon, so that the day is the same one everywhere in Europe.
  return from === 'decided'
    ? words.say('disclosure.from.decided', { day: words.day(new Date(`${day}T12:00:00Z`)) })
    : words.say(`disclosure.from.${from}`)
}
