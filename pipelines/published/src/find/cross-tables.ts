import { type ParsedStudy, recodingOf, type Variable } from '@pejling/indicators'
import { bodyOf, type Cube } from './table-cells.ts'

/** A printed cross table of two variables of the codebook, with the facts of its body. */
export type CrossTable = {
  cube: Cube
  measure: string
  x: Variable
  y: Variable
  rows: string[]
  columns: string[]
  /** `body[row][column]` */
  body: string[][]
}

/** Every published table that splits units by two variables. */
export function crossTablesOf(parsed: ParsedStudy, cubes: Cube[]): CrossTable[] {
  return cubes.flatMap((cube) => {
    const { dimensions, measures } = cube.table
    const count = measures.find(({ kind }) => kind === 'count')
    if (dimensions.length !== 2 || !dimensions.every(({ adds }) => adds) || !count) return []
    const [x, y] = dimensions.map(({ variable }) => variableNamed(parsed, variable))
    if (!x || !y) return []
    const [rows, columns] = dimensions.map(({ variable }) => cube.categories(variable))
    const body = rows.map((row) => bodyOf(cube, count.id, { [dimensions[0].variable]: row }))
    if (!body.every((line) => line !== undefined)) return []
    return [{ cube, measure: count.id, x, y, rows, columns, body }]
  })
}

/** The counts of a cross table with repairs in place; missing if one is not known. */
export function countsOf(
  body: string[][],
  read: (key: string) => number | undefined,
): number[][] | undefined {
  const counts = body.map((line) => line.map(read))
  return counts.every((line) =>
    line.every((count) => count !== undefined && count >= 0 && Number.isInteger(count)),
  )
    ? (counts as number[][])
    : undefined
}

/** The cross table of two variables, or of one made from them (load in three steps for load degree), x as rows. */
export function crossTableOf(tables: CrossTable[], x: Variable, y: Variable): CrossTable | undefined {
  const is = (found: Variable, wanted: Variable) =>
    found.id === wanted.id || recodingOf(found)?.from === wanted.id
  for (const table of tables) {
    if (is(table.x, x) && is(table.y, y)) return table
    if (is(table.y, x) && is(table.x, y))
      return {
        ...table,
        x: table.y,
        y: table.x,
        rows: table.columns,
        columns: table.rows,
        body: table.columns.map((_, j) => table.body.map((line) => line[j])),
      }
  }
  return undefined
}

export function variableNamed({ variables }: ParsedStudy, name: string | undefined): Variable | undefined {
  return (
    variables.find(({ id }) => id === name) ?? variables.find(({ aliases }) => aliases?.includes(name ?? ''))
  )
}
