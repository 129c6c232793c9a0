import { csvCell, harmlessCell } from '@pejling/indicators'
import type { ConsoleRows } from './console-answer.ts'

/** The rows of an answer as CSV (comma, UTF-8); a cell a spreadsheet would run is made harmless. */
export function consoleCsv({ columns, rows }: ConsoleRows): string {
  const lines = [columns.map(({ name }) => name), ...rows]
  return lines.map((line) => `${line.map(cellOf).join(',')}\n`).join('')
}

function cellOf(cell: ConsoleRows['rows'][number][number]): string {
  return cell === null ? '' : csvCell(typeof cell === 'string' ? harmlessCell(cell) : String(cell))
}
