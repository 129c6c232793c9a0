import { fittingNames } from './fitting-names.ts'
import type { LabelledColumn } from './labelled-table.ts'

/** A column as it lies in a system file of SPSS. */
export type SavColumn = {
  column: LabelledColumn
  /** The name people see, up to 64 bytes. */
  name: string
  /** The parts it lies in, each with a short name of its own; only a very long text has several. 0 is a number. */
  parts: { short: string; width: number }[]
  /** The bytes of its text in all. */
  width: number
}

/** Words that SPSS keeps for itself. */
const rules = { letters: 64, reserved: /^(all|and|by|eq|ge|gt|le|lt|ne|not|or|to|with)$/i }

/** The most a text can take. */
export const longestText = 32_767

/** How columns lie in a file: a text of more than 255 bytes in parts of 255, of which SPSS counts 252 each. */
export function savLayout(columns: LabelledColumn[]): SavColumn[] {
  const names = fittingNames(
    columns.map(({ name }) => name),
    rules,
  )
  let parts = 0
  const part = (width: number) => ({ short: `V${++parts}`, width })
  return columns.map((column, at) => {
    const name = names[at]
    if (column.kind !== 'text') return { column, name, parts: [part(0)], width: 0 }
    const width = Math.min(longestText, Math.max(1, column.bytes))
    if (width <= 255) return { column, name, parts: [part(width)], width }
    const n = Math.ceil(width / 252)
    const widths = Array.from({ length: n }, (_, i) => (i < n - 1 ? 255 : width - 252 * (n - 1)))
    return { column, name, parts: widths.map(part), width }
  })
}

/** How many places of eight bytes a part takes in a case. */
export function eightsOf({ width }: { width: number }): number {
  return Math.max(1, Math.ceil(width / 8))
}
