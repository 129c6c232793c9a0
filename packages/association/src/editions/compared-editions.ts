import {
  compareEditions,
  type CompareOptions,
  type Comparison,
  type Edition,
  getCodebook,
  type RelationComparison,
  type StudyComparison,
} from '@pejling/warehouse'
import { type MovedStatistic, movedStatistics } from '../moved-statistics.ts'

/** A relation with the measures that moved, and without the whole answers they were computed from. */
export type ComparedRelation = Omit<RelationComparison, 'before' | 'after'> & { statistics: MovedStatistic[] }
export type ComparedStudy = Omit<StudyComparison, 'relations'> & { relations: ComparedRelation[] }
export type ComparedEditions = Omit<Comparison, 'studies'> & { studies: ComparedStudy[] }

/** `compareEditions`, and of each relation that moved the measures of association that did. */
export async function comparedEditions(
  before: Edition,
  after: Edition,
  options: CompareOptions,
): Promise<ComparedEditions> {
  const found = await compareEditions(before, after, options)
  const studies: ComparedStudy[] = []
  for (const study of found.studies)
    studies.push({ ...study, relations: await withStatistics([before, after], study) })
  return { ...found, studies }
}

async function withStatistics(
  [before, after]: [Edition, Edition],
  { study, presence, relations }: StudyComparison,
): Promise<ComparedRelation[]> {
  if (presence !== 'both' || !relations.length) return []
  const [was, is] = await Promise.all([getCodebook(before, study), getCodebook(after, study)])
  const variables = { before: was.variables, after: is.variables }
  return relations.map(({ before, after, ...relation }) => ({
    ...relation,
    statistics: movedStatistics({ ...relation, before, after }, variables),
  }))
}
