import type { CodeChange, TextRule } from '@pejling/indicators'
import { loadInterviews, type Pseudonyms } from '@pejling/pipeline-interviews'
import type { Work } from '../graph/step.ts'

/** A study's files of coded interviews → their tables, each as Parquet. Who coded comes by word of mouth, as pseudonyms. */
export const interviewsWork: Work = async ({ study, files, parameters, context, folder, limits }, report) => {
  report({ share: 0, log: `reads ${Object.keys(files).length} files of coded interviews` })
  const { coders } = (context ?? {}) as { coders?: Pseudonyms }
  const { texts } = parameters['study.yaml'] as { texts: TextRule }
  const { changes: made = [] } = (parameters['codes.yaml'] ?? {}) as unknown as { changes?: CodeChange[] }
  const changes = { path: `${study}/codes.yaml`, made }
  const { rows, problems } = await loadInterviews({
    files: Object.entries(files).map(([path, file]) => ({ file, path: `${study}/${path}`, name: path })),
    ...{ coders, texts, changes, output: folder },
    limits: { ...limits, progress: (share) => report({ share }) },
  })
  return { rows, problems }
}
