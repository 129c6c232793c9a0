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
import { type CodePoints, codePoints } from './code-points.ts'
import { filteredSources } from './interview-facets.ts'
import { openInterviews, type Reading } from './interview-study.ts'
import type { SourceFacts } from './source-facts.ts'
import { stemOf, type TextIndex, textIndex, wordsOf } from './text-index.ts'

/** A place in a text where what was searched for stands; `hits` lie within it. */
export type TextHit = TextRange & {
  /** The line the first of them is in, from 1. */
  line: number
  /** Does the text go on before what is shown, and after it? */
  cut: { before: boolean; after: boolean }
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
 * after the other, `sprog*` whatever begins so (the last word in quotation marks too). What is masked is not found. One who may not read the texts is told
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
  const masked = index.sources.map((id) => reading.masks.get(sources.get(id)?.textHash ?? '') ?? [])
  const counts = terms.map((term) => countPlaces(index, term, masked))
  const found = index.sources.flatMap((id, text) => {
    const source = sources.get(id)
    if (!source || counts.some((places) => places[text] === 0)) return []
    return { source, text, n: counts.reduce((sum, places) => sum + places[text], 0) }
  })
  const shown = found.toSorted((a, b) => b.n - a.n).slice(0, limit)
  const texts = await readTexts(
    edition,
    study,
    shown.map(({ source }) => source.source),
  )
  return {
    ...{ study, q },
    sources: shown.map(({ source, text, n }) => ({
      ...{ source, n },
      hits: hitsOf(
        texts.get(source.source) ?? '',
        rangesOf(index, terms, text, masked[text]),
        masked[text],
        places,
      ),
    })),
    n: found.reduce((sum, { n }) => sum + n, 0),
    interviews: new Set(found.map(({ source }) => source.interview)).size,
  }
}

/** Reads the words of a study's texts, so that the first search finds them read. What goes wrong is for the search to say. */
export async function prepareSearch(edition: Edition, study: string): Promise<void> {
  await textIndex(edition, study).catch(() => undefined)
}

/** Words that stand one after the other, the last perhaps only begun. */
export type Term = { words: string[]; begins: boolean }

/** What is searched for: words, and phrases in quotation marks. */
export function termsOf(q: string): Term[] {
  return [...q.matchAll(/"([^"]*)"?|(\S+)/gu)].flatMap(([, phrase, word]) => {
    const words = wordsOf(phrase ?? word).slice(0, 12)
    return words.length ? [{ words, begins: (phrase ?? word).endsWith('*') }] : []
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

/** How many places a term stands at in each text. What is masked is no place. */
function countPlaces(
  index: TextIndex,
  term: readonly Uint8Array[],
  masked: readonly (readonly TextRange[])[],
): Int32Array {
  const { from, first, places } = index
  const counts = new Int32Array(index.sources.length)
  const [lead, at] = rarest(index, term)
  for (const stem of lead) {
    let text = 0
    for (let i = first[stem]; i < first[stem + 1]; i++) {
      const word = places[i] - at
      while (places[i] >= from[text + 1]) text++
      if (standsAt(index, term, word, text, masked[text])) counts[text]++
    }
  }
  return counts
}

/** The stems of the word of a term that stands at the fewest places, and which word of it that is. */
function rarest({ first }: TextIndex, term: readonly Uint8Array[]): [stems: number[], at: number] {
  const stems = term.map((marks) => [...marks.keys()].filter((stem) => marks[stem]))
  const placesOf = (own: number[]) => own.reduce((sum, stem) => sum + first[stem + 1] - first[stem], 0)
  const counts = stems.map(placesOf)
  const at = counts.indexOf(Math.min(...counts))
  return [stems[at], at]
}

function standsAt(
  { from, stem, start, end }: TextIndex,
  term: readonly Uint8Array[],
  word: number,
  text: number,
  masks: readonly TextRange[],
): boolean {
  if (word < from[text] || word + term.length > from[text + 1]) return false
  for (let i = 0; i < term.length; i++) if (!term[i][stem[word + i]]) return false
  const last = word + term.length - 1
  return masks.length === 0 || !masks.some((mask) => mask.start < end[last] && start[word] < mask.end)
}

/** Where the terms stand in one text. */
function rangesOf(
  index: TextIndex,
  terms: readonly Uint8Array[][],
  text: number,
  masks: readonly TextRange[],
): TextRange[] {
  const found: TextRange[] = []
  for (const term of terms)
    for (let word = index.from[text]; word < index.from[text + 1]; word++)
      if (standsAt(index, term, word, text, masks))
        found.push({ start: index.start[word], end: index.end[word + term.length - 1] })
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
  const points = codePoints(text)
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
      parts.push(...passageParts(points.slice(at, range.start), at, masks))
      parts.push({ text: points.slice(range.start, range.end), hit: true })
      at = range.end
    }
    parts.push(...passageParts(points.slice(at, end), at, masks))
    const line = points.slice(0, group[0].start).split('\n').length
    return {
      start: group[0].start,
      end: group.at(-1)!.end,
      line,
      cut: { before: start > 0, after: end < points.length },
      parts,
    }
  })
}

/** The nearest place between words, that way on. */
function wordEdge(points: CodePoints, at: number, step: 1 | -1): number {
  if (at <= 0) return 0
  if (at >= points.length) return points.length
  let edge = at
  while (edge > 0 && edge < points.length && !/\s/u.test(points.slice(edge - 1, edge))) edge += step
  return edge
}
