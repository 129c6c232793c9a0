import { codeNames, type MaskKind, type PassagePart, passageText, type Unit } from '@pejling/indicators'
import type {
  CodeMatrix,
  FoundExcerpt,
  InterviewFacet,
  MatrixColumn,
  RuledValue,
  SourceFacts,
} from '@pejling/warehouse'
import type { Words } from '#lib/words/words.ts'

/** What a code is called with those above it. */
export function codeInWords(code: string): string {
  return codeNames(code).join(' › ')
}

/** The name of a code by itself. */
export function codeName(code: string): string {
  return codeNames(code).at(-1) ?? code
}

/** What a source is called; one that may not be named is called by its number. */
export function sourceInWords({ name, position }: SourceFacts, words: Words): string {
  return name ?? words.say('interviews.source.nth', { n: position + 1 })
}

/** Where an excerpt is in its source. */
export function placeInWords({ at, line }: FoundExcerpt, words: Words): string {
  if (at.kind === 'text') {
    const place = { start: words.number((at.start ?? 0) + 1), end: words.number(at.end ?? 0) }
    return line === undefined
      ? words.say('interviews.place.text', place)
      : words.say('interviews.place.line', { line, ...place })
  }
  if (at.kind === 'time')
    return words.say('interviews.place.time', {
      begin: words.duration(at.begin ?? 0),
      finish: words.duration(at.finish ?? 0),
    })
  return at.kind === 'region' && at.page !== undefined
    ? words.say('interviews.place.page', { page: at.page + 1 })
    : words.say(`interviews.place.${at.kind}`)
}

/** What stands for a masked passage. */
export function maskInWords(kind: MaskKind, words: Words): string {
  return words.say(`interviews.mask.${kind}`)
}

/** Words of a text on one line, for a label or a file. */
export function passageInWords(parts: readonly PassagePart[], words: Words): string {
  return passageText(parts, (kind) => maskInWords(kind, words))
    .replace(/\s+/g, ' ')
    .trim()
}

/** What a column of the matrix is called. */
export function columnInWords({ key, label }: MatrixColumn, at: number, by: string, words: Words): string {
  if (key === undefined) return words.say(by === 'coder' ? 'interviews.coder.none' : 'interviews.column.none')
  if (label) return words.text(label)
  return by === 'source' ? words.say('interviews.source.nth', { n: at + 1 }) : key
}

/** What the columns are. */
export function wayInWords(by: string, about: Unit, facets: readonly InterviewFacet[], words: Words): string {
  if (by === 'unit') return words.text(about.label)
  const label = facets.find(({ name }) => name === by)?.label
  if (label) return words.text(label)
  return words.find(`interviews.by.${by}`) ?? by
}

/** What the matrix shows, in a sentence or two: which code is given most and how it is spread. */
export function matrixSentence({ most, n, interviews, coded, excerpts }: CodeMatrix, words: Words): string {
  const common = {
    interviews: words.number(interviews),
    coded: words.number(coded),
    excerpts: words.number(excerpts),
  }
  if (!most) return words.say('interviews.sentence.none', common)
  return words.say('interviews.sentence', {
    ...common,
    code: most.name,
    most: words.number(most.excerpts),
    spread: words.number(most.columns),
    columns: words.number(n.columns),
  })
}

/** What a rule found and by what: its kind, version and base. */
export function ruleInWords({ rule, version, interviews, mentionedIn, n }: RuledValue, words: Words): string {
  return words.say('interviews.value.rule', {
    ...{ rule: words.find(`interviews.rule.${rule}`) ?? rule, version },
    ...{ interviews, mentioned: mentionedIn, excerpts: n },
  })
}
