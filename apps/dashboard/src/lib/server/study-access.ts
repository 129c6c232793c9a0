import { isOpen, strictestViewer, type Study, type Viewer, viewerOf } from '@pejling/indicators'
import { findPerson, type Right } from '@pejling/ledger'
import { getStudy } from '@pejling/warehouse'
import { danishDay } from '#lib/people/danish-day.ts'
import type { RowAccess } from './access.ts'
import { getHouse } from './house.ts'

/** The rights to a study that the one who asks holds today; none without an account. */
export async function rightsTo(locals: App.Locals, study: string): Promise<Right[]> {
  const { ledger } = getHouse()
  if (!ledger || !locals.account) return []
  locals.grants ??= (await findPerson(ledger, locals.account.id))?.grants ?? []
  return locals.grants.filter((grant) => grant.study === study && !grant.over).map(({ right }) => right)
}

/**
 * How the one who asks sees a study today: all its counts, the safe ones or none, and its rows or not. An older edition may
 * have been made when the study called itself open: the strictest word of it and the live one holds.
 */
export async function viewerFor(locals: App.Locals, study: Study): Promise<Viewer> {
  return (await viewersFor(locals, study)).viewer
}

/** How the one who asks sees a study, and how somebody does who has no right to it. */
export type Viewers = { viewer: Viewer; others: Viewer }

export async function viewersFor(locals: App.Locals, study: Study): Promise<Viewers> {
  const { live } = locals.editions
  const now = live && (await getStudy(live, study.id).catch(() => undefined))
  const words = now ? [study, now] : [study]
  const seenWith = (rights: Right[]) =>
    strictestViewer(words.map((word) => viewerOf(word, rights, danishDay(new Date()))))
  return {
    viewer: seenWith(words.every(isOpen) ? [] : await rightsTo(locals, study.id)),
    others: seenWith([]),
  }
}

/**
 * How the one who asks may see a study's rows. An older edition may have been made when the study said something else:
 * the strictest word of it and the live one holds.
 */
export async function rowAccess(
  locals: App.Locals,
  id: string,
  olderEdition: string | null,
): Promise<RowAccess> {
  const older = olderEdition ? await locals.editions.get(olderEdition).catch(() => undefined) : undefined
  const editions = [locals.editions.live, older].filter((edition) => edition !== undefined)
  const found = await Promise.all(editions.map((edition) => getStudy(edition, id).catch(() => undefined)))
  const studies = found.filter((study) => study !== undefined)
  // A study nobody has is for the page to say.
  if (studies.every(isOpen)) return { study: id, rows: 'open' }
  const closed = studies.filter((study) => !isOpen(study))
  if (closed.some(({ disclosure }) => disclosure?.rows === 'nobody')) return { study: id, rows: 'hidden' }
  const rights = await rightsTo(locals, id)
  return { study: id, rows: rights.includes('rows') ? 'granted' : 'not-granted' }
}
