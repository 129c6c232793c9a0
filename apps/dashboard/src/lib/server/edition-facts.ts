import { stat } from 'node:fs/promises'
import { type Edition, listTableContents, type TableContent } from '@pejling/warehouse'

/** How large an edition is and what it holds. */
export type EditionFacts = { bytes: number; studies: number; tables: number; rows: number }

/** An edition never changes, so what was counted once is known. */
const known = new Map<string, EditionFacts>()

/** Nothing if its file is gone or cannot be read. */
export async function editionFacts(locals: App.Locals, hash: string): Promise<EditionFacts | undefined> {
  const before = known.get(hash)
  if (before) return before
  try {
    const edition = await locals.editions.get(hash)
    const contents = await unitContents(edition)
    const facts = {
      bytes: (await stat(edition.file)).size,
      studies: new Set(contents.map(({ study }) => study)).size,
      tables: contents.length,
      rows: contents.reduce((sum, { rows }) => sum + rows, 0),
    }
    known.set(hash, facts)
    return facts
  } catch {
    return undefined
  }
}

/** The tables an edition holds of each study: those of its units, of what was printed, and of what the audit found. */
export async function unitContents(edition: Edition): Promise<TableContent[]> {
  const shown = /^(unit .*|published_cell|audit_finding)$/
  const contents = await listTableContents(edition)
  return contents
    .filter(({ table, rows }) => shown.test(table) && Number(rows) > 0)
    .map((content) => ({ ...content, rows: Number(content.rows) }))
}
