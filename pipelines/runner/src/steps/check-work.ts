import { checkStudy } from '@pejling/pipeline-derive'
import type { Work } from '../graph/step.ts'
import type { DeriveHanded } from './derive-steps.ts'
import { unitRows } from './unit-rows.ts'

/** A study's tables held against its checks → `checks.parquet`. */
export const checkWork: Work = async ({ context, outputs, folder, limits }, report) => {
  const { survey, derived, parsed } = context as unknown as DeriveHanded
  report({ share: 0, log: `holds the tables against ${parsed.checks.length} checks` })
  return checkStudy({
    ...{ ...parsed, output: folder },
    files: unitRows(survey, derived, outputs),
    limits: { ...limits, progress: (share) => report({ share }) },
  })
}
