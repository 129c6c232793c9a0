import { codeNames } from '@pejling/indicators'
import { type CsvKind, csvText } from './csv-text.ts'

/** A quotation that was cleared for publication: its words without what is masked, and the codes it was given. */
export type ExportedQuotation = {
  quotation: string
  codes: readonly string[]
  /** The day it was cleared: `2026-11-21`. */
  cleared: string
  study: string
  edition: string
  synthetic: boolean
}

/** Quotations as CSV, a row each; whom they are about is not in it. */
export function quotationsFile(quotations: readonly ExportedQuotation[], kind: CsvKind): string {
  const header = ['quotation', 'codes', 'cleared', 'study', 'edition', 'synthetic']
  const rows = quotations.map(({ quotation, codes, cleared, study, edition, synthetic }) => [
    ...[quotation, codes.map((code) => codeNames(code).join(' > ')).join('; '), cleared, study, edition],
    String(synthetic),
  ])
  return csvText([header, ...rows], kind)
}
