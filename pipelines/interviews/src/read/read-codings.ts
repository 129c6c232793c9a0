import { createReadStream } from 'node:fs'
import { readCsv } from '@pejling/indicators'
import {
  type CodingColumn,
  codingColumns,
  namesOf,
  type Separator,
  separatorOf,
  separators,
} from './coding-columns.ts'
import { decodeText, Unreadable } from '@pejling/receive'
import type { ArchiveLimits } from './limits.ts'
import { patchedText } from './patched-text.ts'
import type { RawCode, RawProject, RawSelection, RawSource } from './raw-project.ts'
import type { ReceiptBook } from './receipt-book.ts'
import { whole } from './xml-parts.ts'

type Columns = Partial<Record<CodingColumn, number>>
type CsvRecord = ReturnType<typeof readCsv>['records'][number]
type Row = { line: number; cell: (column: CodingColumn) => string }

/**
 * Reads a table with a coding in every row: source, code path, excerpt or place, and perhaps coder, date and comment. Of
 * a source there is only as much text as the excerpts have.
 *
 * @throws Unreadable
 */
export async function readCodings(
  file: string,
  limits: ArchiveLimits,
  book: ReceiptBook,
): Promise<RawProject> {
  const { text, encoding, byteOrderMark } = decodeText(await bytesOf(file, limits.projectBytes))
  if (text.includes('\0'))
    throw new Unreadable(
      'format',
      'expected a .qdpx archive, a .qdc codebook or a table of codings, found none of them',
    )
  const { columns, rows } = table(text, book)
  if (encoding !== 'utf-8')
    book.guesses({
      what: 'encoding',
      value: encoding,
      why: byteOrderMark ? 'the file begins with its mark' : 'the file is not utf-8',
      alternatives: ['utf-8'],
    })
  const project: RawProject = {
    ...{ users: [], codes: [], variables: [], cases: [], texts: [], notes: [], links: [], projectNotes: [] },
  }
  const coded = rows.filter((row) => {
    if (row.cell('code') !== '') return true
    book.deviates('dangling-reference', 'expected a code in every row, found none; left out')
    return false
  })
  if (coded.length > limits.elements)
    throw new Unreadable('codings', `expected at most ${limits.elements} rows, found more`)
  const sign = signOf(coded, book)
  project.codes = codesOf(coded, sign, limits)
  const coders = new Set(coded.map((row) => row.cell('coder')).filter(Boolean))
  project.users = [...coders].map((name) => ({ guid: name, name }))
  for (const [name, held] of Map.groupBy(coded, (row) => row.cell('source')))
    project.texts.push(sourceOf(name, held, columns, sign, book))
  return project
}

