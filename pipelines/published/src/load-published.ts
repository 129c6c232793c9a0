import type { ParsedStudy, Problem } from '@pejling/indicators'
import { auditStudy } from './audit-study.ts'
import { load } from './load.ts'

/** A study's printed tables → Parquet of cells and of what the audit found, in a folder. */
export async function loadPublished(
  study: ParsedStudy,
  folder: string,
): Promise<{ rows: number; problems: Problem[] }> {
  await load(study.cells, auditStudy(study), folder)
  return { rows: study.cells.length, problems: [] }
}
