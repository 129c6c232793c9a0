import type { Problem } from '@pejling/indicators'
import {
  type Connection,
  type Delimited,
  delimitedProblem,
  identifier,
  literal,
  missingColumn,
  rows,
} from '@pejling/warehouse'
import { type CellSql, fromText, fromWords, trueValue } from './cell.ts'
import type { Column, Columns } from './column.ts'
import { emptyReason, fromNative, type Native, nativeOf } from './native.ts'
import { meantBy, type Word, wordsOf } from './words.ts'

/** The view of what was read: `line`, and a value and a missing reason of each variable the file has a column for. */
export const readTable = 'rows_read'
/** The view behind it: `line`, and one column for each column of the file, categories as the words they are written in. */
export const cellsTable = 'cells_read'
/** The table behind that. */
const storedTable = 'cells_stored'

/** What was read, and the words of its categorical columns by their name in the file. */
export type ReadFile = { rows: number; words: Map<string, Word[]>; problems: Problem[] }

/** A column with more unknown words than this is read as text: it is no column of categories. */
const fewWords = 500

/**
 * Reads the file once, by DuckDB's own reading of types: category columns as ENUMs of the words the codebook knows. Only
 * where a cell is none of that are the other words looked up and the file is read again from text, so that case and space
 * do not matter and what cannot be read has its place. What stands in a column that is not asked is kept as text.
 */
export async function read(
  connection: Connection,
  path: string,
  delimited: Delimited,
  columns: Columns,
): Promise<ReadFile> {
  const present = columns.columns.filter(({ name }) => delimited.columns.includes(name))
  const known = new Map(present.flatMap((column) => wordEntry(column, wordsOf(column))))
  const native = delimited.unnumbered && nativeOf(present, known)
  let words = known
  try {
    await readAs(connection, delimited, columns, words, native).catch(async (cause) => {
      if (!isUnknown(cause)) throw cause
      words = await withOtherWords(connection, delimited, present, known)
      await readAs(connection, delimited, columns, words)
    })
  } catch (cause) {
    return { rows: 0, words, problems: [unreadable(path, delimitedProblem(cause))] }
  }
  const [{ n }] = await rows<{ n: number }>(connection, `SELECT count(*) AS n FROM ${cellsTable}`)
  return { rows: n, words, problems: [] }
}

/** `line 7: expected 3 cells, found 2` as a problem of line 7. */
function unreadable(path: string, message: string): Problem {
  const [, line, rest] = /^line (\d+): (.*)$/s.exec(message) ?? []
  const place = line ? { row: Number(line), message: rest } : { message }
  return { file: path, rule: 'unreadable', severity: 'stops', ...place }
}

/** Puts pseudonyms in the place of a variable's identifiers; gives how many cells had none. */
export async function pseudonymise(
  connection: Connection,
  column: number,
  pseudonyms: Record<string, string>,
): Promise<number> {
  const cell = valueCell(column)
  await connection.run('CREATE OR REPLACE TEMP TABLE pseudonym (identifier VARCHAR, pseudonym VARCHAR)')
  const appender = await connection.createAppender('pseudonym')
  for (const [from, to] of Object.entries(pseudonyms)) {
    appender.appendVarchar(from)
    appender.appendVarchar(to)
    appender.endRow()
  }
  appender.closeSync()
  const [{ n }] = await rows<{ n: number }>(
    connection,
    `SELECT count(*) AS n FROM ${cellsTable}
     WHERE ${cell} IS NOT NULL AND ${cell} NOT IN (SELECT identifier FROM pseudonym)`,
  )
  await connection.run(
    `UPDATE ${storedTable} SET ${cell} = (SELECT pseudonym FROM pseudonym WHERE identifier = ${cell})
     WHERE ${cell} IS NOT NULL`,
  )
  await connection.run('DROP TABLE pseudonym')
  return n
}

/** One column of the file: what is stored of it, what is asked of that, and its value and missing reason. */
type Part = { stored: string[]; cells: string[]; shown: CellSql }

