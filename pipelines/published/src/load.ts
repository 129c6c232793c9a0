import { join } from 'node:path'
import type { AuditFinding, PublishedCell } from '@pejling/indicators'
import { cellColumns, findingColumns, type Limits, withDatabase, writeRows } from '@pejling/warehouse'

/** Writes printed cells and what the audit says about them as Parquet: `cells.parquet` and `findings.parquet`. */
export async function load(
  cells: PublishedCell[],
  findings: AuditFinding[],
  folder: string,
  limits?: Limits,
): Promise<void> {
  await withDatabase(async (connection) => {
    await writeRows(connection, cells, cellColumns, join(folder, 'cells.parquet'))
    await writeRows(connection, findings, findingColumns, join(folder, 'findings.parquet'))
  }, limits)
}
