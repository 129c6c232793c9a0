import { isOpen, owner, type Study, type Viewer, viewerOf } from '@pejling/indicators'
import { compareEditions, type Edition, openEdition, publishedChanges } from '@pejling/warehouse'
import type { PublishedChange, StudyComparison } from '@pejling/warehouse'
import type { ToldRelation } from '../comparison-in-words.ts'
import { withoutAnswers, withStatistics } from '../told-comparison.ts'

/** What an edition would change for readers of a study, against the one that is live: from what to what. */
export type Effect = {
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
/** Without examples of rows, and without the whole tables of the relations. */
export type StudyEffect = Omit<StudyComparison, 'relations'> & {
  relations: Omit<ToldRelation, 'before' | 'after'>[]
  /** Published numbers that would be recomputed differently. */
  published: PublishedChange[]
}

/**
 * What moves for readers when an edition goes live in place of another; nothing to compare with where none is live. No row
 * is in it, so that it may be kept with the upload.
 *
 * @param before the live edition's file, if there is one
 * @param day `2026-11-21`
 */
export async function effectOf(
  study: string,
  { before, after, day }: { before?: string; after: string; day: string },
): Promise<Effect> {
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

async function compared(study: string, editions: [Edition, Edition], day: string): Promise<Effect> {
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
): Promise<Omit<StudyEffect, 'published'>> {
  const { studies } = await compareEditions(...editions, { viewer, study, limit: 0 })
  const [one] = studies
  return { ...one, relations: withoutAnswers(await withStatistics(editions, one)) }
}
