import { fittingNames } from './fitting-names.ts'
import type { LabelledColumn } from './labelled-table.ts'

/** A column as it lies in a Stata file: a text of so many bytes, one that lies apart, a number. */
export type DtaColumn = {
  column: LabelledColumn
  name: string
  type: number | 'long-text' | 'double' | 'long'
  format: string
}

/** Words that Stata keeps for itself. */
const rules = {
  letters: 32,
  reserved:
    /^(aggregate|array|boolean|break|byte|case|catch|class|colvector|complex|const|continue|default|delegate|delete|do|double|else|eltypedef|end|enum|explicit|export|external|float|for|friend|function|global|goto|if|in|inline|int|local|long|null|pragma|protected|quad|rowvector|short|str\d*|strl|typedef|typename|using|virtual|with|_.*)$/i,
}

/** The longest text that lies in the row itself. */
const longestInRow = 2045

export function dtaLayout(columns: LabelledColumn[]): DtaColumn[] {
  const names = fittingNames(
    columns.map(({ name }) => name),
    rules,
  )
  return columns.map((column, at) => ({ column, name: names[at], ...typeOf(column) }))
}

function typeOf({ kind, bytes, decimals, values }: LabelledColumn): Pick<DtaColumn, 'type' | 'format'> {
  if (kind === 'day') return { type: 'long', format: '%tdCCYY-NN-DD' }
  if (kind === 'text')
    return bytes > longestInRow
      ? { type: 'long-text', format: '%9s' }
      : { type: Math.max(1, bytes), format: `%${Math.min(40, Math.max(9, bytes))}s` }
  // Only whole numbers can have labels in Stata.
  return values.length
    ? { type: 'long', format: '%12.0g' }
    : { type: 'double', format: numberFormat(decimals) }
}

const numberFormat = (decimals: number) => (decimals ? `%12.${decimals}f` : '%12.0g')

/** Bytes of a cell. */
export function widthOf({ type }: DtaColumn): number {
  return typeof type === 'number' ? type : type === 'long' ? 4 : 8
}

/** What stands for a type in the file. */
export function codeOf({ type }: DtaColumn): number {
  if (typeof type === 'number') return type
  return { 'long-text': 32_768, double: 65_526, long: 65_528 }[type]
}
