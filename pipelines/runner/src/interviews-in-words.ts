import {
  codeNames,
  type PassagePart,
  passageText,
  type Study,
  type Suppression,
  suppressionInWords,
  type TextRefusal,
} from '@pejling/indicators'
import type {
  CodeCard,
  CodeMatrix,
  ExcerptList,
  FoundExcerpt,
  NoteSearch,
  InterviewValues,
  OverlapList,
  SourceCard,
  SourceFacts,
  TextSearch,
} from '@pejling/warehouse'
import { aligned } from './output.ts'

/** A line for each value that a rule made. */
export function valuesInWords({ values, withheld }: InterviewValues, study: Study): string {
  if (withheld) return hiddenInWords(withheld, study)
  if (!values.length) return 'no rule makes values of these interviews'
  return aligned([
    ['unit', 'variable', 'value', 'rule', 'interviews', 'excerpts', 'coders'],
    ...values.map(({ unit, variable, value, missing, rule, version, interviews, n, coders }) => [
      ...[unit, variable, value ?? missing?.replaceAll('_', ' ') ?? '', `${rule}, version ${version}`],
      ...[String(interviews), String(n), coders.join(', ')],
    ]),
  ])
}

/** Codes down, columns across, in excerpts. */
export function matrixInWords(matrix: CodeMatrix, study: Study): string {
  if (matrix.withheld) return hiddenInWords(matrix.withheld, study)
  const { columns, rows, interviews, coded, excerpts, by } = matrix
  const numbers = columns.map((_, i) => i + 1)
  return [
    `${excerpts} excerpts in ${coded} of ${interviews} interviews, by ${by}`,
    aligned(
      [
        ['code', ...columns.map(({ key, label }) => label?.en ?? key ?? 'none'), 'total'],
        ...rows.map(({ name, depth, cells, total }) => [
          `${'  '.repeat(depth)}${name}`,
          ...cells.map((cell) => String(cell.excerpts)),
          String(total.excerpts),
        ]),
      ],
      { right: [...numbers, columns.length + 1] },
    ),
  ].join('\n')
}

export function codeCardInWords(card: CodeCard, study: Study): string {
  const { code, below, units, coders, together } = card
  const about = [
    names(code.code),
    ...(code.description ? [code.description] : []),
    ...card.versions.flatMap(({ kind, date, reason, moved }) =>
      moved.map(
        ({ from, to, codings }) =>
          `${date} ${kind}: ${names(from)} → ${names(to)}${codings === undefined ? '' : `, ${codings} codings`} (${reason.en})`,
      ),
    ),
  ]
  if (card.withheld) return [...about, hiddenInWords(card.withheld, study)].join('\n')
  return [
    ...about,
    `${card.excerpts} excerpts in ${card.interviews} interviews`,
    ...below.map((one) => `below: ${one.name}`),
    ...coders.map(({ coder, excerpts }) => `coder ${coder ?? 'not said'}: ${excerpts}`),
    ...units.map(({ unit, excerpts, interviews }) => `${unit ?? 'no unit'}: ${excerpts} in ${interviews}`),
    ...together.map(
      (pair) => `with ${names(pair.codes[1])}: ${pair.places} places, Jaccard ${pair.jaccard.toFixed(2)}`,
    ),
  ].join('\n')
}

export function sourceInWords(card: SourceCard, study: Study): string {
  if (!card.source) return card.withheld ? hiddenInWords(card.withheld, study) : ''
  const places = card.places.map(
    ({ at, codes }) =>
      `${at.start ?? ''}–${at.end ?? ''}  ${codes.map(({ code }) => names(code)).join('; ')}`,
  )
  const lines = card.lines?.map(
    ({ line, pieces }) => `${line}  ${pieces.map(({ parts }) => words(parts)).join('')}`,
  )
  return [nameOf(card.source), ...(lines ?? [refusalInWords(card.refused)]), ...places].join('\n')
}

export function excerptsInWords(list: ExcerptList, study: Study): string {
  if (list.withheld) return hiddenInWords(list.withheld, study)
  return [
    `${list.n} excerpts in ${list.interviews} interviews`,
    ...(list.refused ? [refusalInWords(list.refused)] : []),
    ...list.excerpts.map(excerptInWords),
  ].join('\n')
}

export function searchInWords(found: TextSearch & { notes: NoteSearch }, study: Study): string {
  if (found.withheld) return hiddenInWords(found.withheld, study)
  if (found.refused) return refusalInWords(found.refused)
  return [
    `${found.n} places in ${found.interviews} interviews`,
    ...found.sources.flatMap(({ source, hits }) =>
      hits.map(({ line, parts }) => `${nameOf(source)}:${line}  ${oneLine(words(parts))}`),
    ),
    ...(found.notes.n ? [`${found.notes.n} notes`] : []),
    ...[...found.notes.condensations, ...found.notes.memos].map(
      ({ author, text = [] }) => `${author ?? 'nobody said'}  ${oneLine(words(text))}`,
    ),
  ].join('\n')
}

export function overlapInWords({ pairs, n, withheld }: OverlapList, study: Study): string {
  if (withheld) return hiddenInWords(withheld, study)
  return [
    `${n} pairs of codes at the same places`,
    aligned(
      [
        ['code', 'code', 'places', 'interviews', 'Jaccard'],
        ...pairs.map(({ codes: [a, b], places, interviews, jaccard }) => [
          ...[names(a), names(b), String(places), String(interviews), jaccard.toFixed(2)],
        ]),
      ],
      { right: [2, 3, 4] },
    ),
  ].join('\n')
}

function excerptInWords({ excerpt, source, at, line, codes, words: said }: FoundExcerpt): string {
  const place = `${nameOf(source)}${line === undefined ? '' : `:${line}`} ${at.start ?? ''}–${at.end ?? ''}`
  const given = [...new Set(codes.map(({ code }) => names(code)))].join('; ')
  return `${excerpt}  ${place}  ${given}${said ? `\n  ${oneLine(words(said))}` : ''}`
}

function nameOf({ name, position }: SourceFacts): string {
  return name ?? `interview ${position + 1}`
}

function names(code: string): string {
  return codeNames(code).join(' > ')
}

function words(parts: readonly PassagePart[]): string {
  return passageText(parts, (kind) => `[${kind}]`)
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** Why texts are not told. */
export function refusalInWords(why: TextRefusal | undefined): string {
  return why ? refusals[why] : 'no text'
}

const refusals: Record<TextRefusal, string> = {
  left: 'texts: left at home',
  nobody: 'texts: shown to nobody',
  role: 'texts: for researchers and those who may do more',
  right: 'texts: for those with the right to excerpts of the study',
}

/** Why counts are not told. */
export function hiddenInWords(why: Suppression, { units }: Study): string {
  const unit = units.find(({ id }) => id === why.values.unit) ?? units[0]
  return suppressionInWords(why, unit.plural).en
}
