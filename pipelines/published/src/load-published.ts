import type { ParsedStudy, Problem } from '@pejling/indicators'
import type { Limits } from '@pejling/warehouse'
import { auditStudy } from './audit-study.ts'
import { load } from './load.ts'

/** A study's printed tables → Parquet of cells and of what the audit found, in a folder. */
export async function loadPublished(
  study: ParsedStudy,
  folder: string,
  limits?: Limits,
): Promise<{ rows: number; problems: Problem[] }> {
  await load(study.cells, auditStudy(study), folder, limits)
  return { rows: study.cells.length, problems: [] }
}
