import { didYouMean } from './nearest.ts'
import { printedCountAndPercent, printedNumber } from './printed-number.ts'
import type { Problem } from './problem.ts'
import type { PrintedStatistic, PublishedCell, PublishedTable } from './published.ts'
import { type CsvRecord, readCsv } from './read-csv.ts'
import type { StudyFile, UnitFile } from './study-folder.ts'

const header = ['table', 'at', 'measure', 'printed']

/**
 * Reads `published/cells.csv`, one printed cell a line: `3.1,none/experience,count,5`. A cell that holds a count and
 * its percentage gives two, with the same text. Statistics printed beside a table have no place in it
 * (`3.1,,gamma.p,≤ 0,001`) and are put into the table's `statistics` as well. Tables that are a unit's own file get
 * their cells from there.
 */
export function parseCells(
  file: StudyFile | undefined,
  tables: PublishedTable[],
  unitFiles: UnitFile[],
): { cells: PublishedCell[]; problems: Problem[] } {
  const problems: Problem[] = []
  const cells = tables.flatMap((table) => cellsOfRows(table, unitFiles))
  if (file) {
    const { records, unclosed } = readCsv(file.text)
    if (unclosed !== undefined)
      problems.push(stop(file, unclosed, 'csv', 'expected a closing quote, found the end of the file'))
    const first = records[0]?.fields ?? []
    if (first.join() !== header.join())
      problems.push(stop(file, 1, 'header', `expected ${header}, found ${first.join() || 'nothing'}`))
    else
      for (const record of records.slice(1)) {
        const found = cellsOfRecord(file, record, tables)
        if ('problem' in found) problems.push(found.problem)
        else cells.push(...found.cells)
      }
  }
  for (const [order, cell] of cells.entries()) cell.order = order
  problems.push(
    ...repeated(cells.filter((cell) => cell.file === file?.path)),
    ...tables.flatMap((table) => notThere(table, cells, file)),
  )
  for (const table of tables) fillStatistics(table, cells)
  return { cells, problems }
}

/** `none/experience/count`; what is printed beside the table has only its name: `gamma.p`. */
export function cellAddress(
  table: PublishedTable,
  { at, measure }: Pick<PublishedCell, 'at' | 'measure'>,
): string {
  const place = table.dimensions.map(({ variable }) => at[variable]).filter((id) => id !== undefined)
  return [...place, measure].join('/')
}

function cellsOfRows(table: PublishedTable, unitFiles: UnitFile[]): PublishedCell[] {
  const unitFile = unitFiles.find(({ unit }) => unit === table.rows)
  if (!unitFile) return []
  const [key, inner] = table.dimensions
  return unitFile.rows.flatMap(({ line, values }) => {
    const columns = inner
      ? inner.categories.map(({ id, variable }) => ({
          at: { [inner.variable]: id },
          measure: table.measures[0].id,
          column: variable ?? id,
        }))
      : table.measures.map(({ id }) => ({ at: {}, measure: id, column: id }))
    return columns.map(({ at, measure, column }) =>
      cell(
        table.id,
        { [key.variable]: values[key.variable] ?? '', ...at },
        measure,
        values[column] ?? '',
        unitFile.path,
        line,
      ),
    )
  })
}

