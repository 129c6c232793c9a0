import { csvCell, harmlessCell } from '@pejling/indicators'

/** How a CSV file is written. Danish Excel: semicolons, decimal commas, a byte order mark. The world: commas, points, none. */
export type CsvKind = 'danish' | 'world'

export type CsvValue = string | number | null

/**
 * Rows as CSV in UTF-8. Texts that a spreadsheet would take for a formula are made harmless by an apostrophe; a number
 * stays a number, and nothing is empty.
 */
export function csvText(rows: readonly (readonly CsvValue[])[], kind: CsvKind): string {
  const separator = kind === 'danish' ? ';' : ','
  const cell = (value: CsvValue) => {
    if (value === null) return ''
    if (typeof value === 'number') return kind === 'danish' ? String(value).replace('.', ',') : String(value)
    return csvCell(harmlessCell(value), separator)
  }
  const lines = rows.map((row) => row.map(cell).join(separator))
  return `${kind === 'danish' ? '\ufeff' : ''}${lines.join('\r\n')}\r\n`
}
