import type { Coding, Excerpt, ExcerptPlace, InterviewSource } from '@pejling/indicators'
import { excerptId, placeOrder } from '../ids.ts'
import type { RawCoding, RawProject, RawSelection } from '../read/raw-project.ts'
import type { ReceiptBook } from '../read/receipt-book.ts'
import type { Coders } from './coders.ts'
import type { Codes } from './codes.ts'
import type { PlaceReader } from './places.ts'

export type Marked = {
  excerpts: Excerpt[]
  codings: Coding[]
  /** By the numbers of selections and codings in the file. */
  excerptOf: Map<string, string>
  codingOf: Map<string, Coding>
  /** Excerpts that are all of a source, which is what else is said of them is about. */
  wholes: Map<string, string>
  /** Codings that pointed at a case, which then holds the excerpt. */
  ofCases: { case: number; excerpt: string }[]
  /** Notes that a selection or a coding refers to. */
  notes: { note: string; excerpt: string; coding?: Coding }[]
  /** What was written at an excerpt. */
  comments: { excerpt: string; selection: RawSelection }[]
}

/** Excerpts by place, so that two coders' codings of one place meet, and codings without doubles. */
export function codings(
  raw: RawProject,
  sources: InterviewSource[],
  readers: PlaceReader[],
  codes: Codes,
  who: Coders,
  book: ReceiptBook,
): Marked {
  const marked: Marked = {
    ...{ excerpts: [], codings: [], excerptOf: new Map(), codingOf: new Map() },
    ...{ wholes: new Map(), ofCases: [], notes: [], comments: [] },
  }
  const seen = new Map<string, Coding>()
  for (const [index, source] of raw.texts.entries()) {
    const here = new Map<string, Excerpt>()
    const excerptAt = (place: ExcerptPlace) => {
      const id = excerptId(sources[index].id, place)
      if (!here.has(id)) here.set(id, { id, source: sources[index].id, place })
      return id
    }
    const add = (coding: RawCoding, excerpt: string, maker?: string) => {
      const code = codes.of(coding.code)
      if (!code) {
        book.deviates('dangling-reference', 'expected a code for every coding, found none; left out')
        return
      }
      const coder = who.of(coding.creator ?? maker)
      if (!coder)
        book.deviates('author-unknown', 'expected a coder of every coding, found none; author unknown')
      if (code.case !== undefined) marked.ofCases.push({ case: code.case, excerpt })
      const key = `${excerpt} ${coder ?? ''} ${code.path}`
      let held = seen.get(key)
      if (held)
        book.deviates(
          'duplicate-coding',
          'expected a code once at a place by a coder, found it again; one is kept',
        )
      else {
        held = {
          ...{ excerpt, code: code.path },
          ...(coder ? { coder } : {}),
          ...(coding.created ? { created: coding.created } : {}),
        }
        seen.set(key, held)
        marked.codings.push(held)
      }
      if (coding.guid) marked.codingOf.set(coding.guid, held)
      for (const note of coding.notes) marked.notes.push({ note, excerpt, coding: held })
    }
    for (const coding of source.codings) {
      const excerpt = excerptAt({ kind: 'whole' })
      marked.wholes.set(excerpt, sources[index].id)
      add(coding, excerpt)
    }
    for (const selection of source.selections) {
      const place = readers[index].place(selection.place)
      const excerpt = excerptId(sources[index].id, place)
      if (place.kind === 'whole') marked.wholes.set(excerpt, sources[index].id)
      if (place.kind !== 'whole' || selection.codings.length > 0) excerptAt(place)
      if (selection.guid) marked.excerptOf.set(selection.guid, excerpt)
      for (const coding of selection.codings) add(coding, excerpt, selection.creator)
      for (const note of selection.notes) marked.notes.push({ note, excerpt })
      if (!selection.description) continue
      if (selection.codings.length === 0)
        book.deviates(
          'comment',
          'expected a coding of every selection, found a description alone; taken as a comment',
        )
      marked.comments.push({ excerpt, selection })
    }
    const inOrder = [...here.values()].toSorted((a, b) => placeOrder(a.place, b.place))
    for (const excerpt of inOrder) marked.excerpts.push(excerpt)
  }
  return marked
}
