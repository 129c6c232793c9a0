import { formulaCell } from '@pejling/indicators'
import { literal } from './identifier.ts'

/** `harmlessCell` of `@pejling/indicators` over a column of texts: those a spreadsheet would run get an apostrophe. */
export function harmlessSql(cell: string): string {
  const begins = `regexp_matches(${cell}, ${literal(formulaCell.begins)})`
  return `CASE WHEN ${begins} AND NOT regexp_matches(${cell}, ${literal(formulaCell.number)}) AND length(${cell}) > 1
    THEN '''' || ${cell} ELSE ${cell} END`
}
