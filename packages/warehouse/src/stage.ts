import { literal } from './identifier.ts'

export type Dialect = { delimiter?: ',' | ';' | '\t'; encoding?: 'utf-8' | 'windows-1252' }

/** A delimited file with its cells as they stand: every column text, an empty cell empty text. */
export type Delimited = {
  columns: string[]
  /**
   * The rows as SQL after FROM, with `line` = line in the file (header = 1), in the order of the file. A column of
   * `words` is read as an ENUM of them, which is much faster; a cell that is none of them is a conversion error.
   */
  rows: (words?: Record<string, string[]>) => string
  /**
   * The same rows in the same order without their `line`, which is `first` for the first and one more for each after it.
   * `typed` reads columns as the types given, others as text, an empty cell as nothing; a cell that is none is an error.
   * Missing where lines follow no such order, or where such a reading finds rows that are none.
   */
  unnumbered?: {
    rows: (words?: Record<string, string[]>) => string
    typed: (reading: TypedReading) => string
    first: number
  }
}

/** Types of columns as DuckDB writes them, with the marks of numbers and days that hold for the whole file. */
export type TypedReading = { types: Record<string, string>; decimal: ',' | '.'; day?: string }

/**
 * What DuckDB found wrong with a delimited file, in one line with its place: `line 7: expected 3 cells, found 2`. Its own
 * message shows the whole line, which may hold a person: only the place and the counts are kept.
 */
export function delimitedProblem(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause)
  if (/unicode|utf-?8/i.test(message)) return notUtf8
  const [, line] = /CSV Error on Line: (\d+)/.exec(message) ?? []
  const [, expected, found] = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(message) ?? []
  const place = line ? `line ${line}: ` : ''
  if (expected) return `${place}expected ${expected} cells, found ${found}`
  if (/quote/i.test(message)) return `${place}expected a closing quotation mark, found none`
  return `${place}expected delimited text, found something else`
}

/** How rows of a delimited UTF-8 file are laid out, where something has looked at it before. */
export type Layout = {
  /** What its columns are called, in order, whatever its header says. */
  columns: string[]
  delimiter?: string
  /** The mark around cells; '' if there is none. */
  quote?: '"' | ''
  /** Rows above the first with data; 1, the header, if left out. */
  skip?: number
  /** The first cell of each row is the `line` it has in the file it was made from. */
  lined?: boolean
}

/** A delimited UTF-8 file as SQL, read where it is. */
export function delimitedFile(file: string, layout: Layout): Delimited {
  const { columns, skip = 1, lined = false } = layout
  return {
    columns,
    rows: (words) => delimitedRows(file, layout, words),
    // Of one column an empty line, which is no row, would be read as one by its types.
    ...(!lined &&
      columns.length > 1 && {
        unnumbered: {
          rows: (words) => `(FROM ${readCsv(file, layout, enumsOf(words), asText)})`,
          typed: ({ types, decimal, day }) => {
            const marks = `nullstr = '', decimal_separator = ${literal(decimal)}`
            return `(FROM ${readCsv(file, layout, types, day ? `${marks}, dateformat = ${literal(day)}` : marks)})`
          },
          first: skip + 1,
        },
      }),
  }
}

/** The rows of a delimited file as SQL after FROM: see `Delimited`. */
export function delimitedRows(file: string, layout: Layout, words?: Record<string, string[]>): string {
  const { skip = 1, lined = false } = layout
  const line = lined ? '' : `row_number() OVER () + ${skip} AS line, `
  return `(SELECT ${line}* FROM ${readCsv(file, layout, enumsOf(words), asText)})`
}

/** No cell is nothing: an empty one is an empty text. */
const asText = `nullstr = '\u0001'`

function enumsOf(words: Record<string, string[]> = {}): Record<string, string> {
  const types = Object.entries(words).map(([name, list]) => [name, `ENUM(${list.map(literal).join(', ')})`])
  return Object.fromEntries(types) as Record<string, string>
}

function readCsv(
  file: string,
  { columns, delimiter = ',', quote = '"', skip = 1, lined = false }: Layout,
  known: Record<string, string>,
  options: string,
): string {
  const types = columns.map((name) => {
    const type = Object.hasOwn(known, name) ? known[name] : 'VARCHAR'
    return `${literal(name)}: ${literal(type)}`
  })
  const above = lined ? 0 : skip
  return `read_csv(${literal(file)}, delim = ${literal(delimiter)}, quote = ${literal(quote)}, escape = ${literal(quote)},
      ${above === 1 ? 'header = true' : `header = false, skip = ${above}`},
      auto_detect = false, strict_mode = true, ${options},
      columns = {${[lined ? `'line': 'BIGINT'` : [], types].flat().join(', ')}})`
}

export const notUtf8 = 'not utf-8; save the file as UTF-8 or say windows-1252 in study.yaml'
