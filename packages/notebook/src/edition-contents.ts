import { type Edition, tableContents } from '@pejling/warehouse'
import { canonical } from './canonical.ts'

/**
 * What an edition holds of a study, as one hash, computed from the rows as they are now and not from what the edition says
 * of itself: the same in a copy, on another machine and after a restore.
 */
export async function editionContents(edition: Edition, study: string): Promise<string> {
  const contents = await tableContents((sql) => edition.query(sql), { only: study })
  return canonical(contents.map(({ table, rows, hash }) => [table, Number(rows), hash])).sha256
}
