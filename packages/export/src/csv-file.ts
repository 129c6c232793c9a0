import { csvCell, harmlessCell, type Language } from '@pejling/indicators'
import type { ExportedRelation } from './exported-relation.ts'
import { variableLabels } from './labels.ts'
import { countRows, isCounted, pairRows } from './long-rows.ts'

/** How a CSV file is written. Danish Excel: semicolons, decimal commas, a byte order mark. The world: commas, points, none. */
export type CsvKind = 'danish' | 'world'

/**
 * The counts, or the units' values, as CSV in UTF-8 with a row for each: codes and names, so that nothing has to be looked
 * up. Hidden counts are empty. Texts that a spreadsheet would take for a formula are made harmless by an apostrophe; a
 * number stays a number.
 */
export function csvFile(exported: ExportedRelation, kind: CsvKind, language: Language): string {
  const { header, rows } = csvTable(exported, language)
  const separator = kind === 'danish' ? ';' : ','
  const cell = (value: string | number | null) => {
    if (value === null) return ''
    if (typeof value === 'number') return kind === 'danish' ? String(value).replace('.', ',') : String(value)
    return csvCell(harmlessCell(value), separator)
  }
  const lines = [header, ...rows].map((row) => row.map(cell).join(separator))
  return `${kind === 'danish' ? '\ufeff' : ''}${lines.join('\r\n')}\r\n`
}

type Cells = (string | number | null)[]

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
