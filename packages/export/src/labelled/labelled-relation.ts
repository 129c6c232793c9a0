import { categoryNumbers, type Category, type Language, type Variable } from '@pejling/indicators'
import type { ExportedRelation } from '../exported-relation.ts'
import { countRows, isCounted, pairRows } from '../long-rows.ts'
import { noteLines, titleOf } from '../notes.ts'
import { words } from '../words.ts'
import { labelledColumn } from './labelled-column.ts'
import type { LabelledCell, LabelledColumn, LabelledTable } from './labelled-table.ts'

type Value = string | number | null | undefined
type Taken = { column: LabelledColumn; cell: (value: Value) => LabelledCell }

/**
 * A relation as statistics programs know tables: its counts, one row a cell, weighted by how many each stands for, or the
 * values of each unit. A hidden count is missing.
 */
export function labelledRelation(exported: ExportedRelation, language: Language): LabelledTable {
  const { x, y, by } = exported
  const say = words[language]
  const counted = isCounted(exported)
  const parts = by ? [taken(withShown(by, categoriesOf(exported, 'by')), language)] : []
  const [ofX, ofY] = ([x, y] as const).map((variable, i) =>
    taken(withShown(variable, categoriesOf(exported, i ? 'y' : 'x')), language),
  )
  // Where what is asked for is what the units are called, it stands once.
  const isAsked = [x.id, y.id].includes(exported.unit.key)
  const key = isAsked ? [] : [text(exported.unit.key, say.key)]
  const columns = counted
    ? [...parts, ofX, ofY, count(say.count)]
    : [...parts, ...key, text('within', say.within), ofX, ofY]
  const values: Value[][] = counted
    ? countRows(exported).map((row) => [...(by ? [row.by] : []), row.x, row.y, row.n])
    : pairRows(exported).map((row) => [
        ...(by ? [row.by] : []),
        ...(isAsked ? [] : [row.key]),
        row.within,
        row.x,
        row.y,
      ])
  const rows = values.map((row) => row.map((value, at) => columns[at].cell(value)))
  return {
    title: titleOf(exported, language),
    notes: noteLines(exported, language).map(([name, line]) => `${name}: ${line}`),
    columns: columns.map(({ column }, at) => ({
      ...column,
      bytes: column.kind === 'text' ? mostBytes(rows.map((row) => row[at])) : 0,
    })),
    ...{ n: rows.length, rows: inOne(rows), ...(counted && { weight: 'n' }) },
  }
}

/** The categories that stand in the answers. */
function categoriesOf({ parts }: ExportedRelation, of: 'x' | 'y' | 'by'): Category[] {
  return parts.flatMap(({ category, answer }) => {
    if (of === 'by') return category ?? []
    return answer.kind === 'crosstab' ? (of === 'x' ? answer.rows : answer.columns) : []
  })
}

/** A variable with the codebook's categories and then those that only the answer has: bands, or those of a printed table. */
function withShown(variable: Variable, shown: Category[]): Variable {
  const categories = [...(variable.categories ?? [])]
  for (const category of shown)
    if (!categories.some(({ id }) => id === category.id)) categories.push(category)
  return categories.length ? { ...variable, categories } : variable
}

function taken(variable: Variable, language: Language): Taken {
  const numbers = categoryNumbers(variable)
  const numberOf = new Map(variable.categories?.map(({ id }, i) => [id, numbers[i]]))
  const kind = variable.categories ? 'category' : 'number'
  const column = labelledColumn({ variable, kind, bytes: 0, reasons: [] }, language)
  return {
    column,
    cell: (value) => {
      if (value === null || value === undefined) return null
      return typeof value === 'number' ? value : (numberOf.get(value) ?? null)
    },
  }
}

function count(label: string): Taken {
  const column: LabelledColumn = {
    ...{ name: 'n', label, kind: 'number', level: 'scale' },
    ...{ decimals: 0, bytes: 0, values: [], reasons: [] },
  }
  return { column, cell: (value) => (typeof value === 'number' ? value : null) }
}

function text(name: string, label: string): Taken {
  const column: LabelledColumn = {
    ...{ name, label, kind: 'text', level: 'nominal' },
    ...{ decimals: 0, bytes: 0, values: [], reasons: [] },
  }
  return { column, cell: (value) => (value === null || value === undefined ? null : String(value)) }
}

const mostBytes = (cells: LabelledCell[]) =>
  cells.reduce<number>((most, cell) => Math.max(most, Buffer.byteLength(String(cell ?? ''))), 0)

async function* inOne(rows: LabelledCell[][]): AsyncGenerator<LabelledCell[][]> {
  yield rows
}
