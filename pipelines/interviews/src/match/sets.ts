import type { InterviewSet, InterviewSource } from '@pejling/indicators'
import type { RawProject } from '../read/raw-project.ts'
import type { ReceiptBook } from '../read/receipt-book.ts'
import type { Codes } from './codes.ts'

/** Sets by name; two of one name are one, and a member that is nowhere in the file is told and left out. */
export function sets(
  raw: RawProject,
  sources: InterviewSource[],
  codes: Codes,
  book: ReceiptBook,
): InterviewSet[] {
  const sourceOf = new Map(raw.texts.map(({ guid }, index) => [guid, sources[index].id]))
  const found = new Map<string, InterviewSet>()
  for (const { name, description, ...members } of raw.sets) {
    if (found.has(name))
      book.deviates('sibling-names', 'expected sets with names of their own, found two alike; taken as one')
    const set = found.get(name) ?? { name, sources: [], codes: [] }
    if (description) set.description ??= description
    const held = known(members.sources, (guid) => sourceOf.get(guid), 'source')
    const given = known(members.codes, (guid) => codes.of(guid)?.path, 'code')
    set.sources = [...new Set([...set.sources, ...held])]
    set.codes = [...new Set([...set.codes, ...given])]
    found.set(name, set)
  }
  return [...found.values()]

  function known(guids: string[], of: (guid: string) => string | undefined, what: string): string[] {
    const ids = guids.map(of).filter((id) => id !== undefined)
    book.deviates(
      'dangling-reference',
      `expected a ${what} for every member of a set, found none; left out`,
      guids.length - ids.length,
    )
    return ids
  }
}
