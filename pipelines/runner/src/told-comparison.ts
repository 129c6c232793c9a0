import { movedStatistics } from '@pejling/association'
import { type Edition, getCodebook, type RelationComparison, type StudyComparison } from '@pejling/warehouse'
import type { ToldRelation } from './comparison-in-words.ts'

/** The relations of a study that moved, with the statistics that moved with them. */
export async function withStatistics(
  [before, after]: [Edition, Edition],
  { study, presence, relations }: StudyComparison,
): Promise<ToldRelation[]> {
  if (presence !== 'both' || !relations.length) return []
  const [was, is] = await Promise.all([getCodebook(before, study), getCodebook(after, study)])
  const variables = { before: was.variables, after: is.variables }
  return relations.map((relation) => ({ ...relation, statistics: movedStatistics(relation, variables) }))
}

/** Without the whole tables before and after: `pejling relation --edition` gives them. */
export function withoutAnswers<Relation extends RelationComparison>(
  relations: Relation[],
): Omit<Relation, 'before' | 'after'>[] {
  return relations.map(({ before: _, after: __, ...relation }) => relation)
}
