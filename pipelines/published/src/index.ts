import type { AuditFinding, ParsedStudy, Problem } from '@pejling/indicators'
import { load } from './load.ts'

/** A study's printed tables → Parquet of cells and of what the audit found, in a folder. */
export async function loadPublished(
  study: ParsedStudy,
  folder: string,
): Promise<{ rows: number; problems: Problem[] }> {
  const findings: AuditFinding[] = []
  await load(study.cells, findings, folder)
  return { rows: study.cells.length, problems: [] }
}
