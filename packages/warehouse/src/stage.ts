import { readFile, writeFile } from 'node:fs/promises'
import { type Connection, rows } from './database.ts'
import { identifier, literal } from './identifier.ts'

export type Dialect = { delimiter?: ',' | ';' | '\t'; encoding?: 'utf-8' | 'windows-1252' }

/** A file's cells as they stand: every column text, an empty cell empty text, `line` = line in the file (header = 1). */
export type Staged = { table: string; columns: string[]; rows: number }

/**
 * Reads a delimited file into a table of text, untouched, with line numbers kept.
 *
 * @throws DuckDB's own message, which names the line, if the file is not a rectangle of cells
 */
export async function stageDelimited(
  connection: Connection,
  file: string,
  table: string,
  { delimiter = ',', encoding = 'utf-8' }: Dialect = {},
): Promise<Staged> {
  const source = encoding === 'utf-8' ? file : await transcoded(file, encoding)
  await connection.run(`CREATE OR REPLACE TABLE ${identifier(table)} AS
    SELECT (row_number() OVER ())::BIGINT + 1 AS line, *
    FROM read_csv(${literal(source)}, delim = ${literal(delimiter)}, quote = '"', escape = '"', header = true,
      all_varchar = true, auto_detect = false, nullstr = '\u0001', columns = ${await columnsOf(source, delimiter)})`)
  const description = await rows<{ name: string }>(
    connection,
    `SELECT column_name AS name FROM duckdb_columns() WHERE table_name = $table ORDER BY column_index`,
    { table },
  )
  const [{ n }] = await rows<{ n: number }>(connection, `SELECT count(*) AS n FROM ${identifier(table)}`)
  return { table, columns: description.map(({ name }) => name).filter((name) => name !== 'line'), rows: n }
}

async function transcoded(file: string, encoding: string): Promise<string> {
  const copy = `${file}.utf-8`
  await writeFile(copy, new TextDecoder(encoding).decode(await readFile(file)))
  return copy
}

/** The header row as DuckDB's `columns`: nothing about a file is sniffed, so that the same file is always read the same. */
async function columnsOf(file: string, delimiter: string): Promise<string> {
  const text = (await readFile(file, 'utf8')).replace(/^\uFEFF/, '')
  const header = text.slice(0, text.search(/\r?\n|$/))
  const names = header.split(delimiter).map((name) => name.trim().replace(/^"(.*)"$/, '$1'))
  return `{${names.map((name) => `${literal(name)}: 'VARCHAR'`).join(', ')}}`
}
