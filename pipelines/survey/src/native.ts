import { isCategorical, isNumber, literal, type TypedReading } from '@pejling/warehouse'
import { type CellSql, dayFormats, reasonType, trueValue } from './cell.ts'
import type { Column } from './column.ts'
import { reasonsOf, type Word } from './words.ts'

/** How DuckDB itself reads a file's columns as what they are: their types, and the marks that hold for all of it. */
export type Native = TypedReading

/**
 * Which columns DuckDB can read as what they are, an empty cell as nothing: categories by their words, numbers with the
 * file's decimal mark, days in its order, and texts. What needs more (thousands marks, texts that mean a missing reason,
 * aliases, another mark) is read from text. Several times faster than reading everything from text.
 */
export function nativeOf(columns: Column[], words: Map<string, Word[]>): Native {
  const numbers = columns.filter((column) => isNumber(column.variable) && isPlain(column))
  const decimal = numbers.some(({ asked }) => asked.reading?.decimal === ',') ? ',' : '.'
  const days = columns.filter((column) => column.variable.reading?.date && isPlain(column))
  const order = days[0]?.asked.reading?.date
  const types = columns.flatMap((column): [string, string][] => {
    const { variable, asked, name } = column
    const known = words.get(name)
    if (known) return [[name, `ENUM(${known.map(({ text }) => literal(text)).join(', ')})`]]
    if (isCategorical(variable) || !isPlain(column)) return []
    if (isNumber(variable))
      return (asked.reading?.decimal ?? '.') === decimal && !asked.reading?.thousands
        ? [[name, 'DOUBLE']]
        : []
    if (variable.reading?.date) return asked.reading?.date === order ? [[name, 'DATE']] : []
    return [[name, 'VARCHAR']]
  })
  return { types: Object.fromEntries(types), decimal, ...(order && { day: dayFormats[order][0] }) }
}

/** A column's cell in the table, and its value and missing reason over that, where DuckDB read it as what it is. */
export function fromNative(column: Column, cell: string): CellSql & { cell: string } {
  const { variable } = column
  const missing = `CASE WHEN ${cell} IS NULL THEN ${emptyReason(column)} END`
  const value = trueValue(column, cell)
  if (isNumber(variable)) return { cell, value, missing }
  if (variable.reading?.date) return { cell: `CAST(${cell} AS VARCHAR)`, value, missing }
  return { cell: `nullif(trim(${cell}), '')`, value, missing }
}

/** Why an empty cell is missing. */
export function emptyReason(column: Column): string {
  return `${literal(reasonsOf(column)[''])}::${reasonType}`
}

/** Is an empty cell all that is missing, and each text what it says? */
function isPlain(column: Column): boolean {
  const { mapping, aliases, variable } = column
  return (
    Object.keys(reasonsOf(column)).length === 1 &&
    (isCategorical(variable) || Object.keys(mapping).length === 0) &&
    aliases === undefined &&
    variable.disclosure !== 'identifier'
  )
}
