import { guessHeader, type Header, type HeadRow } from '../guess-header.ts'
import type { Zip } from '../zip/open-zip.ts'
import { excelNumber } from './cell-format.ts'
import { type Cell, readSheet } from './read-sheet.ts'
import type { Workbook } from './workbook.ts'

/** What stands in one column of a sheet, below and above the header alike. */
export type ColumnLook = {
  cells: number
  texts: number
  numbers: number
  dates: number
  moments: number
  times: number
  booleans: number
  /** Days and months without a year or day, as Excel makes of `1-2`, and the years they are in. */
  made: number
  madeFrom?: number
  years: Set<number>
}

/** What one reading of a sheet shows. */
export type SheetLook = {
  head: { row: number; cells: Cell[] }[]
  columns: ColumnLook[]
  merged: { row: number; rows: number; columns: number }[]
  errors: { n: number; row?: number }
  /** Formulas, and those of them whose result is not in the file. */
  formulas: number
  unworked: { n: number; row?: number }
}

const headRows = 520
const most = 10_000

/** Reads a sheet once, to know what it holds before it is read as rows. */
export async function lookAtSheet(zip: Zip, part: string, workbook: Workbook): Promise<SheetLook> {
  const look: SheetLook = {
    head: [],
    columns: [],
    merged: [],
    errors: { n: 0 },
    formulas: 0,
    unworked: { n: 0 },
  }
  for await (const parts of readSheet(zip, part, workbook))
    for (const found of parts)
      if ('merged' in found) {
        if (look.merged.length < most) look.merged.push(found.merged)
      } else {
        if (look.head.length < headRows) look.head.push(found)
        for (const cell of found.cells) note(look, cell, found.row, workbook.from1904)
      }
  return look
}

/** Takes rows of the header out of what was counted: the columns then are what stands below it. */
export function withoutRows(look: SheetLook, upTo: number, from1904: boolean): void {
  for (const { row, cells } of look.head)
    if (row <= upTo) for (const cell of cells) note(look, cell, row, from1904, -1)
}

function note(look: SheetLook, cell: Cell, row: number, from1904: boolean, by = 1): void {
  const column = (look.columns[cell.column] ??= none())
  if (cell.formula) look.formulas += by
  if (cell.is === 'error') {
    const kind = cell.text === '' ? look.unworked : look.errors
    kind.n += by
    kind.row ??= row
    if (cell.text === '') return
  }
  column.cells += by
  if (cell.is === 'boolean') column.booleans += by
  else if (cell.is !== 'number') column.texts += by
  else if (cell.kind === 'date') column.dates += by
  else if (cell.kind === 'datetime') column.moments += by
  else if (cell.kind === 'time') column.times += by
  else if (typeof cell.kind === 'object') column.texts += by
  else if (cell.kind === 'number') column.numbers += by
  else {
    column.made += by
    column.madeFrom ??= row
    if (column.years.size < 3)
      column.years.add(Number(excelNumber(cell.value, 'date', from1904, false).slice(0, 4)))
  }
}

function none(): ColumnLook {
  return {
    cells: 0,
    texts: 0,
    numbers: 0,
    dates: 0,
    moments: 0,
    times: 0,
    booleans: 0,
    made: 0,
    years: new Set(),
  }
}

/** The first rows of a sheet as texts, and its header by them. */
export function sheetHeader(
  look: SheetLook,
  texts: (cells: Cell[]) => string[],
): { top: HeadRow[]; header: Header } {
  const top = look.head.map(({ row, cells }) => ({ line: row, cells: texts(cells) }))
  const across = look.merged.filter(({ columns }) => columns > 1).map(({ row }) => row)
  return { top, header: guessHeader(top, across) }
}
