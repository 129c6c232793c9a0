import { isOpen, type Study, textRefusal, type Unit, type Viewer } from '@pejling/indicators'
import { type Act, actorOf, listMasks, may, recordAct } from '@pejling/ledger'
import { type Edition, getStudy, openInterviews, type Reading } from '@pejling/warehouse'
import type { RequestEvent } from '@sveltejs/kit'
import { answerable, editionFor } from '../editions.ts'
import { fromLedger } from '../from-ledger.ts'
import { lacksFactor } from '../guard.ts'
import { getHouse } from '../house.ts'
import { rightsTo, viewerFor } from '../study-access.ts'

/** A study's interviews as the one who asks may see them. */
export type InterviewRoom = {
  edition: Edition
  study: Study
  /** What the interviews are about. */
  about: Unit
  viewer: Viewer
  reading: Reading
  /** The edition the address names. */
  older?: string
}

/**
 * Opens a study's interviews for a page: which edition, how the one who asks sees the study, and what of the texts they may
 * read, without the passages that are masked today. What is not for everybody is only shown once the log has it; `shows`
 * is what the page shows of single units.
 */
export async function openInterviewRoom(
  { params, url, locals, route }: Pick<RequestEvent, 'params' | 'url' | 'locals' | 'route'>,
  shows: 'counts' | 'texts',
): Promise<InterviewRoom> {
  const older = url.searchParams.get('edition') ?? undefined
  const edition = await editionFor(locals, older)
  const study = await answerable(getStudy(edition, params.study ?? ''))
  const viewer = await viewerFor(locals, study)
  const { texts, about } = await answerable(openInterviews(edition, study.id, viewer))
  const reading = await readingFor(locals, study, texts)
  const isForFew = !isOpen(study) || (texts !== 'kept' && shows === 'texts')
  const { ledger } = getHouse()
  if (isForFew && viewer.rows && locals.account && ledger) {
    const act: Act = shows === 'texts' && !('refused' in reading) ? 'see-excerpts' : 'see-rows'
    const entry = { ...actorOf(locals.account), act, subject: study.id, details: { page: route.id } }
    await fromLedger(({ ledger }) => recordAct(ledger, entry))
  }
  return { edition, study, about, viewer, reading, ...(older && { older }) }
}

/**
 * What of a study's texts the one who asks may read. An older edition may have been made when the study said something else
 * of its texts: the strictest word of it and the live one holds.
 */
async function readingFor(
  locals: App.Locals,
  study: Study,
  texts: 'kept' | 'roles' | 'left',
): Promise<Reading> {
  const words = [{ study, texts }]
  const { live } = locals.editions
  if (live && live.hash !== locals.edition?.hash) {
    const now = await getStudy(live, study.id).catch(() => undefined)
    const held =
      now && (await openInterviews(live, study.id, { sees: 'nothing', rows: false }).catch(() => undefined))
    if (now && held) words.push({ study: now, texts: held.texts })
  }
  const reader = {
    role: may(locals.account?.role, 'see-excerpts') && !lacksFactor(locals),
    right: (await rightsTo(locals, study.id)).includes('excerpts'),
  }
  const refused = words.map((word) => textRefusal(word.study, word.texts, reader)).find(Boolean)
  if (refused) {
    // Where the texts were left at home, what sources are called is for those who could have read them.
    const names = refused === 'left' && words.every((word) => !textRefusal(word.study, 'roles', reader))
    return { refused, names }
  }
  if (!getHouse().ledger) return { masks: new Map() }
  const rows = await fromLedger(({ ledger }) => listMasks(ledger, study.id))
  const masks = rows.map(({ text_hash, start, end, kind }) => ({
    ...{ textHash: text_hash, start, end, kind: kind as 'name' },
  }))
  return { masks: Map.groupBy(masks, ({ textHash }) => textHash) }
}
