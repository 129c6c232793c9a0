import type { MovedStatistic } from '@pejling/association'
import type { PublishedChange, RelationComparison, StudyComparison } from '@pejling/warehouse'

/**
 * What an upload would change for readers, as the worker found it and the ledger keeps it: from what to what, for who may
 * see all counts of the study, and for all others.
 */
export type Effect = {
  /** The edition that was live; missing if none was. */
  before?: string
  after: string
  /** Is the study seen by all alike? Then there is only `all`. */
  open: boolean
  all?: StudyEffect
  suppressed?: StudyEffect
}

export type StudyEffect = Omit<StudyComparison, 'relations'> & {
  relations: (Omit<RelationComparison, 'before' | 'after'> & { statistics: MovedStatistic[] })[]
  published: PublishedChange[]
}
