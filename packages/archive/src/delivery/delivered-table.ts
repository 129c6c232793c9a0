import {
  categoryNumbers,
  type MissingReason,
  missingReasons,
  reasonCodes,
  type Study,
  type Unit,
} from '@pejling/indicators'
import type { StreamedVariable, UnitStream } from '@pejling/warehouse'
import { type DeliveredType, deliveredType } from './delivered-type.ts'

/** A code of a variable: a category, or a reason why nothing stands there. */
export type DeliveredCode = { code: number; label: string; missing: boolean }
export type DeliveredVariable = { name: string; type: DeliveredType; label: string; codes: DeliveredCode[] }
/** A unit as a table of a delivery. */
export type DeliveredTable = {
  name: string
  description: string
  key: string[]
  /** From a variable of this table to the key of another. */
  references: { table: string; theirs: string; ours: string }[]
  variables: DeliveredVariable[]
}

/** A table with how its cells are written. */
export type Delivered = { table: DeliveredTable; cells: (row: (number | string | null)[]) => string[] }

const reasons = Object.keys(missingReasons) as MissingReason[]

/**
 * A unit's table as it is delivered: categories as whole numbers in the codebook's order (their own where they are called by
 * numbers), reasons for missing as negative codes below every value, texts as they are. A text that is missing is empty:
 * texts have no codes.
 *
 * @param units those that are delivered, by name
 */
export function deliveredTable(
  { study, unit, units }: { study: Study; unit: Unit; units: Unit[] },
  { variables }: UnitStream,
): Delivered {
  const written = variables.map(deliveredVariable)
  const rounds = unit.rounds && variables.some(({ variable }) => variable.id === 'round') ? ['round'] : []
  const outer = units.filter(({ id }) => id === unit.within)
  return {
    table: {
      ...{ name: unit.id, description: `${study.title.da}: ${unit.plural.da}`, key: [unit.key, ...rounds] },
      // A row of a round lies in the outer unit as it was in that round.
      references: outer.flatMap(({ id, key, rounds: hasRounds }) =>
        [key, ...(hasRounds ? rounds : [])].map((name) => ({ table: id, theirs: name, ours: name })),
      ),
      variables: written.map(({ variable }) => variable),
    },
    cells: (row) => written.map(({ cell }, at) => cell(row[2 * at], row[2 * at + 1])),
  }
}

type Cell = (value: number | string | null, reason: number | string | null) => string

function deliveredVariable(one: StreamedVariable): { variable: DeliveredVariable; cell: Cell } {
  const { variable, kind, min = 0, isWhole, reasons: found } = one
  const { id, label, categories = [] } = variable
  const type = deliveredType(variable, isWhole)
  const numbers = categoryNumbers(variable)
  const below = reasonCodes(Math.min(min, ...numbers))
  const codes: DeliveredCode[] = [
    ...categories.map(({ label }, i) => ({ code: numbers[i], label: label.da, missing: false })),
    ...(kind === 'category' || kind === 'number'
      ? found.map((reason) => ({ code: below(reason), label: missingReasons[reason].da, missing: true }))
      : []),
  ]
  return {
    variable: { name: id, type, label: label.da, codes },
    cell: (value, reason) => {
      if (value === null) {
        if (reason === null || kind === 'text' || kind === 'day') return ''
        return String(below(reasons[Number(reason)]))
      }
      if (kind === 'category') return String(numbers[Number(value)])
      if (kind === 'day') return new Date(Number(value) * 86_400_000).toISOString().slice(0, 10)
      return kind === 'number' ? plainNumber(Number(value), type) : quotedText(String(value))
    },
  }
}

/** A number with a point and without an exponent (ISO 6093 NR2). */
function plainNumber(value: number, type: DeliveredType): string {
  if (type === 'int') return String(Math.round(value))
  const text = String(value)
  if (!text.includes('e')) return text.includes('.') ? text : `${text}.0`
  return value.toFixed(20).replace(/0+$/, '0')
}

/** A text between quotation marks on one line. */
function quotedText(text: string): string {
  return `"${text.replaceAll('"', '""').replace(/[\r\n]+/g, ' ')}"`
}
