import { type InterviewSource, type Memo, type MemoTarget, noteKind } from '@pejling/indicators'
import type { Made, RawProject } from '../read/raw-project.ts'
import type { ReceiptBook } from '../read/receipt-book.ts'
import type { Cases } from './cases.ts'
import type { Codes } from './codes.ts'
import type { Coders } from './coders.ts'
import type { Marked } from './codings.ts'

type Found = { sources: InterviewSource[]; marked: Marked; tree: Codes; about: Cases; who: Coders }

/** Notes with what they are about, whether that says so or a link does, in either direction; then comments. */
export function memos(
  raw: RawProject,
  texts: (string | undefined)[],
  { sources, marked, tree, about, who }: Found,
  book: ReceiptBook,
): Memo[] {
  const places = new Map(raw.notes.map(({ guid }, index) => [guid, index]))
  const targets: Map<string, MemoTarget>[] = raw.notes.map(() => new Map())
  const tie = (note: string, target: MemoTarget) => {
    const place = places.get(note)
    if (place === undefined)
      book.deviates('dangling-reference', 'expected a note for every reference to one, found none; left out')
    else targets[place].set(JSON.stringify(target), target)
  }
  const at = (excerpt: string): MemoTarget => {
    const source = marked.wholes.get(excerpt)
    return source === undefined ? { kind: 'excerpt', excerpt } : { kind: 'source', source }
  }
  for (const note of raw.projectNotes) tie(note, { kind: 'project' })
  for (const [index, { notes }] of raw.codes.entries())
    for (const note of notes) tie(note, { kind: 'code', code: tree.path(index) })
  for (const [index, { notes }] of raw.texts.entries())
    for (const note of notes) tie(note, { kind: 'source', source: sources[index].id })
  for (const { note, excerpt, coding } of marked.notes) tie(note, coding ? codingTarget(coding) : at(excerpt))
  const sourceOf = new Map(raw.texts.map(({ guid }, index) => [guid, sources[index].id]))
  const codeOf = new Map(raw.codes.map(({ guid }, index) => [guid, index]))
  const targetOf = (guid: string): MemoTarget | undefined => {
    const excerpt = marked.excerptOf.get(guid)
    if (excerpt) return at(excerpt)
    const coding = marked.codingOf.get(guid)
    if (coding) return codingTarget(coding)
    const source = sourceOf.get(guid)
    if (source) return { kind: 'source', source }
    const number = about.of(guid)
    if (number !== undefined) return { kind: 'case', case: number }
    const code = codeOf.get(guid)
    return code === undefined ? undefined : { kind: 'code', code: tree.path(code) }
  }
  for (const { from, to } of raw.links) {
    const [note, other] = places.has(from) ? [from, to] : [to, from]
    const target = places.has(note) ? targetOf(other) : undefined
    if (target) tie(note, target)
    else book.drops('Link')
  }
  for (const [index, { description }] of raw.notes.entries())
    if (description && texts[index] !== undefined) book.drops('Note/Description')
  const notes = raw.notes.map((note, index): Memo => {
    const about = [...targets[index].values()]
    const kind = noteKind(about)
    if (kind === 'condensation')
      book.guesses({
        ...{ what: 'note', value: 'a condensation', alternatives: ['a memo'] },
        why: 'it is about one code and one case or source',
      })
    return {
      kind,
      ...(note.name?.trim() ? { title: note.name.trim() } : {}),
      text: texts[index] ?? note.description ?? '',
      ...authored(note),
      about,
    }
  })
  const comments = marked.comments.map(({ excerpt, selection }): Memo => ({
    kind: marked.wholes.has(excerpt) ? 'memo' : 'comment',
    ...{ text: selection.description!, ...authored(selection) },
    about: [at(excerpt)],
  }))
  return [...notes, ...comments]

  function authored({ creator, created }: Made): Pick<Memo, 'author' | 'created'> {
    const author = who.of(creator)
    return { ...(author ? { author } : {}), ...(created ? { created } : {}) }
  }
}

function codingTarget({
  excerpt,
  code,
  coder,
}: {
  excerpt: string
  code: string
  coder?: string
}): MemoTarget {
  return { kind: 'coding', excerpt, code, ...(coder ? { coder } : {}) }
}
