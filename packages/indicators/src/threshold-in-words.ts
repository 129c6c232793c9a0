import { isOpen } from './disclosure.ts'
import type { Study } from './study.ts'
import type { Text } from './text.ts'
import { type HeldThreshold, heldThresholds } from './threshold.ts'

/**
 * The smallest counts a study is shown with, a line for each unit, for whoever takes its numbers along; none of an open
 * study, of which all counts are shown.
 *
 * @example thresholdLines(study)[0].en // '4 institutions (decided 2026-11-21: the municipalities asked for it)'
 */
export function thresholdLines(study: Study): Text[] {
  return isOpen(study) ? [] : heldThresholds(study).map((held) => thresholdInWords(study, held))
}

/** The same of one unit, whatever the study is. */
export function thresholdInWords({ units }: Pick<Study, 'units'>, held: HeldThreshold): Text {
  const { plural } = units.find(({ id }) => id === held.unit)!
  return { da: inLanguage(held, plural, 'da'), en: inLanguage(held, plural, 'en') }
}

function inLanguage(
  { threshold, from, day, reason }: HeldThreshold,
  plural: Text,
  language: keyof Text,
): string {
  const where = { ...words[language], decided: `${words[language].decided} ${day}` }[from]
  return `${threshold} ${plural[language]} (${where}${reason ? `: ${reason[language].replace(/\.$/, '')}` : ''})`
}

const words = {
  da: { usual: 'det sædvanlige', study: 'studiets egen fil', decided: 'besluttet' },
  en: { usual: 'the usual one', study: 'the study’s own file', decided: 'decided' },
}
