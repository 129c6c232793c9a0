import type { Study, Variable } from '@pejling/indicators'
import type { Edition } from './edition.ts'
import { listRelations, type PossibleRelation } from './relations.ts'
import { getCodebook, listPublishedTables } from './study-queries.ts'

/** A study with what can be asked of it, in short: no number of its rows is in it. */
export type StudyOverview = Study & {
  /** How many printed tables it has. */
  tables: number
  variables: (Pick<Variable, 'id' | 'label' | 'unit' | 'scale'> & { categories?: string[] })[]
  relations: PossibleRelation[]
}

/** What `pejling studies --json` and `/api/v1/studies` give of one study. */
export async function studyOverview(edition: Edition, study: Study): Promise<StudyOverview> {
  const { variables } = await getCodebook(edition, study.id)
  return {
    ...study,
    tables: (await listPublishedTables(edition, study.id)).length,
    variables: variables.map(({ id, label, unit, scale, categories }) => ({
      ...{ id, label, unit, scale },
      ...(categories && { categories: categories.map(({ id }) => id) }),
    })),
    relations: await listRelations(edition, study.id),
  }
}
