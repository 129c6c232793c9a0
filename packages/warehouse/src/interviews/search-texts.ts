import {
  type Filter,
  type PassagePart,
  passageParts,
  type Suppression,
  type TextRange,
  type TextRefusal,
  type Viewer,
} from '@pejling/indicators'
import type { Edition } from '../edition.ts'
import { filteredSources } from './interview-facets.ts'
import { openInterviews, type Reading } from './interview-study.ts'
import type { SourceFacts } from './source-facts.ts'
import { stemOf, type TextIndex, textIndex, wordsOf } from './text-index.ts'

/** A place in a text where what was searched for stands; `hits` lie within it. */
export type TextHit = TextRange & {
  /** The line the first of them is in, from 1. */
  line: number
  parts: (PassagePart & { hit?: boolean })[]
}

export type TextFound = { source: SourceFacts; n: number; hits: TextHit[] }

export type TextSearch = {
  study: string
  q: string
  /** Most hits first. */
  sources: TextFound[]
  /** How many hits there are in how many interviews. */
  n: number
  interviews: number
  refused?: TextRefusal
  withheld?: Suppression
}

type Question = {
  study: string
  q: string
  where?: readonly Filter[]
  /** So many sources, and so many places in each. */
  limit?: number
  places?: number
}

/** So many code points before and after a hit are shown with it; hits that are nearer are shown together. */
const around = 90

/**
 * Searches a study's texts by the stems of the words: all of them must stand in a text, in any form; `"små grupper"` one
 * after the other, `sprog*` whatever begins so. What is masked is not found. One who may not read the texts is told
 * nothing of what is in them.
 *
 * @throws `unknown study|interviews|filter: …`
 */
export async function searchTexts(
  edition: Edition,
  { study, q, where, limit = 20, places = 3 }: Question,
  reading: Reading,
  viewer?: Viewer,
): Promise<TextSearch> {
  const { withheld } = await openInterviews(edition, study, viewer)
  const nothing = { study, q, sources: [], n: 0, interviews: 0 }
  if (withheld) return { ...nothing, withheld }
  if ('refused' in reading) return { ...nothing, refused: reading.refused }
  const index = await textIndex(edition, study)
  const terms = termsOf(q).map((term) => stemsOf(term, index))
  if (terms.length === 0) return nothing
  const sources = new Map((await filteredSources(edition, study, where)).map((one) => [one.source, one]))
  const found = index.texts.flatMap(({ source: id, words }) => {
    const source = sources.get(id)
    if (!source) return []
    const masks = reading.masks.get(source.textHash ?? '') ?? []
    const n = countOf(words, terms, masks)
    return n ? [{ source, masks, words, n }] : []
  })
  const shown = found.toSorted((a, b) => b.n - a.n).slice(0, limit)
  const texts = await readTexts(
    edition,
    study,
    shown.map(({ source }) => source.source),
  )
  return {
    ...{ study, q },
    sources: shown.map(({ source, masks, words, n }) => ({
      ...{ source, n },
      hits: hitsOf(texts.get(source.source) ?? '', rangesOf(words, terms, masks), masks, places),
    })),
    n: found.reduce((sum, { n }) => sum + n, 0),
    interviews: new Set(found.map(({ source }) => source.interview)).size,
  }
}

type Term = { words: string[]; begins: boolean }

function termsOf(q: string): Term[] {
  return [...q.matchAll(/"([^"]*)"?|(\S+)/gu)].flatMap(([, phrase, word]) => {
    const words = wordsOf(phrase ?? word).slice(0, 12)
    return words.length ? [{ words, begins: phrase === undefined && word.endsWith('*') }] : []
  })
}

/** For each word of a term a mark at the number of every stem it may be. */
function stemsOf({ words, begins }: Term, { stems }: TextIndex): Uint8Array[] {
  return words.map((word, i) => {
    const marks = new Uint8Array(stems.size)
    const number = stems.get(stemOf(word))
    if (number !== undefined) marks[number] = 1
    if (!begins || i < words.length - 1) return marks
    const start = word.normalize('NFC').toLowerCase()
    for (const [stem, at] of stems) if (stem.startsWith(start)) marks[at] = 1
    return marks
  })
}

/** How many places the terms stand at; none if one of them does not. What is masked is no place. */
function countOf(words: Int32Array, terms: Uint8Array[][], masks: readonly TextRange[]): number {
  let n = 0
  for (const term of terms) {
    const before = n
    eachPlace(words, term, masks, () => n++)
    if (n === before) return 0
  }
  return n
}

function rangesOf(words: Int32Array, terms: Uint8Array[][], masks: readonly TextRange[]): TextRange[] {
  const found: TextRange[] = []
  for (const term of terms) eachPlace(words, term, masks, (start, end) => found.push({ start, end }))
  return found.toSorted((a, b) => a.start - b.start || b.end - a.end)
}

function eachPlace(
  words: Int32Array,
  term: Uint8Array[],
  masks: readonly TextRange[],
  told: (start: number, end: number) => void,
): void {
  const [first, ...rest] = term
  for (let at = 0; at + 3 * term.length <= words.length; at += 3) {
    if (!first[words[at]] || !rest.every((marks, i) => marks[words[at + 3 * (i + 1)]])) continue
    const [from, to] = [words[at + 1], words[at + 3 * term.length - 1]]
    if (!masks.some(({ start, end }) => start < to && from < end)) told(from, to)
  }
}

async function readTexts(edition: Edition, study: string, sources: string[]): Promise<Map<string, string>> {
  const found = await edition.query<{ source: string; text: string }>(
    `SELECT source, text FROM interview_source_text
     WHERE study = $study AND source IN (SELECT unnest(from_json($sources, '["VARCHAR"]')))`,
    { study, sources: JSON.stringify(sources) },
  )
  return new Map(found.map(({ source, text }) => [source, text]))
}

function hitsOf(
  text: string,
  ranges: TextRange[],
  masks: Parameters<typeof passageParts>[2],
  places: number,
): TextHit[] {
  const points = [...text]
  const groups: TextRange[][] = []
  for (const range of ranges) {
    const last = groups.at(-1)
    if (last && range.start - last.at(-1)!.end < around) last.push(range)
    else if (groups.length < places) groups.push([range])
    else break
  }
  return groups.map((group) => {
    const start = wordEdge(points, group[0].start - around, 1)
    const end = wordEdge(points, group.at(-1)!.end + around, -1)
    const parts: TextHit['parts'] = []
    let at = start
    for (const range of group) {
      if (range.start < at) continue
      parts.push(...passageParts(points.slice(at, range.start).join(''), at, masks))
      parts.push({ text: points.slice(range.start, range.end).join(''), hit: true })
      at = range.end
    }
    parts.push(...passageParts(points.slice(at, end).join(''), at, masks))
    const line = points.slice(0, group[0].start).filter((point) => point === '\n').length + 1
    return { start: group[0].start, end: group.at(-1)!.end, line, parts }
  })
}

/** The nearest place between words, that way on. */
function wordEdge(points: string[], at: number, step: 1 | -1): number {
  if (at <= 0) return 0
  if (at >= points.length) return points.length
  let edge = at
  while (edge > 0 && edge < points.length && !/\s/u.test(points[edge - 1])) edge += step
  return edge
}
