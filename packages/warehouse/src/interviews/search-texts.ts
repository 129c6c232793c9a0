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
    const ranges = rangesOf(words, terms, masks)
    return ranges ? [{ source, masks, ranges }] : []
  })
  const shown = found.toSorted((a, b) => b.ranges.length - a.ranges.length).slice(0, limit)
  const texts = await readTexts(
    edition,
    study,
    shown.map(({ source }) => source.source),
  )
  return {
    ...{ study, q },
    sources: shown.map(({ source, masks, ranges }) => ({
      ...{ source, n: ranges.length },
      hits: hitsOf(texts.get(source.source) ?? '', ranges, masks, places),
    })),
    n: found.reduce((sum, { ranges }) => sum + ranges.length, 0),
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

/** For each word of a term the numbers of the stems it may be. */
function stemsOf({ words, begins }: Term, { stems }: TextIndex): Set<number>[] {
  return words.map((word, i) => {
    if (begins && i === words.length - 1) {
      const start = word.normalize('NFC').toLowerCase()
      return new Set([...stems].flatMap(([stem, number]) => (stem.startsWith(start) ? number : [])))
    }
    const number = stems.get(stemOf(word))
    return new Set(number === undefined ? [] : [number])
  })
}

/** Where the terms stand, in the order of the text; nothing if one of them does not. */
function rangesOf(
  words: Int32Array,
  terms: Set<number>[][],
  masks: readonly TextRange[],
): TextRange[] | undefined {
  const found: TextRange[] = []
  for (const term of terms) {
    const before = found.length
    for (let at = 0; at + 3 * term.length <= words.length; at += 3) {
      if (!term[0].has(words[at])) continue
      if (!term.every((stems, i) => stems.has(words[at + 3 * i]))) continue
      const range = { start: words[at + 1], end: words[at + 3 * term.length - 1] }
      if (!masks.some(({ start, end }) => start < range.end && range.start < end)) found.push(range)
    }
    if (found.length === before) return undefined
  }
  return found.toSorted((a, b) => a.start - b.start || b.end - a.end)
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
