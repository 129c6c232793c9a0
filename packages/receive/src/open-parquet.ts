import type { Choices, ReceivedColumn } from '@pejling/indicators'
import { type Delimited, identifier, literal, rows, withDatabase } from '@pejling/warehouse'
import { namedColumns } from './columns.ts'
import type { Opened, SentFile } from './opened.ts'
import { Unreadable } from './unreadable.ts'

const headRows = 500

type Described = { column_name: string; column_type: string }

/**
 * Opens a Parquet file, which DuckDB reads from where it is: every column as text, days as `2025-12-31`. Columns of lists or
 * structures become the texts DuckDB writes of them.
 *
 * @throws Unreadable
 */
export async function openParquet({ name, path }: SentFile, chosen: Choices): Promise<Opened> {
  const source = `read_parquet(${literal(path)}, file_row_number = true)`
  const { described, head } = await lookAt(source)
  const { columns, problems } = namedColumns(
    name,
    1,
    described.map(({ column_name, column_type }): ReceivedColumn => ({
      name: column_name,
      type: typeOf(column_type),
    })),
  )
  const given = described.map(({ column_name, column_type }) => textOf(column_name, column_type))
  const names = columns.map((column) => column.name)
  const delimited: Delimited = { columns: names, rows: (words = {}) => rowsOf(source, names, given, words) }
  return {
    ...{ format: 'parquet', file: name, name, columns, problems, guesses: [], head },
    choices: { ...chosen, format: 'parquet', decimal: '.', thousands: '', dateOrder: 'ymd' },
    stage: async () => ({ delimited, unreadable: async () => damaged() }),
  }
}

async function lookAt(source: string): Promise<{ described: Described[]; head: string[][] }> {
  return withDatabase(
    async (connection) => {
      try {
        const all = await rows<Described>(connection, `DESCRIBE SELECT * FROM ${source}`)
        const described = all.filter(({ column_name }) => column_name !== 'file_row_number')
        const cells = described
          .slice(0, 200)
          .map(({ column_name, column_type }, at) => `${textOf(column_name, column_type)} AS c${at}`)
        const found = await rows<Record<string, string>>(
          connection,
          `SELECT ${cells.length > 0 ? cells.join(', ') : '1'} FROM ${source} LIMIT ${headRows}`,
        )
        return { described, head: found.map((row) => Object.values(row)) }
      } catch {
        throw damaged()
      }
    },
    { memory: '1GB' },
  )
}

function rowsOf(source: string, names: string[], given: string[], words: Record<string, string[]>): string {
  const cells = names.map((name, at) => {
    const known = words[name]
    const cell = known ? `CAST(${given[at]} AS ENUM(${known.map(literal).join(', ')}))` : given[at]
    return `${cell} AS ${identifier(name)}`
  })
  return `(SELECT file_row_number + 1 AS line, ${cells.join(', ')} FROM ${source})`
}

function textOf(name: string, type: string): string {
  const column = identifier(name)
  if (type === 'BOOLEAN') return `CASE ${column} WHEN true THEN 'true' WHEN false THEN 'false' ELSE '' END`
  if (type === 'BLOB') return `coalesce(CASE WHEN octet_length(${column}) > 0 THEN hex(${column}) END, '')`
  return `coalesce(CAST(${column} AS VARCHAR), '')`
}

function typeOf(type: string): ReceivedColumn['type'] {
  if (type === 'BOOLEAN') return 'boolean'
  if (type === 'DATE') return 'date'
  if (type.startsWith('TIMESTAMP')) return 'datetime'
  if (type.startsWith('TIME')) return 'time'
  return /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DOUBLE|FLOAT|DECIMAL.*)$/.test(type) ? 'number' : 'text'
}

function damaged(): Unreadable {
  return new Unreadable(
    'parquet',
    'expected a whole Parquet file without a key, found a damaged or other one',
  )
}
