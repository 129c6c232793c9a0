import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
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
   * Missing where lines follow no such order.
   */
  unnumbered?: {
    rows: (words?: Record<string, string[]>) => string
    typed: (reading: TypedReading) => string
    first: number
  }
}

/** Types of columns as DuckDB writes them, with the marks of numbers and days that hold for the whole file. */
export type TypedReading = { types: Record<string, string>; decimal: ',' | '.'; day?: string }

const headerBytes = 4_194_304

/**
 * Lends a delimited file as SQL. Nothing about it is sniffed, so that the same file is always read the same; it is
 * never in memory as a whole, and read when the SQL is run.
 *
 * @throws `empty file`, `line 1: duplicate column: a`, `not utf-8; …`; for what goes wrong later see `delimitedProblem`
 */
export async function withDelimited<T>(
  file: string,
  { delimiter = ',', encoding = 'utf-8' }: Dialect,
  work: (delimited: Delimited) => Promise<T>,
): Promise<T> {
  const columns = headerOf(await firstLine(file, encoding), delimiter)
  // DuckDB reads UTF-8; another encoding is read from a copy, beside nobody's files.
  const copies = encoding === 'utf-8' ? undefined : await mkdtemp(join(tmpdir(), 'pejling-utf-8-'))
  try {
    const source = copies ? join(copies, 'file') : file
    if (copies) await pipeline(createReadStream(file), decoder(encoding), createWriteStream(source))
    return await work(delimitedFile(source, { columns, delimiter }))
  } finally {
    if (copies) await rm(copies, { recursive: true, force: true })
  }
}

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
    ...(!lined && {
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

const notUtf8 = 'not utf-8; save the file as UTF-8 or say windows-1252 in study.yaml'

async function firstLine(file: string, encoding: string): Promise<string> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(headerBytes) })
    const end = buffer.subarray(0, bytesRead).indexOf('\n')
    const header = buffer.subarray(0, end < 0 ? bytesRead : end)
    return new TextDecoder(encoding, { fatal: true }).decode(header)
  } catch (cause) {
    if (cause instanceof TypeError) throw new Error(notUtf8, { cause })
    throw cause
  } finally {
    await handle.close()
  }
}

function decoder(encoding: string): Transform {
  const text = new TextDecoder(encoding, { fatal: true })
  return new Transform({
    transform: (chunk: Buffer, _, done) => done(null, text.decode(chunk, { stream: true })),
    flush: (done) => done(null, text.decode()),
  })
}

function headerOf(text: string, delimiter: string): string[] {
  const header = text.replace(/\r$/, '')
  if (!header.trim()) throw new Error('empty file')
  const quoted = delimiter === '\t' ? '\\t' : delimiter
  const cells = header.match(new RegExp(`(?:^|${quoted})(?:"(?:[^"]|"")*"|[^${quoted}]*)`, 'g')) ?? []
  const columns = cells.map((cell, index) => {
    const bare = (index ? cell.slice(1) : cell).trim()
    return bare.startsWith('"') ? bare.slice(1, -1).replaceAll('""', '"') : bare
  })
  const twice = columns.find((name, index) => columns.indexOf(name) < index)
  if (twice !== undefined) throw new Error(`line 1: duplicate column: ${twice}`)
  return columns
}
