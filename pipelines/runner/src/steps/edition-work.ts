import { join } from 'node:path'
import { buildEdition, type EditionContent } from '@pejling/warehouse'
import type { Work } from '../graph/step.ts'

/** Everything a plan added up to → `edition.duckdb`, checked. Not cached: an edition is a file of its own. */
export const editionWork: Work = async ({ parameters, folder, limits }, report) => {
  const content = parameters.content as unknown as EditionContent
  report({ share: 0, log: `puts together ${content.studies.length} studies` })
  const live = parameters.live as string | undefined
  const told = { ...limits, progress: (share: number) => report({ share }) }
  await buildEdition(join(folder, 'edition.duckdb'), content, told, { from: live })
  return { rows: 0, problems: [] }
}
