import { movedStatistics, type MovedStatistic } from '@pejling/association'
import type { Codebook, Study, Viewer } from '@pejling/indicators'
import {
  compareEditions,
  type Comparison,
  type Edition,
  getCodebook,
  listStudies,
  type RelationComparison,
  type StudyComparison,
} from '@pejling/warehouse'
import { viewerFor } from './study-access.ts'

export type SeenRelation = Omit<RelationComparison, 'before' | 'after'> & { statistics: MovedStatistic[] }
/** A study compared, with what it and its variables are called: as the later edition has it, else the earlier. */
export type SeenStudy = Omit<StudyComparison, 'relations'> & {
  relations: SeenRelation[]
  definition: Study
  variables: StudyComparison['variables']
  codebook: Codebook
}
export type SeenComparison = Omit<Comparison, 'studies'> & { studies: SeenStudy[] }

/** Two editions never change, so what was found for one who sees as much is found for all who do. */
const known = new Map<string, Promise<SeenComparison>>()
const most = 12

/** Two editions compared as the one who asks may see them, with the measures of each relation that moved. */
export async function comparisonFor(
  locals: App.Locals,
  [before, after]: [Edition, Edition],
  rows: number,
): Promise<SeenComparison> {
  const definitions = [...(await listStudies(before)), ...(await listStudies(after))]
  const viewers = new Map<Study, Viewer>()
  for (const study of definitions) viewers.set(study, await viewerFor(locals, study))
  const key = JSON.stringify([before.hash, after.hash, rows, [...viewers.values()]])
  const found = known.get(key) ?? compared(before, after, rows, (study) => viewers.get(study)!)
  known.delete(key)
  known.set(key, found)
  found.catch(() => known.delete(key))
  for (const oldest of known.keys()) if (known.size > most) known.delete(oldest)
  return found
}

async function compared(
  before: Edition,
  after: Edition,
  limit: number,
  viewer: (study: Study) => Viewer,
): Promise<SeenComparison> {
  const found = await compareEditions(before, after, { viewer, limit })
  const [was, is] = await Promise.all([listStudies(before), listStudies(after)])
  const studies: SeenStudy[] = []
  for (const one of found.studies) {
    const [old, young] = [was, is].map((all) => all.find(({ id }) => id === one.study))
    const books = {
      before: old ? await getCodebook(before, one.study) : undefined,
      after: young ? await getCodebook(after, one.study) : undefined,
    }
    const variables = { before: books.before?.variables ?? [], after: books.after?.variables ?? [] }
    studies.push({
      ...one,
      definition: (young ?? old)!,
      codebook: {
        study: one.study,
        // What is gone is still called something.
        variables: [
          ...variables.after,
          ...variables.before.filter(({ id }) => !variables.after.some((other) => other.id === id)),
        ],
      },
      relations: one.relations.map(({ before: _, after: __, ...relation }, i) => ({
        ...relation,
        statistics: movedStatistics(one.relations[i], variables),
      })),
    })
  }
  return { ...found, studies }
}
