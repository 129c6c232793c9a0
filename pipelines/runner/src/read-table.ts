import { readCsv } from '@pejling/indicators'
import { type LabelledTable, withoutTotals } from './table-totals.ts'

/** What the reader of a table is told where the text alone does not say it. */
export type TableHints = { header?: boolean; labels?: boolean }

/**
 * A cross table from text: JSON (`[[5, 3], [2, 8]]` or `{"counts": …, "rows": […], "columns": […]}`), or delimited by
 * tab, semicolon or comma, with or without a header and row labels. With semicolons or tabs a comma is a decimal mark.
 * Totals are left out, and it is said which. Where numbers may be labels or counts it is asked, not guessed.
 *
 * @throws `table.csv:3: expected a count, found x`, `table.csv: expected 3 columns in row 2, found 2`,
 *   `table.csv: the first row may be labels or counts; say --header or --no-header`
 */
export function readTable(text: string, name: string, hints: TableHints = {}): LabelledTable {
  const trimmed = text.replace(/^\uFEFF/, '').trimEnd()
  if (!trimmed.trim()) throw new Error(`${name}: expected a table, found nothing`)
  const isJson = /^\s*[[{]/.test(trimmed)
  const table = isJson ? fromJson(trimmed, name) : fromText(trimmed, name, hints)
  const width = table.counts[0]?.length ?? 0
  if (!width) throw new Error(`${name}: expected rows of counts, found none`)
  const ragged = table.counts.findIndex((row) => row.length !== width)
  if (ragged >= 0)
    throw new Error(
      `${name}: expected ${width} columns in row ${ragged + 1}, found ${table.counts[ragged].length}`,
    )
  return withoutTotals(table)
}

function fromJson(text: string, name: string): LabelledTable {
  const parsed = parseJson(text, name)
  const counts = Array.isArray(parsed) ? parsed : (parsed as { counts?: unknown }).counts
  if (!Array.isArray(counts) || !counts.every(Array.isArray))
    throw new Error(`${name}: expected rows of counts, found something else`)
  const numbers = counts.map((row: unknown[], i) =>
    row.map((cell) => {
      const value = typeof cell === 'string' ? toNumber(cell, ',') : cell
      if (typeof value === 'number' && Number.isFinite(value)) return value
      throw new Error(`${name}: expected a count in row ${i + 1}, found ${JSON.stringify(cell)}`)
    }),
  )
  const { rows, columns } = Array.isArray(parsed) ? {} : (parsed as { rows?: string[]; columns?: string[] })
  return { ...(rows ? { rows } : {}), ...(columns ? { columns } : {}), counts: numbers }
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Error(`${name}: expected JSON, found text that is not`, { cause })
  }
}

function fromText(text: string, name: string, hints: TableHints): LabelledTable {
  const delimiter = text.includes('\t') ? '\t' : text.includes(';') ? ';' : ','
  const decimal = delimiter === ',' ? '.' : ','
  const { records, unclosed } = readCsv(text, delimiter)
  if (unclosed) throw new Error(`${name}:${unclosed}: expected a closing quotation mark, found none`)
  const cells = records.map(({ line, fields }) => ({ line, fields: fields.map((field) => field.trim()) }))
  const isCount = (cell: string) => toNumber(cell, decimal) !== undefined
  const first = cells[0].fields
  const header = hints.header ?? hasHeader(first, cells.length, isCount, name)
  const body = header ? cells.slice(1) : cells
  const starts = body.map(({ fields }) => fields[0])
  const labels = hints.labels ?? hasLabels(starts, header ? first : undefined, body[0], isCount, name)
  const counts = body.map(({ line, fields }) =>
    fields.slice(labels ? 1 : 0).map((cell) => {
      const value = toNumber(cell, decimal)
      if (value !== undefined) return value
      throw new Error(`${name}:${line}: expected a count, found ${cell || 'nothing'}`)
    }),
  )
  const width = counts[0]?.length ?? 0
  return {
    ...(labels ? { rows: starts } : {}),
    ...(header ? { columns: first.slice(first.length - width) } : {}),
    counts,
  }
}

/** An empty corner or a label beside it makes a header; a label before numbers that only count up may be one. */
function hasHeader(first: string[], rows: number, isCount: (cell: string) => boolean, name: string): boolean {
  const [corner, ...rest] = first
  if (rows < 2) return false
  if (corner === '' || !rest.every(isCount)) return true
  if (isCount(corner)) return false
  if (!countsUp(rest)) return false
  throw new Error(`${name}: the first row may be labels or counts; say --header or --no-header`)
}

function hasLabels(
  starts: string[],
  header: string[] | undefined,
  body: { fields: string[] } | undefined,
  isCount: (cell: string) => boolean,
  name: string,
): boolean {
  if (!starts.every(isCount)) return true
  if (!header || header.length < (body?.fields.length ?? 0)) return header !== undefined
  if (header[0] === '') return true
  if (!countsUp(starts)) return false
  throw new Error(`${name}: the first column may be labels or counts; say --labels or --no-labels`)
}

/** 1, 2, 3 or 2016, 2017: as likely names of categories as counts. */
function countsUp(cells: string[]): boolean {
  const numbers = cells.map(Number)
  return numbers.length > 1 && numbers.every((value, i) => i === 0 || value === numbers[i - 1] + 1)
}

/** `12`, `1,5` (Danish) or `1.5`; a full stop or space before three digits is a thousands mark in Danish text. */
function toNumber(text: string, decimal: ',' | '.'): number | undefined {
  if (decimal === ',' && /^-?\d{1,3}([. \u00A0]\d{3})+(,\d+)?$/.test(text))
    return Number(text.replace(/[. \u00A0]/g, '').replace(',', '.'))
  if (!/^-?\d+([.,]\d+)?$/.test(text)) return undefined
  return Number(text.replace(',', '.'))
}
