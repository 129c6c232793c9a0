import { sentenceStart } from '@pejling/figures'
import type { StudyNames } from '#lib/runs/step-words.ts'
import type { Words } from '#lib/words/words.ts'

/** A table of an edition by what it holds: `unit institution` is `Institution`, `published_cell` is `Trykte celler`. */
export function tableInWords(study: string, table: string, names: StudyNames, words: Words): string {
  const unit = /^unit (.*)$/.exec(table)?.[1]
  const known = unit === undefined ? undefined : names[study]?.units[unit]
  return sentenceStart(known ? words.text(known) : (words.find(`edition.table.${table}`) ?? unit ?? table))
}
