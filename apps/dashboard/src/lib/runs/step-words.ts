import type { Text } from '@pejling/indicators'
import { sentenceStart } from '@pejling/figures'
import type { Words } from '#lib/words/words.ts'

/** What the studies of the live edition call themselves, their units and their rounds. */
export type StudyNames = Record<
  string,
  { title: Text; units: Record<string, Text>; rounds: Record<string, Text> }
>

/** A step as the ledger names it. */
export type NamedStep = { name: string; study?: string | null; unit?: string | null; round?: string | null }

/** A study's title, or its id where the live edition does not know it. */
export function studyTitle(study: string, names: StudyNames, words: Words): string {
  return names[study] ? words.text(names[study].title) : study
}

/** A round's label, or its id. */
export function roundLabel(study: string, round: string, names: StudyNames, words: Words): string {
  const label = names[study]?.rounds[round]
  return label ? words.text(label) : round
}

/** A step without its study: `Institution, 2. runde`, `Trykte tabeller`; its name as it is where nothing better is known. */
export function stepLabel({ name, study, unit, round }: NamedStep, names: StudyNames, words: Words): string {
  const kind = kindOf(name)
  const known = study && unit ? names[study]?.units[unit] : undefined
  const of = unit ? (known ? words.text(known) : unit) : ''
  const label = words.find(unit ? `step.${kind}.unit` : `step.${kind}`, { unit: of })
  if (label === undefined) return name
  const whole = sentenceStart(label)
  return study && round ? `${whole}, ${roundLabel(study, round, names, words)}` : whole
}

/** A step with its study's folder, as it stands alone in a sentence or a row: `Institution · kora-2017`. */
export function stepTitle(step: NamedStep, names: StudyNames, words: Words): string {
  const label = stepLabel(step, names, words)
  return step.study ? `${label} · ${step.study}` : label
}

/** What a step is one of: `Spørgeskemafiler`. */
export function kindLabel(name: string, words: Words): string {
  return words.find(`step.kind.${kindOf(name)}`) ?? kindOf(name)
}

function kindOf(name: string): string {
  return name.split('/')[0]
}
