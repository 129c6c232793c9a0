import { isOpen, owner, type Study, type Viewer, viewerOf } from '@pejling/indicators'
import { type Edition, openEdition, type PublishedChange, publishedChanges } from '@pejling/warehouse'
import { comparedEditions, type ComparedStudy } from './compared-editions.ts'

/** What an edition would change for readers of a study, against the one that is live: from what to what. */
export type EditionEffect = {
  /** The live edition; missing if none is. */
  before?: string
  after: string
  /** Is the study seen by all as by those with every right? Then `suppressed` is left out. */
  open: boolean
  /** For those with the right to all counts of the study. */
  all?: StudyEffect
  /** For all others: what differs and why, with the numbers they may see. */
  suppressed?: StudyEffect
}
/** Without examples of rows; `published` are the published numbers that would be recomputed differently. */
export type StudyEffect = ComparedStudy & { published: PublishedChange[] }

/** What somebody may see of it: one of the two, by their rights and not by who made the edition. */
export function shownEffect({ all, suppressed, ...effect }: EditionEffect, { sees }: Viewer): EditionEffect {
  if (sees === 'all' || effect.open) return { ...effect, ...(all && { all }) }
  return { ...effect, ...(suppressed && sees !== 'nothing' && { suppressed }) }
}

/**
 * What moves for readers when an edition goes live in place of another; nothing to compare with where none is live. No row
 * is in it, so that it may be kept with the upload.
 *
 * @param before the live edition's file, if there is one
 * @param day `2026-11-21`
 */
export async function editionEffect(
  study: string,
  { before, after, day }: { before?: string; after: string; day: string },
): Promise<EditionEffect> {
  const tried = await openEdition(after, { connections: 1 })
  try {
    if (before === undefined) return { after: tried.hash, open: true }
    const live = await openEdition(before, { connections: 1 })
    try {
      return await compared(study, [live, tried], day)
    } finally {
      await live.close()
    }
  } finally {
    await tried.close()
  }
}

async function compared(study: string, editions: [Edition, Edition], day: string): Promise<EditionEffect> {
  let open = true
  const seen = (as: (study: Study) => Viewer) => (one: Study) => {
    open &&= isOpen(one)
    return { ...as(one), rows: false }
  }
  const [live, tried] = editions
  const published = (await publishedChanges(live, tried)).filter((change) => change.study === study)
  const all = await studyEffect(
    study,
    editions,
    seen(() => owner),
  )
  const hashes = { before: live.hash, after: tried.hash }
  if (open) return { ...hashes, open, all: { ...all, published } }
  const suppressed = await studyEffect(
    study,
    editions,
    seen((one) => viewerOf(one, [], day)),
  )
  return { ...hashes, open, all: { ...all, published }, suppressed: { ...suppressed, published: [] } }
}

async function studyEffect(
  study: string,
  editions: [Edition, Edition],
  viewer: (study: Study) => Viewer,
): Promise<ComparedStudy> {
  const { studies } = await comparedEditions(...editions, { viewer, study, limit: 0 })
  return studies[0]
}