async function readAs(
  connection: Connection,
  delimited: Delimited,
  { columns, notAsked }: Columns,
  words: Map<string, Word[]>,
  native?: Native,
): Promise<void> {
  const parts = columns.flatMap((column, at) =>
    delimited.columns.includes(column.name) ? [partOf(column, at, words.get(column.name), native)] : [],
  )
  const names = columns.filter(({ name }) => delimited.columns.includes(name))
  const shown = parts.flatMap(({ shown: { value, missing } }, at) => {
    const { id } = names[at].variable
    return [`${value} AS ${identifier(id)}`, `${missing} AS ${identifier(missingColumn(id))}`]
  })
  const answered = notAsked.flatMap(({ variable, name }) =>
    name === undefined ? [] : { name, id: identifier(variable.id) },
  )
  const stored = [
    ...parts.flatMap((part) => part.stored),
    ...answered.map(({ name, id }) => `nullif(trim(${identifier(name)}), '') AS ${id}`),
  ]
  const ids = answered.map(({ id }) => id)
  const { unnumbered } = delimited
  await connection.run(
    `CREATE OR REPLACE TABLE ${storedTable} AS
     SELECT ${[...(unnumbered ? [] : ['line']), ...stored].join(', ')} FROM ${sourceOf(delimited, words, native)}`,
  )
  // Rows are numbered by where they stand in the table: numbering them while they are read costs a sixth of the reading.
  const line = unnumbered ? `rowid + ${unnumbered.first} AS line` : 'line'
  await connection.run(
    `CREATE OR REPLACE VIEW ${cellsTable} AS
     SELECT ${[line, ...parts.flatMap(({ cells }) => cells), ...ids].join(', ')} FROM ${storedTable}`,
  )
  await connection.run(
    `CREATE OR REPLACE VIEW ${readTable} AS SELECT ${['line', ...shown, ...ids].join(', ')} FROM ${cellsTable}`,
  )
}

function partOf(column: Column, at: number, words?: Word[], native?: Native): Part {
  const [name, cell, reason] = [identifier(column.name), valueCell(at), reasonCell(at)]
  if (words) {
    const { value, missing } = fromWords(column, cell, words)
    const empty = `CASE WHEN ${cell} IS NULL THEN ${emptyReason(column)} END`
    const shown = { value, missing: `coalesce(${missing}, ${empty})` }
    return { stored: [`${name} AS ${cell}`], cells: [cell], shown }
  }
  if (native && Object.hasOwn(native.types, column.name)) {
    const { cell: asked, ...shown } = fromNative(column, cell)
    return { stored: [`${name} AS ${cell}`], cells: [`${asked} AS ${cell}`], shown }
  }
  const { value, missing } = fromText(column, native ? `coalesce(${name}, '')` : name)
  return {
    stored: [`${value} AS ${cell}`, `${missing} AS ${reason}`],
    cells: [cell, reason],
    shown: { value: trueValue(column, cell), missing: reason },
  }
}

function sourceOf(delimited: Delimited, words: Map<string, Word[]>, native?: Native): string {
  const { unnumbered } = delimited
  if (native && unnumbered) return unnumbered.typed(native)
  const texts = Object.fromEntries([...words].map(([name, known]) => [name, known.map(({ text }) => text)]))
  return unnumbered ? unnumbered.rows(texts) : delimited.rows(texts)
}

/** The words known and all others that stand in the file; columns with too many others are left out. */
async function withOtherWords(
  connection: Connection,
  delimited: Delimited,
  columns: Column[],
  known: Map<string, Word[]>,
): Promise<Map<string, Word[]>> {
  const asked = columns.filter(({ name }) => known.has(name))
  if (asked.length === 0) return known
  const others = ({ name }: Column) =>
    `(${identifier(name)} NOT IN (${known
      .get(name)!
      .map(({ text }) => literal(text))
      .join(', ')}))`
  const one = async <Value>(select: (column: Column) => string, of: Column[]) => {
    const list = of.map((column, at) => `${select(column)} AS c${at}`)
    const reader = await connection.runAndReadAll(`SELECT ${list.join(', ')} FROM ${delimited.rows()}`)
    const [found] = reader.getRowObjectsJS() as Record<string, Value>[]
    return new Map(of.map((column, at) => [column.name, found[`c${at}`]]))
  }
  const counts = await one<bigint>(
    (column) => `approx_count_distinct(${identifier(column.name)}) FILTER ${where(others(column))}`,
    asked,
  )
  const few = asked.filter(({ name }) => Number(counts.get(name)) <= fewWords)
  if (few.length === 0) return new Map()
  const lists = await one<string[] | null>(
    (column) => `list(DISTINCT ${identifier(column.name)}) FILTER ${where(others(column))}`,
    few,
  )
  return new Map(
    few.flatMap((column) => {
      const found = (lists.get(column.name) ?? []).toSorted()
      return wordEntry(column, [...known.get(column.name)!, ...meantBy(column, found)])
    }),
  )
}

const isUnknown = (cause: unknown) => /conver|cast|could not parse|dateformat/i.test(String(cause))
const where = (condition: string) => `(WHERE ${condition})`

function wordEntry({ name }: Column, words: Word[] | undefined): [string, Word[]][] {
  return words ? [[name, words]] : []
}

/** The column of that table that holds a column's value. */
export const valueCell = (at: number) => `c${at}`
const reasonCell = (at: number) => `m${at}`
