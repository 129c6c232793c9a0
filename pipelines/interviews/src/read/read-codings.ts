import type { Problem } from '@pejling/indicators'
import { Unreadable } from '@pejling/receive'
import { type CodingColumn, namesOf, type Separator, separatorOf, separators } from './coding-columns.ts'
import type { ArchiveLimits } from './limits.ts'
import type { Columns, OpenedTable } from './open-coding-table.ts'
import { patchedText } from './patched-text.ts'
import {
  emptyProject,
  type RawCode,
  type RawProject,
  type RawSelection,
  type RawSource,
} from './raw-project.ts'
import type { ReceiptBook } from './receipt-book.ts'
import { whole } from './xml-parts.ts'

type Row = { line: number; cell: (column: CodingColumn) => string }

/**
 * Reads a table, delimited or in a workbook, with a coding in every row: source, code path, excerpt or place, and perhaps
 * coder, date and comment. Of a source there is only as much text as the excerpts have.
 *
 * @throws Unreadable
 */
export async function readCodings(
  { opened, columns }: { opened: OpenedTable; columns: Columns },
  limits: ArchiveLimits,
  book: ReceiptBook,
): Promise<{ raw: RawProject; problems: Problem[] }> {
  const rows: Row[] = []
  for await (const batch of opened.rows()) {
    for (const { line, cells } of batch) rows.push(...rowsOf(line, cells, columns))
    if (rows.length > limits.elements)
      throw new Unreadable('codings', `expected at most ${limits.elements} rows, found more`)
  }
  const project = emptyProject()
  const coded = rows.filter((row) => {
    if (row.cell('code') !== '') return true
    book.deviates('dangling-reference', 'expected a code in every row, found none; left out')
    return false
  })
  const sign = signOf(coded, book)
  project.codes = codesOf(coded, sign, limits)
  const coders = new Set(coded.map((row) => row.cell('coder')).filter(Boolean))
  project.users = [...coders].map((name) => ({ guid: name, name }))
  for (const [name, held] of Map.groupBy(coded, (row) => row.cell('source')))
    project.texts.push(sourceOf(name, held, columns, sign, book))
  return { raw: project, problems: opened.problems }
}

/** A row for each code: ATLAS.ti writes the codes of a quotation on lines of one cell. */
function rowsOf(line: number, cells: string[], columns: Columns): Row[] {
  const cell = (column: CodingColumn) => {
    const place = columns[column]
    return place === undefined ? '' : cells[place].trim()
  }
  const codes = cell('code').split(/\s*[\r\n]+\s*/)
  return codes.map((code) => ({ line, cell: (column) => (column === 'code' ? code : cell(column)) }))
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
