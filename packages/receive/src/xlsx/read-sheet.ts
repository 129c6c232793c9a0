import { limits } from '../limits.ts'
import { Unreadable } from '../unreadable.ts'
import type { Zip } from '../zip/open-zip.ts'
import { readXml } from '../xml/read-xml.ts'
import type { NumberKind } from './cell-format.ts'
import { unescaped, type Workbook } from './workbook.ts'

/** A cell as it stands in a sheet: a text, a number of some kind, a truth or a mistake. */
export type Cell = { column: number; formula: boolean } & (
  { is: 'text' | 'boolean' | 'error'; text: string } | { is: 'number'; value: number; kind: NumberKind }
)

/** A row with anything in it, or a range of cells that are merged into one. */
export type SheetPart =
  { row: number; cells: Cell[] } | { merged: { row: number; rows: number; columns: number } }

const excelColumns = 16_384

/**
 * Reads a sheet from top to bottom; merged ranges come after the rows, since that is where they stand.
 *
 * @throws Unreadable
 */
export async function* readSheet(
  zip: Zip,
  part: string,
  { kinds, texts }: Workbook,
): AsyncGenerator<SheetPart[]> {
  let found: SheetPart[] = []
  let [row, column] = [0, 0]
  let cells: Cell[] = []
  let cell = { type: 'n', style: 0, value: '', formula: false }
  let into: 'value' | 'inline' | undefined
  const start = (attributes: Record<string, string>) => {
    const next = Number(attributes.r ?? row + 1)
    if (!(Number.isInteger(next) && next > row && next <= 1_048_576))
      throw new Unreadable('row', `expected rows in order, found another after row ${row}`, { row })
    ;[row, column, cells] = [next, 0, []]
  }
  const startCell = (attributes: Record<string, string>) => {
    column = attributes.r ? columnOf(attributes.r, row) : column + 1
    cell = { type: attributes.t ?? 'n', style: Number(attributes.s ?? 0), value: '', formula: false }
  }
  const endCell = () => {
    const content = contentOf(cell, texts, kinds, row)
    if (content) cells.push({ column: column - 1, formula: cell.formula, ...content })
    else if (cell.formula && cell.value === '')
      cells.push({ column: column - 1, formula: true, is: 'error', text: '' })
  }
  const reader = {
    open: (name: string, attributes: Record<string, string>) => {
      if (name === 'row') start(attributes)
      else if (name === 'c') startCell(attributes)
      else if (name === 'f') cell.formula = true
      else if (name === 'v') into = 'value'
      else if (name === 't') into = 'inline'
      else if (name === 'mergeCell') found.push(...mergedOf(attributes.ref))
    },
    text: (text: string) => {
      if (into) cell.value += text
    },
    close: (name: string) => {
      if (name === 'v' || name === 't') into = undefined
      else if (name === 'c') endCell()
      else if (name === 'row' && cells.length > 0) found.push({ row, cells })
    },
  }
  yield* readXml(zip.read(part), { part: 'a sheet' }, reader, () => {
    const gathered = found
    found = []
    return gathered
  })
}

type Content =
  { is: 'text' | 'boolean' | 'error'; text: string } | { is: 'number'; value: number; kind: NumberKind }

function contentOf(
  { type, style, value }: { type: string; style: number; value: string },
  texts: string[],
  kinds: NumberKind[],
  row: number,
): Content | undefined {
  if (type === 'inlineStr' || type === 'str')
    return value === '' ? undefined : { is: 'text', text: unescaped(value) }
  if (value === '') return undefined
  if (type === 's') {
    const text = texts[Number(value)]
    if (text === undefined)
      throw new Unreadable('text', 'expected a shared text of the workbook, found none', { row })
    return text === '' ? undefined : { is: 'text', text }
  }
  if (type === 'b') return { is: 'boolean', text: value === '1' || value === 'true' ? 'true' : 'false' }
  if (type === 'e') return { is: 'error', text: value }
  if (type === 'd') return { is: 'text', text: value.replace('T', ' ') }
  const number = Number(value)
  if (!Number.isFinite(number))
    throw new Unreadable('number', 'expected a number in a cell of numbers, found none', { row })
  return { is: 'number', value: number, kind: kinds[style] ?? 'number' }
}

/** `AB12` → 28. */
function columnOf(reference: string, row: number): number {
  const [, letters] = /^([A-Z]{1,4})\d+$/.exec(reference) ?? []
  const n = letters ? [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) : 0
  if (n < 1 || n > Math.min(excelColumns, limits.columns))
    throw new Unreadable(
      'columns',
      `expected cells in the first ${excelColumns} columns, found one elsewhere`,
      { row },
    )
  return n
}

function mergedOf(reference: string | undefined): SheetPart[] {
  const [, left, top, right, bottom] = /^([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)$/.exec(reference ?? '') ?? []
  if (!left) return []
  const [from, to] = [columnOf(`${left}1`, 0), columnOf(`${right}1`, 0)]
  const row = Number(top)
  return [{ merged: { row, rows: Number(bottom) - row + 1, columns: to - from + 1 } }]
}
