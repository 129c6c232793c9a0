import type { PassagePart, Suppression, TextRefusal, Viewer, WrittenCondensation } from '@pejling/indicators'
import type { Edition } from '../edition.ts'
import { type Condensation, listCondensations } from './condensations.ts'
import type { Reading } from './interview-study.ts'
import { listMemos, type SeenMemo } from './memos.ts'
import { type Term, termsOf } from './search-texts.ts'
import { eachWord, stemOf } from './text-index.ts'

type Marked = readonly (PassagePart & { hit?: boolean })[]

/** The memos and condensations in which all words stand, with what was searched for marked. */
export type NoteSearch = {
  study: string
  q: string
  memos: (SeenMemo & { title?: Marked; text?: Marked })[]
  condensations: (Condensation & { text?: Marked })[]
  /** How many there are in all. */
  n: number
  refused?: TextRefusal
  withheld?: Suppression
}

/**
 * Searches what coders wrote as `searchTexts` searches what was said: the same words, in any form. Only what may be read is
 * looked through, so that guessing tells nothing of what is masked.
 *
 * @throws `unknown study|interviews: …`
 */
export async function searchNotes(
  edition: Edition,
  { study, q, limit = 50 }: { study: string; q: string; limit?: number },
  reading: Reading,
  viewer?: Viewer,
  written: readonly WrittenCondensation[] = [],
): Promise<NoteSearch> {
  const nothing = { study, q, memos: [], condensations: [], n: 0 }
  const held = await listMemos(edition, { study }, reading, viewer)
  if (held.withheld) return { ...nothing, withheld: held.withheld }
  if (held.refused) return { ...nothing, refused: held.refused }
  const terms = termsOf(q).map(seekTerm)
  if (terms.length === 0) return nothing
  const condensed = await listCondensations(edition, { study }, reading, viewer, written)
  const memos = held.memos.filter((one) => stands(terms, [one.title ?? [], one.text ?? []]))
  const condensations = condensed.condensations.filter((one) => stands(terms, [one.text ?? []]))
  return {
    ...{ study, q, n: memos.length + condensations.length },
    memos: memos.slice(0, limit).map(({ title, text, ...memo }) => ({
      ...memo,
      ...(title && { title: marked(terms, title) }),
      ...(text && { text: marked(terms, text) }),
    })),
    condensations: condensations
      .slice(0, limit)
      .map(({ text, ...one }) => ({ ...one, ...(text && { text: marked(terms, text) }) })),
  }
}

/** What the words of a term begin with, and whether a form is the nth of them. */
type Sought = { stems: string[]; fits: (form: string, nth: number) => boolean }

function seekTerm({ words, begins }: Term): Sought {
  const stems = words.map(stemOf)
  const start = words.at(-1)!.normalize('NFC').toLowerCase()
  return {
    // The Danish stemmer only takes endings away: a form begins with its stem.
    stems: stems.map((stem, i) =>
      begins && i === words.length - 1 && start.length < stem.length ? start : stem,
    ),
    fits: (form, nth) =>
      stemOf(form) === stems[nth] ||
      (begins && nth === words.length - 1 && form.normalize('NFC').toLowerCase().startsWith(start)),
  }
}

function stands(terms: readonly Sought[], texts: readonly (readonly PassagePart[])[]): boolean {
  const words = texts
    .flat()
    .map((part) => ('text' in part ? part.text.normalize('NFC').toLowerCase() : ''))
    .join('\n')
  return terms.every(
    (term) =>
      term.stems.every((stem) => words.includes(stem)) &&
      texts.flat().some((part) => 'text' in part && placesIn(part.text, term).length > 0),
  )
}

/** Where a term stands in a piece of text, in UTF-16 units: what lies on both sides of a masked passage is no place. */
function placesIn(text: string, { stems, fits }: Sought): { start: number; end: number }[] {
  const points = [...text]
  const units = (point: number) => points.slice(0, point).join('').length
  const words: { form: string; start: number; end: number }[] = []
  eachWord(text, (form, start, end) => words.push({ form, start, end }))
  return words.flatMap((word, i) =>
    stems.every((_, nth) => words[i + nth] !== undefined && fits(words[i + nth].form, nth))
      ? { start: units(word.start), end: units(words[i + stems.length - 1].end) }
      : [],
  )
}

function marked(
  terms: readonly Sought[],
  parts: readonly PassagePart[],
): (PassagePart & { hit?: boolean })[] {
  return parts.flatMap((part) => {
    if (!('text' in part)) return part
    const { text } = part
    const ranges = terms
      .flatMap((term) => placesIn(text, term))
      .toSorted((a, b) => a.start - b.start || b.end - a.end)
    const pieces: (PassagePart & { hit?: boolean })[] = []
    let at = 0
    for (const { start, end } of ranges) {
      if (start < at) continue
      if (start > at) pieces.push({ text: text.slice(at, start) })
      pieces.push({ text: text.slice(start, end), hit: true })
      at = end
    }
    if (at < text.length) pieces.push({ text: text.slice(at) })
    return pieces
  })
}
