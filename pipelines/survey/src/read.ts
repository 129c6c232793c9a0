import type { Problem } from '@pejling/indicators'
import {
  type Connection,
  type Delimited,
  delimitedProblem,
  identifier,
  missingColumn,
  rows,
} from '@pejling/warehouse'
import { type Columns, fromText, fromWords, type Word, wordsOf } from './column.ts'

/** The table a file is read into: `line`, and a value and a missing reason of each variable it has a column for. */
export const readTable = 'rows_read'

/**
 * Reads the file once, with its values typed: category columns by the words the codebook knows. Only where a cell is none of
 * them is the file read again as text, so that case and space do not matter and what cannot be read has its place. What
 * stands in a column that is not asked is kept as text for the checks.
 */
export async function read(
  connection: Connection,
  path: string,
  delimited: Delimited,
  columns: Columns,
): Promise<{ rows: number; problems: Problem[] }> {
  const words = new Map<string, Word[]>()
  for (const column of columns.columns) {
    const known = delimited.columns.includes(column.name) ? wordsOf(column) : undefined
    if (known) words.set(column.name, known)
  }
  try {
    await readAs(connection, delimited, columns, words).catch((cause) => {
      if (words.size === 0 || !/conver|cast/i.test(String(cause))) throw cause
      return readAs(connection, delimited, columns, new Map())
    })
  } catch (cause) {
    return { rows: 0, problems: [unreadable(path, delimitedProblem(cause))] }
  }
  const [{ n }] = await rows<{ n: number }>(connection, `SELECT count(*) AS n FROM ${readTable}`)
  return { rows: n, problems: [] }
}

/** `line 7: expected 3 cells, found 2` as a problem of line 7. */
export function unreadable(path: string, message: string): Problem {
  const [, line, rest] = /^line (\d+): (.*)$/s.exec(message) ?? []
  const place = line ? { row: Number(line), message: rest } : { message }
  return { file: path, rule: 'unreadable', severity: 'stops', ...place }
}

async function readAs(
  connection: Connection,
  delimited: Delimited,
  { columns, notAsked }: Columns,
  words: Map<string, Word[]>,
): Promise<void> {
  const typed = columns
    .filter(({ name }) => delimited.columns.includes(name))
    .flatMap((column) => {
      const known = words.get(column.name)
      const { value, missing } = known ? fromWords(column, known) : fromText(column)
      const { id } = column.variable
      return [`${value} AS ${identifier(id)}`, `${missing} AS ${identifier(missingColumn(id))}`]
    })
  const answered = notAsked.flatMap(({ variable, name }) =>
    name === undefined ? [] : [`nullif(trim(${identifier(name)}), '') AS ${identifier(variable.id)}`],
  )
  const texts = Object.fromEntries([...words].map(([name, known]) => [name, known.map(({ text }) => text)]))
  await connection.run(
    `CREATE OR REPLACE TABLE ${readTable} AS
     SELECT ${['line', ...typed, ...answered].join(', ')} FROM ${delimited.rows(texts)}`,
  )
}