function cellsOfRecord(
  file: StudyFile,
  { line, fields }: CsvRecord,
  tables: PublishedTable[],
): { cells: PublishedCell[] } | { problem: Problem } {
  const wrong = (rule: string, message: string) => ({ problem: stop(file, line, rule, message) })
  if (fields.length !== header.length)
    return wrong('csv', `expected ${header.length} fields, found ${fields.length}`)
  const [tableId, place, measureId, printed] = fields
  const table = tables.find(({ id }) => id === tableId)
  const ids = tables.map(({ id }) => id)
  if (!table) return wrong('reference', `unknown table: ${tableId}${didYouMean(tableId, ids)}`)
  if (place === '') {
    const [statistic, part] = measureId.split('.')
    const known = table.statistics?.map(({ id }) => id) ?? []
    if (!known.includes(statistic))
      return wrong('reference', `unknown statistic: ${statistic}${didYouMean(statistic, known)}`)
    if (part !== undefined && part !== 'p' && part !== 'says')
      return wrong('reference', `expected p or says after ${statistic}, found ${part}`)
    return { cells: [cell(table.id, {}, measureId, printed, file.path, line)] }
  }
  const parts = place.split('/')
  if (parts.length !== table.dimensions.length)
    return wrong('reference', `expected ${table.dimensions.length} categories, found ${place}`)
  const at: Record<string, string> = {}
  for (const [i, { variable, categories, adds }] of table.dimensions.entries()) {
    const known = [...categories.map(({ id }) => id), ...(adds ? ['total'] : [])]
    if (!known.includes(parts[i]))
      return wrong('category', `unknown category of ${variable}: ${parts[i]}${didYouMean(parts[i], known)}`)
    at[variable] = parts[i]
  }
  const measure = table.measures.find(({ id }) => id === measureId)
  const known = table.measures.map(({ id }) => id)
  if (!measure) return wrong('reference', `unknown measure: ${measureId}${didYouMean(measureId, known)}`)
  const beside = table.measures.find((other) => other.kind === 'percent' && other.printedWith === measureId)
  if (!beside) return { cells: [cell(table.id, at, measureId, printed, file.path, line)] }
  const { count, percent } = printedCountAndPercent(printed)
  const both = [cell(table.id, at, measureId, printed, file.path, line, count)]
  if (percent !== undefined) both.push(cell(table.id, at, beside.id, printed, file.path, line, percent))
  return { cells: both }
}

function cell(
  table: string,
  at: Record<string, string>,
  measure: string,
  printed: string,
  file: string,
  line: number,
  number = printed,
): PublishedCell {
  return { table, order: 0, at, measure, printed, ...printedNumber(number), file, line }
}

function repeated(cells: PublishedCell[]): Problem[] {
  const seen = new Map<string, number>()
  return cells.flatMap((cell) => {
    const key = JSON.stringify([cell.table, cell.at, cell.measure])
    const first = seen.get(key)
    if (first === undefined) seen.set(key, cell.line)
    return first === undefined
      ? []
      : [
          stop(
            { path: cell.file },
            cell.line,
            'duplicate-key',
            `expected each cell once, found it on line ${first}`,
          ),
        ]
  })
}

/** Cells of the table's body that no line has: an empty cell in print has a line too. */
function notThere(table: PublishedTable, cells: PublishedCell[], file: StudyFile | undefined): Problem[] {
  const own = new Set(cells.filter((cell) => cell.table === table.id).map((cell) => cellAddress(table, cell)))
  const places = table.dimensions.reduce<string[][]>(
    (places, { categories }) => places.flatMap((place) => categories.map(({ id }) => [...place, id])),
    [[]],
  )
  const measures = table.measures.filter((measure) => !(measure.kind === 'percent' && measure.printedWith))
  const missing = places
    .flatMap((place) => measures.map(({ id }) => [...place, id].join('/')))
    .filter((address) => !own.has(address))
  return missing.length === 0
    ? []
    : [
        {
          file: file?.path ?? 'published/cells.csv',
          rule: 'missing-cell',
          severity: 'warns',
          message: `table ${table.id}: expected a line for each cell, found none for ${missing.slice(0, 3).join(', ')}`,
          count: missing.length,
        },
      ]
}

function fillStatistics(table: PublishedTable, cells: PublishedCell[]): void {
  const printed = (measure: string) =>
    cells.find((cell) => cell.table === table.id && cell.measure === measure)?.printed
  for (const statistic of table.statistics ?? []) {
    const value = printed(statistic.id)
    const says = printed(`${statistic.id}.says`)
    const p = printedP(printed(`${statistic.id}.p`))
    if (value !== undefined) statistic.value = value
    if (p) statistic.p = p
    if (says !== undefined) statistic.says = says.split(',').map((word) => word.trim().replaceAll(' ', '_'))
  }
}

/** `≤ 0,001`, `p < .05`, `p=0,3`. */
export function printedP(text: string | undefined): PrintedStatistic['p'] | undefined {
  const [, relation, value] = /^\s*p?\s*(≤|<=|<|=|>)\s*(\d*[,.]\d+|\d+)\s*$/i.exec(text ?? '') ?? []
  if (relation === undefined) return undefined
  return { relation: (relation === '<=' ? '≤' : relation) as '≤' | '<' | '=' | '>', value }
}

function stop(file: { path: string }, row: number, rule: string, message: string): Problem {
  return { file: file.path, row, rule, severity: 'stops', message }
}
