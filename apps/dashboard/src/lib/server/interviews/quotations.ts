import type { MaskKind, PassagePart, Viewer } from '@pejling/indicators'
import { listClearedQuotations, listMasks } from '@pejling/ledger'
import { type Edition, readQuotations } from '@pejling/warehouse'
import { fromLedger } from '../from-ledger.ts'
import { getHouse } from '../house.ts'

/** A quotation as it leaves the house: its words, its codes, and since when it may; not whom it is about. */
export type ClearedQuotation = { excerpt: string; words: PassagePart[]; codes: string[]; at: Date }

/** What was cleared for publication of a study's interviews; nothing while the study is under embargo. */
export async function clearedQuotations(
  edition: Edition,
  study: string,
  { sees }: Viewer,
): Promise<ClearedQuotation[]> {
  if (sees === 'nothing' || !getHouse().ledger) return []
  const [rows, masked] = await fromLedger(({ ledger }) =>
    Promise.all([listClearedQuotations(ledger, study), listMasks(ledger, study)]),
  )
  const places = rows.map(({ text_hash: textHash, start, end }) => ({ textHash, start, end }))
  const masks = Map.groupBy(
    masked.map(({ text_hash, start, end, kind }) => ({ text_hash, start, end, kind: kind as MaskKind })),
    ({ text_hash }) => text_hash,
  )
  const found = await readQuotations(edition, study, places, { masks })
  return found.map(({ textHash, start, end, words, excerpt }) => ({
    ...{ excerpt: excerpt.excerpt, words, codes: [...new Set(excerpt.codes.map(({ code }) => code))] },
    at: rows.find((row) => row.text_hash === textHash && row.start === start && row.end === end)!.cleared_at,
  }))
}
