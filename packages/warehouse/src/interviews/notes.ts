import { createHash } from 'node:crypto'
import { type Memo, type MemoTarget, type PassagePart, passageParts } from '@pejling/indicators'
import { hasTable } from '../has-table.ts'
import { remembered } from '../remembered.ts'
import { withoutNulls } from '../without-nulls.ts'
import type { Reading } from './interview-study.ts'

/** What a target of a note names in an edition; a case by its number. */
export type NoteTarget = Pick<MemoTarget, 'kind'> & {
  code?: string
  source?: string
  excerpt?: string
  coder?: string
  case?: number
}

/** A memo, a comment or a condensation as an edition holds it; its words are for a `Reading` to let through. */
export type Note = {
  memo: number
  kind: Memo['kind']
  author?: string
  created?: string
  file?: string
  /** Where it stands in a table. */
  row?: number
  title?: string
  /** Missing where texts were left at home. */
  text?: string
  about: NoteTarget[]
}

/** A case by its number: what it is called, and the unit it is about. */
export type NoteCase = { case: number; name?: string; unit?: string }

/** Every note of a study, in the order of its project. */
export const listNotes = remembered(async (edition, study): Promise<Note[]> => {
  const found = await edition.query<Omit<Note, 'about'>>(
    `SELECT m.* EXCLUDE (study), t.title, t.text FROM interview_memo m
       LEFT JOIN interview_memo_text t ON t.study = m.study AND t.memo = m.memo
     WHERE m.study = $study ORDER BY m.memo`,
    { study },
  )
  const targets = await edition.query<NoteTarget & { memo: number }>(
    `SELECT memo, kind, source, excerpt, code, coder, "case" FROM interview_memo_target
     WHERE study = $study ORDER BY rowid`,
    { study },
  )
  const about = Map.groupBy(targets, ({ memo }) => memo)
  return found.map((row) => ({
    ...withoutNulls(row),
    about: (about.get(row.memo) ?? []).map(({ memo: _, ...target }) => withoutNulls<NoteTarget>(target)),
  }))
})

/** The cases of a study; an edition made before condensations says no unit of theirs. */
export const listCases = remembered(async (edition, study): Promise<Map<number, NoteCase>> => {
  const units = (await hasTable(edition, 'interview_case_unit'))
    ? await edition.query<{ case: number; unit: string }>(
        'SELECT "case", unit FROM interview_case_unit WHERE study = $study',
        { study },
      )
    : []
  const unitOf = new Map(units.map((row) => [row.case, row.unit]))
  const found = await edition.query<{ case: number; name: string | null }>(
    'SELECT "case", name FROM interview_case WHERE study = $study ORDER BY "case"',
    { study },
  )
  return new Map(
    found.map((row) => [
      row.case,
      { ...withoutNulls<NoteCase>(row), ...(unitOf.has(row.case) && { unit: unitOf.get(row.case) }) },
    ]),
  )
})

/** A note's words as one text, by which its masked passages are known, and where its own text begins in it. */
export function noteWords({ title, text }: Pick<Note, 'title' | 'text'>): {
  words: string
  hash: string
  from: number
} {
  const words = title === undefined ? (text ?? '') : `${title}\n${text ?? ''}`
  return { words, hash: textHashOf(words), from: title === undefined ? 0 : [...title].length + 1 }
}

/** The hash a text is known by, as of a source's text. */
export function textHashOf(words: string): string {
  return createHash('sha256').update(words).digest('hex')
}

/** What may be shown of a note's title and text: all but what is masked. */
export function seenWords(
  note: Pick<Note, 'title' | 'text'>,
  { masks }: Exclude<Reading, { refused: unknown }>,
): { title?: PassagePart[]; text: PassagePart[]; textHash: string } {
  const { hash, from } = noteWords(note)
  const own = masks.get(hash) ?? []
  return {
    ...(note.title !== undefined && { title: passageParts(note.title, 0, own) }),
    ...{ text: passageParts(note.text ?? '', from, own), textHash: hash },
  }
}