async function bytesOf(file: string, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > limit) throw new Unreadable('codings', `expected at most ${limit} bytes, found more`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const danish = { source: 'kilde', code: 'kode' }

/** The mark between cells is the one by which the header names the most columns that are known. */
function table(text: string, book: ReceiptBook): { columns: Columns; rows: Row[] } {
  const marks = [';', ',', '\t']
  const [head] = text.split(/\r?\n/, 1)
  const known = (mark: string) =>
    Object.keys(codingColumns(readCsv(head, mark).records[0]?.fields ?? [])).length
  const mark = marks.toSorted((a, b) => known(b) - known(a))[0]
  const columns = codingColumns(readCsv(head, mark).records[0]?.fields ?? [])
  for (const column of ['source', 'code'] as const)
    if (columns[column] === undefined)
      throw new Unreadable('missing-column', `expected a column ${column} or ${danish[column]}, found none`, {
        row: 1,
      })
  if (columns.excerpt === undefined && (columns.start === undefined || columns.end === undefined))
    throw new Unreadable(
      'missing-column',
      'expected a column excerpt, or columns start and end, found none',
      { row: 1 },
    )
  book.guesses({
    what: 'delimiter',
    value: mark === '\t' ? 'tab' : mark,
    why: 'the header names the most known columns by it',
    alternatives: marks.filter((one) => one !== mark),
  })
  const { records, unclosed } = readCsv(text, mark)
  if (unclosed !== undefined)
    throw new Unreadable('csv', 'expected a closing quotation mark, found none', { row: unclosed })
  const width = records[0].fields.length
  const wrong = records.find(({ fields }) => fields.length !== width)
  if (wrong)
    throw new Unreadable('csv', `expected ${width} cells, found ${wrong.fields.length}`, { row: wrong.line })
  return { columns, rows: records.slice(1).map((record) => rowOf(record, columns)) }
}

function rowOf({ line, fields }: CsvRecord, columns: Columns): Row {
  return {
    line,
    cell: (column) => {
      const place = columns[column]
      return place === undefined ? '' : fields[place].trim()
    },
  }
}

function signOf(rows: Row[], book: ReceiptBook): Separator | undefined {
  const sign = separatorOf(rows.map((row) => row.cell('code')))
  if (sign)
    book.guesses({
      ...{ what: 'code path', value: `names joined by ${sign.trim()}`, why: 'codes have this sign' },
      alternatives: ['one level', ...separators.filter((one) => one !== sign).map((one) => one.trim())],
    })
  return sign
}

/** Two ways to write a path are one code. */
function codeKey(code: string, sign: Separator | undefined): string {
  return JSON.stringify(namesOf(code, sign))
}

/** The tree of all paths, a code before those under it; a node that no row has only holds others. */
function codesOf(rows: Row[], sign: Separator | undefined, limits: ArchiveLimits): RawCode[] {
  type Node = { names: string[]; given: boolean; under: Map<string, Node> }
  const root: Node = { names: [], given: false, under: new Map() }
  let room = limits.paths
  for (const code of new Set(rows.map((row) => row.cell('code')))) {
    let node = root
    for (const name of namesOf(code, sign)) {
      const next: Node = node.under.get(name) ?? {
        names: [...node.names, name],
        given: false,
        under: new Map(),
      }
      node.under.set(name, next)
      node = next
      room -= name.length + 1
      if (room < 0 || node.names.length > limits.depth)
        throw new Unreadable('codes', 'expected fewer or shorter codes, found more than can be held')
    }
    node.given = true
  }
  const listed = ({ names, given, under }: Node): RawCode[] => [
    { guid: JSON.stringify(names), names, codable: given, notes: [] },
    ...[...under.values()].flatMap(listed),
  ]
  return [...root.under.values()].flatMap(listed)
}

/** A source with the text its excerpts have, each at its place or, where none is said, on lines of its own. */
function sourceOf(
  name: string,
  rows: Row[],
  columns: Columns,
  sign: Separator | undefined,
  book: ReceiptBook,
): RawSource {
  const hasPlaces = columns.start !== undefined && columns.end !== undefined
  const hasTexts = columns.excerpt !== undefined
  const { text, places } = patchedText(
    rows.map((row) => ({
      text: row.cell('excerpt').replace(/\r\n?/g, '\n'),
      ...(hasPlaces ? { start: whole(row.cell('start')), end: whole(row.cell('end')) } : {}),
    })),
    book,
  )
  if (hasTexts)
    book.guesses({
      ...{ what: 'text', value: hasPlaces ? 'excerpts at their places' : 'excerpts one after the other' },
      ...{ why: 'a table of codings has no more of the text', alternatives: [] },
    })
  const selections = rows.map((row, index): RawSelection => {
    const coder = row.cell('coder')
    const made = coder ? { creator: coder } : {}
    return {
      ...{ guid: '', name: row.cell('excerpt'), notes: [], ...made },
      place: places[index] ?? { kind: 'whole' },
      ...(row.cell('comment') ? { description: row.cell('comment') } : {}),
      codings: [{ guid: '', code: codeKey(row.cell('code'), sign), notes: [], ...made }],
    }
  })
  return {
    ...{ kind: 'text', guid: name, name, ...(hasTexts ? { inline: text } : {}) },
    ...{ selections, codings: [], notes: [], values: [], syncPoints: [] },
  }
}
