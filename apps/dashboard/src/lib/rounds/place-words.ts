import { sentenceStart } from '#lib/relation/seen.ts'
import { roundLabel, type StudyNames } from '#lib/runs/step-words.ts'
import type { Words } from '#lib/words/words.ts'

type Placed = { study: string; round: string | null; unit: string }

/** What a file is of: `Institution, forår 2026`, `Kommune`. */
export function placeTitle({ study, round, unit }: Placed, names: StudyNames, words: Words): string {
  const label = names[study]?.units[unit]
  const name = sentenceStart(label ? words.text(label) : unit)
  return round === null ? name : `${name}, ${roundLabel(study, round, names, words)}`
}
