import type { Classification, ClassificationValues, InterviewProject } from '@pejling/indicators'
import type { CountedText } from '../read/counted-text.ts'
import type { Pseudonyms } from '../pseudonymised.ts'
import type { RawProject, RawValue } from '../read/raw-project.ts'
import type { ReceiptBook } from '../read/receipt-book.ts'
import { cases } from './cases.ts'
import { codes } from './codes.ts'
import { coders } from './coders.ts'
import { codings } from './codings.ts'
import { memos } from './memos.ts'
import { placeReaders } from './places.ts'
import { sets } from './sets.ts'
import { sources } from './sources.ts'

/**
 * The file's own numbers become paths, names, texts and places. Every code, coder, source, case and coding arrives; what
 * points at nothing is counted.
 */
export function matchProject(
  raw: RawProject,
  texts: (CountedText | undefined)[],
  noteTexts: (string | undefined)[],
  pseudonyms: Pseudonyms,
  book: ReceiptBook,
): InterviewProject {
  const who = coders(raw, pseudonyms, book)
  const tree = codes(raw, book)
  const values = valuesIn(raw, book)
  const readers = placeReaders(raw, texts, book)
  const found = sources(raw, texts, readers, who, values, book)
  const marked = codings(raw, found, readers, tree, who, book)
  const about = cases(raw, found, marked, tree, values, book)
  const notes = memos(raw, noteTexts, { sources: found, marked, tree, about, who }, book)
  return {
    ...(raw.name ? { name: raw.name } : {}),
    ...(raw.origin ? { origin: raw.origin } : {}),
    ...(raw.description ? { description: raw.description } : {}),
    coders: [...who.list],
    codes: tree.list,
    classifications: classificationsOf(raw, book),
    sources: found,
    excerpts: marked.excerpts,
    codings: marked.codings,
    cases: about.list,
    sets: sets(raw, found, tree, book),
    memos: notes,
  }
}

function classificationsOf({ variables }: RawProject, book: ReceiptBook): Classification[] {
  const seen = new Map<string, Classification>()
  for (const { name, type, description } of variables) {
    if (seen.has(name))
      book.deviates(
        'sibling-names',
        'expected variables with names of their own, found two alike; one is kept',
      )
    else seen.set(name, { name, type, ...(description ? { description } : {}) })
  }
  return [...seen.values()]
}

/** Values by name; a second value of the same variable that says something else is told and left. */
function valuesIn({ variables }: RawProject, book: ReceiptBook): (list: RawValue[]) => ClassificationValues {
  const byGuid = new Map(variables.map((variable) => [variable.guid, variable]))
  return (list) => {
    const values: ClassificationValues = {}
    for (const { variable, value, type } of list) {
      const known = byGuid.get(variable)
      if (!known)
        book.deviates('dangling-reference', 'expected a variable for every value, found none; left out')
      else if (Object.hasOwn(values, known.name) && values[known.name] !== value)
        book.deviates('conflicting-values', 'expected one value of a variable, found two; the first is kept')
      else {
        if (type !== undefined && type !== known.type && type !== 'Text')
          book.deviates(
            'value-type',
            'expected values of the type of their variable, found others; kept as text',
          )
        Object.defineProperty(values, known.name, {
          value,
          enumerable: true,
          writable: true,
          configurable: true,
        })
      }
    }
    return values
  }
}
