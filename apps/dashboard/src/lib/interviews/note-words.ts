import type { CodeVersion, MemoAbout } from '@pejling/warehouse'
import { codeInWords, codeName, sourceInWords } from './interview-words.ts'
import type { Words } from '#lib/words/words.ts'

/** When something was written; what is no date is shown as it stands. */
export function writtenAt(at: string, words: Words): string {
  const day = new Date(at)
  return Number.isNaN(day.getTime()) ? at : words.day(day)
}

/** What a memo is about. */
export function memoAboutInWords(about: MemoAbout, words: Words): string {
  if (about.kind === 'project') return words.say('memos.about.project')
  if (about.kind === 'code') return codeInWords(about.code)
  if (about.kind === 'source') return sourceInWords(about.source, words)
  if (about.kind === 'coding') return words.say('memos.about.coding', { code: codeName(about.code) })
  if (about.kind === 'case')
    return words.say('memos.about.case', { name: about.name ?? about.unit ?? words.number(about.case + 1) })
  return words.say('memos.about.excerpt', {
    source: about.source ? sourceInWords(about.source, words) : words.say('interviews.source'),
  })
}

/** The names in `memoAboutInWords` that are the project's own. */
export function memoNames(about: MemoAbout): string[] {
  if (about.kind === 'code') return [codeInWords(about.code)]
  if (about.kind === 'coding') return [codeName(about.code)]
  if (about.kind === 'case') return [about.name ?? '']
  return 'source' in about ? [about.source?.name ?? ''] : []
}

/** What happened to a code: `Omdøbt fra »Citater« til »Citater til rapporten«`. */
export function versionInWords(
  { kind, from, to }: Pick<CodeVersion, 'kind'> & { from: string; to: string },
  words: Words,
): string {
  return words.say(`versions.kind.${kind}`, { from: codeInWords(from), to: codeInWords(to) })
}
