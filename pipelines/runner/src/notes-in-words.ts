import { codeNames, passageText, type PassagePart, type Study } from '@pejling/indicators'
import type { CondensationList, MemoAbout, MemoList } from '@pejling/warehouse'
import { hiddenInWords, refusalInWords } from './interviews-in-words.ts'

/** Condensations one after the other: whom and what it is about, who wrote it when, the words, and what it rests on. */
export function condensationsInWords(
  { condensations, n, refused, withheld }: CondensationList,
  study: Study,
): string {
  if (withheld) return hiddenInWords(withheld, study)
  return [
    `${n} condensations`,
    ...(refused ? [refusalInWords(refused)] : []),
    ...condensations.map(({ unit, subject, source, code, author, created, text, excerpts, written }) =>
      [
        [
          unit ?? subject ?? 'no unit',
          ...(source ? [source.name ?? `interview ${source.position + 1}`] : []),
          codeNames(code).join(' > '),
          author ?? 'nobody said',
          ...(created ? [created] : []),
          ...(written && written.by !== author ? [`changed by ${written.by}`] : []),
          ...(excerpts.length ? [`rests on ${excerpts.join(' ')}`] : []),
        ].join('  '),
        ...(text ? [`  ${words(text)}`] : []),
      ].join('\n'),
    ),
  ].join('\n')
}

/** Memos one after the other: what they are about, by whom and when, and the words. */
export function memosInWords({ memos, n, refused, withheld }: MemoList, study: Study): string {
  if (withheld) return hiddenInWords(withheld, study)
  return [
    `${n} memos`,
    ...(refused ? [refusalInWords(refused)] : []),
    ...memos.map(({ kind, about, author, created, title, text }) =>
      [
        [
          kind,
          about.map(aboutInWords).join(', '),
          author ?? 'nobody said',
          ...(created ? [created] : []),
        ].join('  '),
        ...(title ? [`  “${words(title)}”`] : []),
        ...(text ? [`  ${words(text)}`] : []),
      ].join('\n'),
    ),
  ].join('\n')
}

function aboutInWords(one: MemoAbout): string {
  if (one.kind === 'project') return 'the project'
  if (one.kind === 'code') return `code ${codeNames(one.code).join(' > ')}`
  if (one.kind === 'source') return `interview ${one.source.name ?? one.source.position + 1}`
  if (one.kind === 'case') return `case ${one.name ?? one.unit ?? one.case + 1}`
  if (one.kind === 'excerpt') return `excerpt ${one.excerpt}`
  return `coding of ${one.excerpt} with ${codeNames(one.code).join(' > ')}`
}

function words(parts: readonly PassagePart[]): string {
  return passageText(parts, (kind) => `[${kind}]`)
    .replace(/\s+/g, ' ')
    .trim()
}
