import type { Choices, Problem, ReceivedColumn } from '@pejling/indicators'
import { namedColumns } from '../columns.ts'
import { headerGuesses } from '../header-guesses.ts'
import { headerNames } from '../guess-header.ts'
import { neutralTable } from '../neutral-table.ts'
import type { Opened, RowBatches, SentFile } from '../opened.ts'
import { Unreadable } from '../unreadable.ts'
import { openZip, type Zip } from '../zip/open-zip.ts'
import { excelNumber } from './cell-format.ts'
import { chooseSheet } from './choose-sheet.ts'
import { type ColumnLook, lookAtSheet, sheetHeader, type SheetLook, withoutRows } from './look-at-sheet.ts'
import { type Cell, readSheet } from './read-sheet.ts'
import { readWorkbook, type Workbook } from './workbook.ts'

/**
 * Opens one sheet of an Excel workbook: values as they are kept there, days as `2025-12-31`, results of formulas as they were
 * last worked out. Days that Excel made of texts such as `1-2` become those texts again, and it is told.
 *
 * @throws Unreadable
 */
export async function openXlsx(file: SentFile, chosen: Choices): Promise<Opened> {
  const zip = await openZip(file.path)
  try {
    return await openWorkbook(zip, file, chosen)
  } finally {
    zip.close()
  }
}

async function openWorkbook(zip: Zip, { name, path }: SentFile, chosen: Choices): Promise<Opened> {
  const workbook = await readWorkbook(zip)
  const { sheet, guess } = await chooseSheet(zip, workbook, chosen.table)
  const look = await lookAtSheet(zip, sheet.part, workbook)
  if (look.head.length === 0) throw new Unreadable('empty', 'expected a table, found an empty sheet')
  const width = look.columns.length
  const { top, header: guessed } = sheetHeader(look, (cells) => textsOf(cells, width, workbook, []))
  const header = headerGuesses(guessed, chosen)
  const above = header.row === 0 ? 0 : header.row + header.rows - 1
  withoutRows(look, above, workbook.from1904)
  const restored = look.columns.map(isRestored)
  const texts = (cells: Cell[]) => textsOf(cells, width, workbook, restored)
  const upper = top.filter(({ line }) => line >= header.row && line <= above)
  const names = headerNames(
    upper.map(({ cells }) => cells),
    width,
  )
  const kept = names.flatMap((title, at) => (title || (look.columns[at]?.cells ?? 0) > 0 ? [at] : []))
  const received = kept.map((at): ReceivedColumn => ({ name: names[at], ...typeOfColumn(look.columns[at]) }))
  const { columns, problems } = namedColumns(name, Math.max(1, above), received)
  problems.push(
    ...sheetProblems(
      name,
      look,
      above,
      columns.map((column, at) => ({ column, look: look.columns[kept[at]] })),
    ),
  )
  const body = look.head.filter(({ row }) => row > above)
  const plan = { path, part: sheet.part, workbook, kept, above, texts }
  return {
    ...{
      format: 'xlsx',
      file: name,
      name: sheet.name || name,
      columns,
      problems,
      guesses: [...guess, ...header.guesses],
    },
    head: body.map(({ cells }) => texts(cells)).map((row) => kept.map((at) => row[at])),
    choices: {
      ...chosen,
      ...{ format: 'xlsx', table: sheet.name, headerRow: header.row, headerRows: header.rows },
      ...{ decimal: '.', thousands: '', dateOrder: 'ymd' },
    },
    ...(workbook.sheets.length > 1 && { sheets: workbook.sheets.map((one) => one.name) }),
    rows: () => rowsOf(plan),
    stage: (folder) => neutralTable(folder, columns, rowsOf(plan)),
  }
}

/** Days without a year are texts again where texts stand among them, or where all are of the year they were typed in. */
function isRestored(column: ColumnLook | undefined): boolean {
  if (!column || column.made === 0) return false
  return column.dates + column.moments === 0 && (column.texts > 0 || column.years.size === 1)
}

function textsOf(cells: Cell[], width: number, { from1904 }: Workbook, restored: boolean[]): string[] {
  const texts = Array.from({ length: width }, () => '')
  for (const cell of cells)
    texts[cell.column] =
      cell.is === 'number' ? excelNumber(cell.value, cell.kind, from1904, restored[cell.column]) : cell.text
  return texts
}

function typeOfColumn(column: ColumnLook | undefined): Pick<ReceivedColumn, 'type'> {
  if (!column || column.cells === 0) return {}
  if (isRestored(column)) return { type: 'text' }
  const { numbers, dates, made, moments, times, booleans } = column
  const kinds = { number: numbers, date: dates + made, datetime: moments, time: times, boolean: booleans }
  const [type] = Object.entries(kinds).find(([, count]) => count === column.cells) ?? ['text']
  return { type: type as ReceivedColumn['type'] }
}

function sheetProblems(
  file: string,
  look: SheetLook,
  above: number,
  columns: { column: ReceivedColumn; look?: ColumnLook }[],
): Problem[] {
  const say = (
    rule: string,
    severity: Problem['severity'],
    message: string,
    count: number,
    row?: number,
  ): Problem[] =>
    count === 0
      ? []
      : [{ file, ...(row !== undefined && { row }), rule, severity, message, ...(count > 1 && { count }) }]
  const merged = look.merged.filter(({ row }) => row > above)
  return [
    ...say(
      'formula-error',
      'warns',
      'expected values, found mistakes of formulas such as #N/A',
      look.errors.n,
      look.errors.row,
    ),
    ...say(
      'formula-unworked',
      'stops',
      'expected results of formulas, found none; open the file in Excel and save it',
      look.unworked.n,
      look.unworked.row,
    ),
    ...say(
      'formula',
      'notes',
      'expected values, found formulas; their last results are read',
      look.formulas,
      undefined,
    ),
    ...say(
      'merged-cells',
      'warns',
      'expected a value in each cell, found merged cells; only the first has the value',
      merged.length,
      merged[0]?.row,
    ),
    ...columns.flatMap(({ column, look: one }): Problem[] => {
      if (!one || one.made === 0) return []
      const message = isRestored(one)
        ? 'expected texts, found days that Excel makes of texts such as 1-2; they are read as such texts again'
        : 'expected days with a year, found some shown without; they are read as days'
      return [
        {
          ...{
            file,
            row: one.madeFrom,
            heading: column.name,
            rule: 'excel-date',
            severity: 'warns',
            message,
          },
          ...(one.made > 1 && { count: one.made }),
        },
      ]
    }),
  ]
}

type Plan = {
  path: string
  part: string
  workbook: Workbook
  kept: number[]
  above: number
  texts: (cells: Cell[]) => string[]
}

async function* rowsOf({ path, part, workbook, kept, above, texts }: Plan): RowBatches {
  const zip = await openZip(path)
  try {
    for await (const parts of readSheet(zip, part, workbook))
      yield parts.flatMap((found) => {
        if ('merged' in found || found.row <= above) return []
        const all = texts(found.cells)
        const cells = kept.map((at) => all[at])
        return cells.some((cell) => cell !== '') ? [{ line: found.row, cells }] : []
      })
  } finally {
    zip.close()
  }
}
