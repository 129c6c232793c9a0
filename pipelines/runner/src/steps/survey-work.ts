import { loadUnit } from '@pejling/pipeline-survey'
import type { Work } from '../graph/step.ts'
import { unitFileOf } from './unit-file.ts'

/** One file with rows of a unit → `rows.parquet`. */
export const surveyWork: Work = async (given, report) => {
  report({ share: 0, log: `reads ${Object.keys(given.files)[0]}` })
  return loadUnit({
    ...unitFileOf(given),
    output: `${given.folder}/rows.parquet`,
    limits: { ...given.limits, progress: (share) => report({ share }) },
  })
}
