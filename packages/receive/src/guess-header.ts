import type { Guess } from '@pejling/indicators'

/** A row of the beginning of a table; empty ones are left out. */
export type HeadRow = { line: number; cells: string[] }

/** Where the names of the columns are, and where the rows begin. */
export type Header = { row: number; rows: number; why: Guess['why']; alternatives: number[] }

/**
 * The header is the first row that is nearly as full as the rows are; a row right above it that names groups of columns, or
 * one right below that fills its holes, belongs to it. `merged` are rows with cells that reach over several columns.
 */
export function guessHeader(rows: HeadRow[], merged: number[] = []): Header {
  const usual = usualWidth(rows)
  const at = Math.max(
    0,
    rows.findIndex(({ cells }) => filled(cells) >= Math.max(1, 0.6 * usual)),
  )
  const first = rows[at]
  if (!first) return { row: 1, rows: 1, why: nothing, alternatives: [] }
  const alternatives = (row: number) =>
    [0, ...rows.slice(0, 5).map(({ line }) => line)].filter((n) => n !== row)
  const [above, below, then] = [rows[at - 1], rows[at + 1], rows[at + 2]]
  if (above?.line === first.line - 1 && (filled(above.cells) > 1 || merged.includes(above.line)))
    return { row: above.line, rows: 2, why: groups, alternatives: alternatives(above.line) }
  const fills =
    below?.line === first.line + 1 &&
    then !== undefined &&
    (merged.includes(first.line) || hasHolesFilled(first.cells, below.cells)) &&
    !below.cells.some(isNumber) &&
    then.cells.some(isNumber)
  if (fills) return { row: first.line, rows: 2, why: groups, alternatives: alternatives(first.line) }
  const why =
    at === 0 ? top : { da: `Den første række, der er fyldt ud.`, en: 'The first row that is filled.' }
  return { row: first.line, rows: 1, why, alternatives: alternatives(first.line) }
}

/** The names of columns, those of groups before those of their columns; `width` columns at least. */
export function headerNames(rows: string[][], width: number): string[] {
  const most = Math.max(width, ...rows.map((cells) => cells.length))
  const carried = rows.map((cells, at) => (at < rows.length - 1 ? carry(cells, rows[at + 1]) : cells))
  return Array.from({ length: most }, (_, column) => {
    const parts = carried.map((cells) => (cells[column] ?? '').trim()).filter(Boolean)
    return parts.filter((part, at) => parts.indexOf(part) === at).join(' – ')
  })
}

const top = { da: 'Den første række.', en: 'The first row.' }
const nothing = { da: 'Der er ingen rækker.', en: 'There are no rows.' }
const groups = {
  da: 'To rækker: den ene navngiver grupper af kolonner.',
  en: 'Two rows: one of them names groups of columns.',
}

/** A group's name stands over its first column and means those right of it that have a name below. */
function carry(cells: string[], below: string[]): string[] {
  let group = ''
  return below.map((name, at) => {
    if (cells[at]?.trim()) group = cells[at]
    return name.trim() || at < cells.length ? (cells[at]?.trim() ? cells[at] : name.trim() ? group : '') : ''
  })
}

function usualWidth(rows: HeadRow[]): number {
  const counts = new Map<number, number>()
  for (const { cells } of rows) counts.set(filled(cells), (counts.get(filled(cells)) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0
}

function filled(cells: string[]): number {
  return cells.filter((cell) => cell.trim() !== '').length
}

function hasHolesFilled(upper: string[], lower: string[]): boolean {
  const holes = upper.map((cell, at) => [cell.trim(), lower[at]?.trim() ?? '']).filter(([cell]) => !cell)
  return holes.length > 0 && holes.every(([, below]) => below)
}

function isNumber(cell: string): boolean {
  return /^[-+]?\d[\d.,]*$/.test(cell.trim())
}
