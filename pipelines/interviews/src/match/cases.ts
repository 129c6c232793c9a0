import type { ClassificationValues, InterviewCase, InterviewSource } from '@pejling/indicators'
import type { RawProject, RawValue } from '../read/raw-project.ts'
import type { ReceiptBook } from '../read/receipt-book.ts'
import type { Codes } from './codes.ts'
import type { Marked } from './codings.ts'

export type Cases = {
  list: InterviewCase[]
  /** The place in `list` by the number of the case in the file; none for what was only a source's variables. */
  of: (guid: string) => number | undefined
}

/**
 * Cases by name. One without a name and with one source is how some programs write a source's variables, which are
 * read from both places.
 */
export function cases(
  raw: RawProject,
  sources: InterviewSource[],
  marked: Marked,
  codes: Codes,
  values: (list: RawValue[]) => ClassificationValues,
  book: ReceiptBook,
): Cases {
  const sourceOf = new Map<string, InterviewSource>()
  for (const [index, { guid }] of raw.texts.entries()) {
    if (guid && sourceOf.has(guid))
      book.deviates('guid-twice', 'expected a GUID of every source, found one twice; the first is used')
    else sourceOf.set(guid, sources[index])
  }
  for (const source of raw.texts)
    if (source.values.length > 0)
      book.deviates(
        'values-on-source',
        'expected variables at cases, found some at sources; kept at the sources',
      )
  const codedOf = new Map<number, string[]>()
  for (const { case: index, excerpt } of marked.ofCases) {
    const held = codedOf.get(index)
    if (held) held.push(excerpt)
    else codedOf.set(index, [excerpt])
  }
  const list: InterviewCase[] = []
  const places = new Map<string, number>()
  for (const [index, one] of raw.cases.entries()) {
    const held = one.sources.map((guid) => sourceOf.get(guid)).filter((source) => source !== undefined)
    dangles('source', one.sources.length - held.length)
    if (one.name === undefined && one.sources.length === 1 && held.length === 1) {
      book.deviates(
        'nameless-case',
        'expected a name of every case, found a nameless one with one source; taken as its variables',
      )
      take(held[0], values(one.values))
      continue
    }
    const excerpts = one.selections.map((guid) => marked.excerptOf.get(guid)).filter((id) => id !== undefined)
    dangles('selection', one.selections.length - excerpts.length)
    const within = [...excerpts, ...(codedOf.get(index) ?? [])]
    const given = one.codes.map((guid) => codes.of(guid)?.path).filter((path) => path !== undefined)
    dangles('code', one.codes.length - given.length)
    places.set(one.guid, list.length)
    list.push({
      ...(one.name === undefined ? {} : { name: one.name }),
      ...(one.description ? { description: one.description } : {}),
      values: values(one.values),
      sources: [
        ...new Set([...held.map(({ id }) => id), ...within.flatMap((id) => marked.wholes.get(id) ?? [])]),
      ],
      excerpts: [...new Set(within.filter((id) => !marked.wholes.has(id)))],
      codes: [...new Set(given)],
    })
  }
  return { list, of: (guid) => places.get(guid) }

  function dangles(what: string, count: number): void {
    book.deviates(
      'dangling-reference',
      `expected a ${what} for every reference of a case, found none; left out`,
      count,
    )
  }

  function take(source: InterviewSource, found: ClassificationValues): void {
    for (const [name, value] of Object.entries(found))
      if (!Object.hasOwn(source.values, name)) source.values[name] = value
      else if (source.values[name] !== value)
        book.deviates('conflicting-values', 'expected one value of a variable, found two; the first is kept')
  }
}
