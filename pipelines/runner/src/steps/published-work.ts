import { readFile } from 'node:fs/promises'
import { parseStudyFolder } from '@pejling/indicators'
import { loadPublished } from '@pejling/pipeline-published'
import type { Work } from '../graph/step.ts'
import { textOf } from '../study-text.ts'

/** A study's printed tables → `cells.parquet` and `findings.parquet`. */
export const publishedWork: Work = async ({ files, folder, limits }, report) => {
  const texts = await Promise.all(
    Object.entries(files).map(async ([path, file]) => ({ path, text: textOf(await readFile(file)) })),
  )
  const parsed = parseStudyFolder(texts)
  report({ share: 0, log: `audits ${parsed.cells.length} printed cells` })
  return loadPublished(parsed, folder, limits)
}
