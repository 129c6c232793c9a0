import type { Language } from '@pejling/indicators'
import { type CsvKind, csvText, type CsvValue } from './csv-text.ts'
import type { ExportedRelation } from './exported-relation.ts'
import { variableLabels } from './labels.ts'
import { countRows, isCounted, pairRows } from './long-rows.ts'

/**
 * The counts, or the units' values, as CSV in UTF-8 with a row for each: codes and names, so that nothing has to be looked
 * up. Hidden counts are empty. Texts that a spreadsheet would take for a formula are made harmless by an apostrophe; a
 * number stays a number.
 */
export function csvFile(exported: ExportedRelation, kind: CsvKind, language: Language): string {
  const { header, rows } = csvTable(exported, language)
  return csvText([header, ...rows], kind)
}

type Cells = CsvValue[]

function csvTable(exported: ExportedRelation, language: Language): { header: string[]; rows: Cells[] } {
  const { x, y, by, relation } = exported
  const label = variableLabels([x, y, ...(by ? [by] : [])], language)
  const divided = by ? [by.id, `${by.id}_label`] : []
  const part = (value: string | undefined): Cells => (by ? [value ?? null, label(by.id, value)] : [])
  if (isCounted(exported))
    return {
      header: [...divided, x.id, `${x.id}_label`, y.id, `${y.id}_label`, 'n', 'edition'],
      rows: countRows(exported).map((row) => [
        ...part(row.by),
        ...[row.x, label(x.id, row.x), row.y, label(y.id, row.y), row.n, relation.edition],
      ]),
    }
  return {
    header: [...divided, exported.unit.key, 'within', x.id, y.id, 'edition'],
    rows: pairRows(exported).map((row) => [
      ...part(row.by),
      ...[row.key, row.within ?? null, row.x, row.y, relation.edition],
    ]),
  }
}
