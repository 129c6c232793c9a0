import type { Memo, PassagePart, Suppression, TextRefusal, Viewer } from '@pejling/indicators'
import type { Edition } from '../edition.ts'
import { openInterviews, type Reading } from './interview-study.ts'
import { listCases, listNotes, type Note, type NoteTarget, seenWords } from './notes.ts'
import { listSources, seenSource, type SourceFacts } from './source-facts.ts'

/** Something a memo is about, as it may be shown. */
export type MemoAbout =
  | { kind: 'project' }
  | { kind: 'code'; code: string }
  | { kind: 'source'; source: SourceFacts }
  | { kind: 'excerpt'; excerpt: string; source?: SourceFacts }
  | { kind: 'coding'; excerpt: string; code: string; coder?: string }
  | { kind: 'case'; case: number; name?: string; unit?: string }

export type SeenMemo = {
  memo: number
  kind: Exclude<Memo['kind'], 'condensation'>
  /** By pseudonym; missing where nobody is said. */
  author?: string
  /** ISO 8601, as in the file. */
  created?: string
  about: MemoAbout[]
  /** Without what is masked; missing if they may not be read. */
  title?: PassagePart[]
  text?: PassagePart[]
  textHash?: string
  file?: string
}

export type MemoQuestion = {
  study: string
  /** About this code, the codings of it left out. */
  code?: string
  /** About this interview as a whole or a place in it, or about the case it belongs to. */
  source?: string
  /** About this excerpt or a coding of it. */
  excerpt?: string
  /** About the case that is this unit. */
  unit?: string
}

export type MemoList = {
  study: string
  memos: SeenMemo[]
  n: number
  refused?: TextRefusal
  withheld?: Suppression
}

/**
 * The memos and comments of a study in the order of its project, with all they are about. Words come as those of the texts
 * do; one who may not read them is told how many there are, and who may not see the study's rows is told nothing.
 *
 * @throws `unknown study|interviews: …`
 */
export async function listMemos(
  edition: Edition,
  question: MemoQuestion,
  reading: Reading,
  viewer?: Viewer,
): Promise<MemoList> {
  const { study } = question
  const { withheld } = await openInterviews(edition, study, viewer)
  if (withheld) return { study, memos: [], n: 0, withheld }
  const places = await placesOf(edition, study)
  const notes = (await listNotes(edition, study)).filter(
    (note): note is Note & { kind: SeenMemo['kind'] } =>
      note.kind !== 'condensation' && isAsked(note, question, places),
  )
  const { sources, cases, sourceOf } = places
  const names = !('refused' in reading) || reading.names
  const seen = ({ kind, code, source, excerpt, coder, case: at }: NoteTarget): MemoAbout[] => {
    const held = sources.get(source ?? sourceOf.get(excerpt ?? '') ?? '')
    const shown = held && seenSource(held, reading)
    if (kind === 'project') return [{ kind }]
    if (kind === 'code') return [{ kind, code: code! }]
    if (kind === 'source') return shown ? [{ kind, source: shown }] : []
    if (kind === 'excerpt') return [{ kind, excerpt: excerpt!, ...(shown && { source: shown }) }]
    if (kind === 'coding') return [{ kind, excerpt: excerpt!, code: code!, ...(coder && { coder }) }]
    const { name, unit } = cases.get(at!) ?? {}
    return [
      {
        ...{ kind, case: at! },
        ...(names && name !== undefined && { name }),
        ...(unit !== undefined && { unit }),
      },
    ]
  }
  return {
    ...{ study, n: notes.length, ...('refused' in reading && { refused: reading.refused }) },
    memos: notes.map(({ memo, kind, author, created, file, title, text, about }) => ({
      ...{ memo, kind, ...(author && { author }), ...(created && { created }), ...(file && { file }) },
      about: about.flatMap(seen),
      ...(!('refused' in reading) && text !== undefined && seenWords({ title, text }, reading)),
    })),
  }
}

type Places = {
  sources: ReadonlyMap<string, SourceFacts>
  cases: Awaited<ReturnType<typeof listCases>>
  sourceOf: ReadonlyMap<string, string>
  casesOf: ReadonlyMap<string, number[]>
}

/** The sources, the cases, and where the excerpts that memos are about are. */
async function placesOf(edition: Edition, study: string): Promise<Places> {
  const found = await edition.query<{ excerpt: string; source: string }>(
    `SELECT excerpt, source FROM interview_excerpt WHERE study = $study AND excerpt IN (
       SELECT excerpt FROM interview_memo_target WHERE study = $study AND excerpt IS NOT NULL)`,
    { study },
  )
  const members = await edition.query<{ source: string; case: number }>(
    `SELECT member AS source, "case" FROM interview_case_member WHERE study = $study AND kind = 'source'`,
    { study },
  )
  return {
    sources: new Map((await listSources(edition, study)).map((one) => [one.source, one])),
    cases: await listCases(edition, study),
    sourceOf: new Map(found.map(({ excerpt, source }) => [excerpt, source])),
    casesOf: new Map(
      [...Map.groupBy(members, ({ source }) => source)].map(([source, rows]) => [
        source,
        rows.map((row) => row.case),
      ]),
    ),
  }
}

function isAsked({ about }: Note, { code, source, excerpt, unit }: MemoQuestion, places: Places): boolean {
  const { sourceOf, casesOf, cases } = places
  if (code !== undefined && !about.some((one) => one.kind === 'code' && one.code === code)) return false
  if (excerpt !== undefined && !about.some((one) => one.excerpt === excerpt)) return false
  if (
    unit !== undefined &&
    !about.some((one) => one.case !== undefined && cases.get(one.case)?.unit === unit)
  )
    return false
  return (
    source === undefined ||
    about.some(
      (one) =>
        one.source === source ||
        sourceOf.get(one.excerpt ?? '') === source ||
        (one.case !== undefined && casesOf.get(source)?.includes(one.case)),
    )
  )
}
