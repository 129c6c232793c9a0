import { csvCell, harmlessCell } from '@pejling/indicators'

/**
 * A table as CSV in UTF-8: a header, commas, a line feed after each row; nothing is an empty cell, and texts that a
 * spreadsheet would run have an apostrophe before them.
 */
export function csvText(
  header: readonly string[],
  rows: readonly (readonly (string | number | null | undefined)[])[],
): string {
  const cellOf = (cell: string | number | null | undefined) =>
    typeof cell === 'number' ? String(cell) : csvCell(harmlessCell(cell ?? ''))
  return [header, ...rows].map((row) => `${row.map(cellOf).join(',')}\n`).join('')
}
