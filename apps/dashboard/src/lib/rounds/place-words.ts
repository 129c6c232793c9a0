import type { UploadKind } from '@pejling/ledger'
import { sentenceStart } from '@pejling/figures'
import { roundLabel, type StudyNames } from '#lib/runs/step-words.ts'
import type { Words } from '#lib/words/words.ts'

type Placed = { kind?: UploadKind; study: string; round: string | null; unit: string }

/** What a file is of: `Institution, forår 2026`, `Kommune`. */
export function placeTitle({ kind, study, round, unit }: Placed, names: StudyNames, words: Words): string {
  if (kind === 'interviews') return words.say('interviewUpload.title', { name: unit })
  const label = names[study]?.units[unit]
  const name = sentenceStart(label ? words.text(label) : unit)
  return round === null ? name : `${name}, ${roundLabel(study, round, names, words)}`
}
