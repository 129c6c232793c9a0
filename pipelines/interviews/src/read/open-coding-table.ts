import { stat } from 'node:fs/promises'
import type { Choices, Guess } from '@pejling/indicators'
import { openRows, type SentFile, Unreadable } from '@pejling/receive'
import { type CodingColumn, codingColumns } from './coding-columns.ts'
import { type CondensationColumns, condensationColumns } from './condensation-columns.ts'
import type { ArchiveLimits } from './limits.ts'
import type { ReceiptBook } from './receipt-book.ts'

export type OpenedTable = Awaited<ReturnType<typeof openRows>>
export type Columns = Partial<Record<CodingColumn, number>>

/** A table of interviews by what its header says it is. */
export type CodingTable =
  | { of: 'codings'; opened: OpenedTable; columns: Columns }
  | { of: 'condensations'; opened: OpenedTable; columns: CondensationColumns }

const danish = { source: 'kilde', code: 'kode' }

/**
 * Opens a table of codings or of condensations. The mark between cells is the one the rows show, unless the header only names
 * columns that are known by another.
 *
 * @throws Unreadable
 */
export async function openCodingTable(
  file: SentFile,
  limits: ArchiveLimits,
  book: ReceiptBook,
): Promise<CodingTable> {
  const { size } = await stat(file.path)
  if (size > limits.projectBytes)
    throw new Unreadable('codings', `expected at most ${limits.projectBytes} bytes, found more`)
  const first = await openTable(file)
  const marks = first.guesses.find(({ what }) => what === 'delimiter')?.alternatives ?? []
  let opened = first
  for (const delimiter of marks as NonNullable<Choices['delimiter']>[]) {
    if (isKnown(opened, file)) break
    opened = await openTable(file, { delimiter })
  }
  const found = isKnown(opened, file) ? opened : first
  const condensed = condensedColumns(found, file)
  const columns = columnsOf(found)
  const message = condensed ? undefined : missing(columns)
  if (message) throw new Unreadable('missing-column', message, { row: found.choices.headerRow || 1 })
  const stopping = found.problems.find(({ severity }) => severity === 'stops')
  if (stopping) throw new Unreadable(stopping.rule, stopping.message, { row: stopping.row })
  tell(found, book)
  return condensed
    ? { of: 'condensations', opened: found, columns: condensed }
    : { of: 'codings', opened: found, columns }
}

async function openTable(file: SentFile, choices: Choices = {}): Promise<OpenedTable> {
  try {
    return await openRows(file, choices)
  } catch (cause) {
    if (!(cause instanceof Unreadable) || !['format', 'null-byte'].includes(cause.rule)) throw cause
    throw new Unreadable(
      'format',
      'expected a .qdpx archive, a .qdc codebook or a table of codings, found none of them',
    )
  }
}

function isKnown(opened: OpenedTable, file: SentFile): boolean {
  return !missing(columnsOf(opened)) || condensedColumns(opened, file) !== undefined
}

function columnsOf(opened: OpenedTable): Columns {
  return codingColumns(headingsOf(opened))
}

/** A grid has no heading that says what it is: the file's name does. */
function condensedColumns(opened: OpenedTable, { name }: SentFile): CondensationColumns | undefined {
  return condensationColumns(headingsOf(opened), /(condensation|kondens|framework|summar)[^/]*$/i.test(name))
}

function headingsOf({ columns }: OpenedTable): string[] {
  return columns.map(({ heading, name }) => heading ?? name)
}

function missing({ source, code, excerpt, start, end }: Columns): string | undefined {
  for (const [column, place] of Object.entries({ source, code }))
    if (place === undefined)
      return `expected a column ${column} or ${danish[column as keyof typeof danish]}, found none`
  return excerpt === undefined && (start === undefined || end === undefined)
    ? 'expected a column excerpt, or columns start and end, found none'
    : undefined
}

/** Of how the table is read, what a person might want otherwise. */
function tell({ guesses }: OpenedTable, book: ReceiptBook): void {
  const usual: Record<string, Guess['value']> = { encoding: 'utf-8', headerRow: 1, headerRows: 1 }
  for (const { what, value, why, alternatives } of guesses) {
    if (!['encoding', 'delimiter', 'table', 'headerRow', 'headerRows'].includes(what)) continue
    if (value === usual[what]) continue
    const shown = (one: Guess['value']) => (one === '\t' ? 'tab' : String(one))
    book.guesses({ what, value: shown(value), why: why.en, alternatives: alternatives.map(shown) })
  }
}
