import { withDatabase, writeRows } from '@pejling/warehouse'
import type { ExportedRelation } from './exported-relation.ts'
import { countRows, isCounted, pairRows } from './long-rows.ts'

/**
 * The counts, or the units' values, as a Parquet file with a row for each, named as the variables are. The same relation
 * gives the same bytes.
 */
export async function writeRelationParquet(exported: ExportedRelation, file: string): Promise<void> {
  const { x, y, by, unit } = exported
  const divided = by ? { [by.id]: 'VARCHAR' } : {}
  const part = (value: string | undefined) => (by ? { [by.id]: value ?? null } : {})
  const type = ({ categories }: { categories?: unknown[] }) => (categories ? 'VARCHAR' : 'DOUBLE')
  await withDatabase((connection) =>
    isCounted(exported)
      ? writeRows(
          connection,
          countRows(exported).map((row) => ({ ...part(row.by), [x.id]: row.x, [y.id]: row.y, n: row.n })),
          { ...divided, [x.id]: 'VARCHAR', [y.id]: 'VARCHAR', n: 'BIGINT' },
          file,
        )
      : writeRows(
          connection,
          pairRows(exported).map((row) => ({
            ...{ ...part(row.by), [unit.key]: row.key, within: row.within ?? null },
            ...{ [x.id]: row.x, [y.id]: row.y },
          })),
          {
            ...{ ...divided, [unit.key]: 'VARCHAR', within: 'VARCHAR' },
            ...{ [x.id]: type(x), [y.id]: type(y) },
          },
          file,
        ),
  )
}
