import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Connection, rows } from './database.ts'
import { identifier, literal } from './identifier.ts'

export type Dialect = { delimiter?: ',' | ';' | '\t'; encoding?: 'utf-8' | 'windows-1252' }

/** A file's cells as they stand: every column text, an empty cell empty text, `line` = line in the file (header = 1). */
export type Staged = { table: string; columns: string[]; rows: number }

/**
 * Reads a delimited file into a table of text, untouched, with line numbers kept. Nothing about the file is sniffed, so
 * that the same file is always read the same.
 *
 * @throws one line with its place: `line 7: expected 3 cells, found 2`, `line 1: duplicate column: a`,
 *   `not utf-8; save the file as UTF-8 or say windows-1252 in study.yaml`, `empty file`
 */
export async function stageDelimited(
  connection: Connection,
  file: string,
  table: string,
  { delimiter = ',', encoding = 'utf-8' }: Dialect = {},
): Promise<Staged> {
  const text = await decoded(file, encoding)
  const columns = headerOf(text, delimiter)
  // DuckDB reads UTF-8; another encoding is read from a copy, beside nobody's files.
  const copies = encoding === 'utf-8' ? undefined : await mkdtemp(join(tmpdir(), 'pejling-utf-8-'))
  const source = copies ? join(copies, 'file') : file
  if (copies) await writeFile(source, text)
  const types = columns.map((name) => `${literal(name)}: 'VARCHAR'`).join(', ')
  try {
    await connection.run(`CREATE OR REPLACE TABLE ${identifier(table)} AS
      SELECT (row_number() OVER ())::BIGINT + 1 AS line, *
      FROM read_csv(${literal(source)}, delim = ${literal(delimiter)}, quote = '"', escape = '"', header = true,
        all_varchar = true, auto_detect = false, strict_mode = true, nullstr = '\u0001', columns = {${types}})`)
  } catch (cause) {
    throw new Error(placeOf(cause), { cause })
  } finally {
    if (copies) await rm(copies, { recursive: true, force: true })
  }
  const [{ n }] = await rows<{ n: number }>(connection, `SELECT count(*) AS n FROM ${identifier(table)}`)
  return { table, columns, rows: n }
}

async function decoded(file: string, encoding: string): Promise<string> {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(await readFile(file))
  } catch (cause) {
    if (cause instanceof TypeError)
      throw new Error('not utf-8; save the file as UTF-8 or say windows-1252 in study.yaml', { cause })
    throw cause
  }
}

function headerOf(text: string, delimiter: string): string[] {
  const header = text.slice(0, text.search(/\r?\n|$/))
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

/** DuckDB's message shows the whole line, which may hold a person: only its place and the counts are kept. */
function placeOf(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause)
  const [, line] = /CSV Error on Line: (\d+)/.exec(message) ?? []
  const [, expected, found] = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(message) ?? []
  const place = line ? `line ${line}: ` : ''
  if (expected) return `${place}expected ${expected} cells, found ${found}`
  if (/quote/i.test(message)) return `${place}expected a closing quotation mark, found none`
  return `${place}expected delimited text, found something else`
}
