import {
  type LikelyIdentifier,
  likelyIdentifiers,
  type MaskKind,
  maskKinds,
  type Study,
} from '@pejling/indicators'
import { actorOf, listMasks, maskPassages, may, unmaskPassage } from '@pejling/ledger'
import { getSource, sourceText } from '@pejling/warehouse'
import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit'
import { answerable } from '../editions.ts'
import { fromLedger } from '../from-ledger.ts'
import { getHouse } from '../house.ts'
import { numberOf } from '../number-of.ts'
import { type InterviewRoom, openInterviewRoom } from './interview-room.ts'

/** A passage a coder may mask, with its words: for those only who may read it anyway. */
export type OfferedMask = LikelyIdentifier & { words: string }

/** A passage that is masked; its words are shown to nobody. */
export type StandingMask = { id: number; kind: MaskKind; start: number; end: number }

/** What may be masked in a text and what is; nothing for one who may not mask. */
export type MaskOffer = { likely: OfferedMask[]; masked: StandingMask[]; mayUndo: boolean }

/** A text as it is held, and the hash its masks are known by. */
export type MaskableText = { textHash: string; text: string }

/** The text of a source; none if it is not held. */
export async function textOfSource(
  { edition, study }: InterviewRoom,
  source: string,
): Promise<MaskableText | undefined> {
  const { textHash = '' } = await answerable(getSource(edition, study.id, source))
  const text = await sourceText(edition, study.id, source)
  return text === undefined ? undefined : { textHash, text }
}

/** @param textOf a text that the one who asks may read; only asked for if they may mask */
export async function maskOffer(
  locals: App.Locals,
  room: InterviewRoom,
  textOf: (room: InterviewRoom) => Promise<MaskableText | undefined>,
): Promise<MaskOffer | undefined> {
  const { study, reading } = room
  if ('refused' in reading || !may(locals.account?.role, 'mask-passages') || !getHouse().ledger)
    return undefined
  const held = await textOf(room)
  if (!held) return undefined
  const { textHash, text } = held
  const masked = await masksOf(study, textHash)
  const points = [...text]
  return {
    likely: likelyIdentifiers(text)
      .filter((one) => !masked.some(({ start, end }) => start < one.end && one.start < end))
      .map((one) => ({ ...one, words: points.slice(one.start, one.end).join('') })),
    masked,
    mayUndo: may(locals.account?.role, 'unmask-passages'),
  }
}

async function masksOf(study: Study, textHash: string): Promise<StandingMask[]> {
  const rows = await fromLedger(({ ledger }) => listMasks(ledger, study.id))
  return rows
    .filter((row) => row.text_hash === textHash)
    .map(({ id, kind, start, end }) => ({ id, kind: kind as MaskKind, start, end }))
}

/** Masks what was ticked, and words wherever they stand in the text. The words themselves are kept nowhere. */
export async function maskByForm(
  event: RequestEvent,
  textOf: (room: InterviewRoom) => Promise<MaskableText | undefined>,
) {
  const form = await event.request.formData()
  const room = await openInterviewRoom(event, 'texts')
  const { study, reading, viewer } = room
  if ('refused' in reading || !viewer.rows) error(403, `no access: excerpts of ${study.id} need its right`)
  const { textHash, text } = (await textOf(room)) ?? { textHash: '', text: '' }
  const kind = kindOf(form.get('kind'))
  const words = String(form.get('words') ?? '').trim()
  const ranges = form.getAll('range').flatMap((range) => rangeOf(String(range), [...text].length))
  const found = words ? placesOf(text, words).map((place) => ({ ...place, kind })) : []
  if (words && found.length === 0) return fail(400, { problem: 'notFound' as const })
  if (ranges.length + found.length === 0) return fail(400, { problem: 'nothing' as const })
  const by = actorOf(event.locals.account!)
  const n = await fromLedger(({ ledger }) =>
    maskPassages(ledger, { study: study.id, textHash, ranges: [...ranges, ...found] }, by),
  )
  redirect(303, `${event.url.pathname}?masked=${n}#masking`)
}

export async function unmaskByForm(event: RequestEvent) {
  const form = await event.request.formData()
  const { study, reading } = await openInterviewRoom(event, 'texts')
  if ('refused' in reading) error(403, `no access: excerpts of ${study.id} need its right`)
  const id = numberOf(String(form.get('mask') ?? ''))
  const by = actorOf(event.locals.account!)
  if (id !== undefined) await fromLedger(({ ledger }) => unmaskPassage(ledger, { study: study.id, id }, by))
  redirect(303, `${event.url.pathname}?unmasked#masking`)
}

/** Everywhere words stand in a text, in code points; letters large or small, spaces of any kind. */
export function placesOf(text: string, words: string): { start: number; end: number }[] {
  const escaped = words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+')
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'giu')
  return [...text.matchAll(pattern)].map((match) => {
    const start = [...text.slice(0, match.index)].length
    return { start, end: start + [...match[0]].length }
  })
}

/** `name:12-20` within a text of so many code points. */
function rangeOf(text: string, length: number): { start: number; end: number; kind: MaskKind }[] {
  const [, kind, start, end] = /^(\w+):(\d{1,9})-(\d{1,9})$/.exec(text) ?? []
  const range = { start: Number(start), end: Number(end), kind: kindOf(kind) }
  return range.start < range.end && range.end <= length ? [range] : []
}

function kindOf(text: unknown): MaskKind {
  return maskKinds.find((kind) => kind === text) ?? 'other'
}
