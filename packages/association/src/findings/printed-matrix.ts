import {
  cellAddress,
  type Codebook,
  type Measure,
  printedFinding,
  type PublishedTable,
  type Study,
  type Variable,
  type Viewer,
} from '@pejling/indicators'
import { type Edition, listAuditFindings, listPublishedCells, listPublishedTables } from '@pejling/warehouse'
import type { Finding, MatrixColumn, MatrixRow, PrintedCell } from './finding.ts'

/** A matrix of findings before anything is computed. */
export type Matrix = {
  table?: PublishedTable
  rows: MatrixRow[]
  columns: MatrixColumn[]
  cells: (Finding | undefined)[][]
  /** The letters of the rows of categories. */
  letters: { letter: string; row: string }[]
  leftOut: number
}

/** A study's first printed matrix of findings with the audit's word on each cell; missing if it printed none. */
export async function printedMatrix(
  edition: Edition,
  study: Study,
  codebook: Codebook,
  { sees }: Viewer,
): Promise<Matrix | undefined> {
  const tables = await listPublishedTables(edition, study.id)
  const table = tables.find(({ measures }) => measures.some(isFinding))
  const measure = table?.measures.find(isFinding)
  if (!table || !measure) return undefined
  const rows = axis(table, measure.x, codebook)
  const columns = axis(table, measure.y, codebook)
  const [cells, audit, sizes] = await Promise.all([
    listPublishedCells(edition, study.id, table.id),
    listAuditFindings(edition, study.id),
    printedSizes(edition, study, tables, codebook),
  ])
  const printed = (row: MatrixRow, column: MatrixColumn): PrintedCell | undefined => {
    const cell = cells.find(
      ({ at, measure: of }) => of === measure.id && at[measure.x] === row.id && at[measure.y] === column.id,
    )
    if (!cell) return undefined
    const address = cellAddress(table, cell)
    const found = audit.find((one) => one.table === table.id && one.cell === address)
    const read = printedFinding(cell.printed)
    const n = sizes(row.variable, column.variable)
    return {
      ...{ table: table.id, cell: address, printed: cell.printed, file: cell.file, line: cell.line },
      ...{ verdict: found?.verdict ?? 'cannot_be_recomputed', rule: found?.rule ?? 'none' },
      ...(read && { read }),
      ...(n !== undefined && { n }),
      // What a printed number should be may be counted from rows: it is for those who may see all counts.
      ...(sees === 'all' && found && { reason: found.reason }),
    }
  }
  return {
    ...{ table, rows, columns, leftOut: 0 },
    letters: Object.entries(measure.letters).map(([letter, row]) => ({ letter, row })),
    cells: rows.map((row) =>
      columns.map((column): Finding => {
        const cell = printed(row, column)
        return {
          ...{ row: row.id, column: column.id, analysis: row.category === undefined },
          ...(cell && { printed: cell }),
        }
      }),
    ),
  }
}

function isFinding(measure: Measure): measure is Extract<Measure, { kind: 'finding' }> {
  return measure.kind === 'finding'
}

function axis(table: PublishedTable, dimension: string, codebook: Codebook): MatrixRow[] {
  const categories = table.dimensions.find(({ variable }) => variable === dimension)?.categories ?? []
  return categories.flatMap(({ id, label, variable: name, category: of }): MatrixRow[] => {
    const variable = find(codebook, name)
    const category = variable?.categories?.find((one) => one.id === of)
    return variable ? [{ id, label: category?.label ?? label, variable, ...(category && { category }) }] : []
  })
}

/** How many units each analysis used, where a table says so for the two variables. */
async function printedSizes(edition: Edition, study: Study, tables: PublishedTable[], codebook: Codebook) {
  const sizes = new Map<string, number>()
  for (const table of tables)
    for (const measure of table.measures) {
      if (measure.kind !== 'n') continue
      const variableAt = (dimension: string, id: string) =>
        table.dimensions
          .find(({ variable }) => variable === dimension)
          ?.categories.find((category) => category.id === id)?.variable
      for (const { at, value, measure: of } of await listPublishedCells(edition, study.id, table.id)) {
        const [x, y] = [measure.x, measure.y].map((name) => find(codebook, variableAt(name, at[name]))?.id)
        if (of === measure.id && value !== undefined && x && y) sizes.set(`${x}\n${y}`, value)
      }
    }
  return (x: Variable, y: Variable) => sizes.get(`${x.id}\n${y.id}`)
}

function find({ variables }: Codebook, name: string | undefined): Variable | undefined {
  if (name === undefined) return undefined
  return variables.find(({ id, aliases }) => id === name || aliases?.includes(name))
}
