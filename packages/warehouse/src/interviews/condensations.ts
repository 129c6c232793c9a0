import {
  isUnder,
  type PassagePart,
  type Suppression,
  type TextRefusal,
  type Viewer,
  type WrittenCondensation,
} from '@pejling/indicators'
import type { Edition } from '../edition.ts'
import { getCode, listCodes } from './code-facts.ts'
import { openInterviews, type Reading } from './interview-study.ts'
import { listCases, listNotes, type Note, seenWords } from './notes.ts'
import { listSources, seenSource, type SourceFacts } from './source-facts.ts'

/** What the interviews about a unit, or one of them, come to about a code in an author's words. */
export type Condensation = {
  code: string
  unit?: string
  /** What the case is called that it is about, where names may be shown. */
  subject?: string
  /** The one interview it is about, if it is about no more. */
  source?: SourceFacts
  /** By pseudonym; missing where nobody is said. */
  author?: string
  /** ISO 8601, as it was written down. */
  created?: string
  /** The excerpts it rests on, as far as that is said. */
  excerpts: string[]
  /** Without what is masked; missing if it may not be read. */
  text?: PassagePart[]
  textHash?: string
  /** The file it stands in, and its row of a table. */
  file?: string
  row?: number
  /** Who wrote it as it stands, in the house, and when; it lies over what the files say from the next run on. */
  written?: { by: string; at: string }
}

export type CondensationQuestion = {
  study: string
  /** Of this code, and of those below it. */
  code?: string
  unit?: string
}

export type CondensationList = {
  study: string
  condensations: Condensation[]
  n: number
  refused?: TextRefusal
  withheld?: Suppression
}

/**
 * The condensations of a study, by code in the order of its tree, then by unit and author, with what was written in the house
 * since lying over them. Words come as those of the texts do; who may not see the study's rows is told nothing.
 *
 * @throws `unknown study|interviews|code: …`
 */
export async function listCondensations(
  edition: Edition,
  { study, code, unit }: CondensationQuestion,
  reading: Reading,
  viewer?: Viewer,
  written: readonly WrittenCondensation[] = [],
): Promise<CondensationList> {
  const { withheld } = await openInterviews(edition, study, viewer)
  if (code !== undefined) await getCode(edition, study, code)
  if (withheld) return { study, condensations: [], n: 0, withheld }
  const codes = new Map((await listCodes(edition, study)).map((one) => [one.code, one.position]))
  const held = laidOver(await heldCondensations(edition, study), written)
  const found = held
    .filter((one) => code === undefined || isUnder(one.code, code))
    .filter((one) => unit === undefined || one.unit === unit)
    .filter((one) => codes.has(one.code))
    .toSorted(
      (a, b) =>
        codes.get(a.code)! - codes.get(b.code)! ||
        (a.unit ?? '').localeCompare(b.unit ?? '', 'da', { numeric: true }) ||
        (a.author ?? '').localeCompare(b.author ?? ''),
    )
  const refused = 'refused' in reading ? reading.refused : undefined
  const names = !('refused' in reading) || reading.names
  return {
    ...{ study, n: found.length, ...(refused && { refused }) },
    condensations: found.map(({ text, subject, source, ...one }) => ({
      ...one,
      ...(names && subject !== undefined && { subject }),
      ...(source && { source: seenSource(source, reading) }),
      ...(!('refused' in reading) && text !== undefined && seenWords({ text }, reading)),
    })),
  }
}

/** What somebody may change: one of a unit, or of an interview, as the study's files have it with every word. */
export type HeldCondensation = { text: string; excerpts: string[]; at?: Date; subject?: string }

/** Several of one unit, code and author, which a program may have made, are one here; none if the files have none. */
export async function heldCondensation(
  edition: Edition,
  {
    study,
    unit,
    code,
    author,
    source,
  }: Record<'study' | 'unit' | 'code' | 'author', string> & { source?: string },
): Promise<HeldCondensation | undefined> {
  const found = (await heldCondensations(edition, study)).filter(
    (one) =>
      one.code === code &&
      (one.author ?? '') === author &&
      one.source?.source === source &&
      (source !== undefined || one.unit === unit),
  )
  if (found.length === 0) return undefined
  const at = new Date(found[0].created ?? '')
  return {
    text: found.flatMap(({ text }) => text ?? []).join('\n\n'),
    excerpts: [...new Set(found.flatMap(({ excerpts }) => excerpts))],
    ...(!Number.isNaN(at.getTime()) && { at }),
    ...(found[0].subject !== undefined && { subject: found[0].subject }),
  }
}

type Held = Omit<Condensation, 'text'> & Pick<Note, 'text'>

async function heldCondensations(edition: Edition, study: string): Promise<Held[]> {
  const notes = (await listNotes(edition, study)).filter(({ kind }) => kind === 'condensation')
  const cases = await listCases(edition, study)
  const sources = new Map((await listSources(edition, study)).map((one) => [one.source, one]))
  return notes.map(({ about, memo: _, kind: __, title, text, ...note }) => {
    const of = (kind: string) => about.find((target) => target.kind === kind)
    const case_ = cases.get(of('case')?.case ?? -1)
    const source = sources.get(of('source')?.source ?? '')
    const unit = case_?.unit ?? source?.unit
    return {
      ...note,
      // A program may have given it a name of its own.
      ...(text !== undefined && { text: title === undefined ? text : `${title}\n${text}` }),
      ...{ code: of('code')!.code!, ...(unit !== undefined && { unit }) },
      ...(case_?.name !== undefined && case_.name !== unit && { subject: case_.name }),
      ...(source && { source }),
      excerpts: about.flatMap(({ kind, excerpt }) => (kind === 'excerpt' ? excerpt! : [])),
    }
  })
}

/** What was written in the house in the place of those of the same unit or interview, code and author. */
function laidOver(held: Held[], written: readonly WrittenCondensation[]): Held[] {
  const key = (one: { unit?: string; source?: string; code: string; author?: string }) =>
    JSON.stringify([one.source ?? '', one.source ? '' : (one.unit ?? ''), one.code, one.author || ''])
  const keyOf = ({ source, ...one }: Held) => key({ ...one, source: source?.source })
  const over = new Set(written.map(key))
  const replaced = Map.groupBy(held, keyOf)
  return [
    ...held.filter((one) => !over.has(keyOf(one))),
    ...written
      .filter(({ text }) => text !== '')
      .map(({ unit, code, author, text, excerpts, by, at, ...one }): Held => {
        const before = replaced.get(key({ ...one, unit, code, author }))?.[0]
        return {
          ...{ ...before, unit, code, text, excerpts, created: at, written: { by, at } },
          ...(author && { author }),
        }
      }),
  ]
}
