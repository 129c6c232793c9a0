import { cellAddress, type ParsedStudy, recodingOf, type Unit, type Variable } from '@pejling/indicators'
import { isCategorical } from '@pejling/warehouse'
import { factKey, type Facts } from '../fact.ts'
import type { Term } from '../rules/sum-rule.ts'
import { codesOf, readCell } from './unit-cell.ts'

/** The value of one unit as the codebook reads it (a category by its id), and the fact that printed it if it stands in a published table. */
export type UnitValue = { text: string; missing: boolean; key?: string }

/** The rows of a unit with the values of outer units joined on, as far as they were published. */
export type UnitRows = {
  unit: Unit
  n: number
  /** One value for each row; missing if the variable has no rows there. */
  values: (variable: Variable) => UnitValue[] | undefined
  /** The variable another was made from. */
  source: (variable: Variable) => Variable | undefined
}

export function unitRowsOf(parsed: ParsedStudy, facts: Facts, unitId: string): UnitRows | undefined {
  const units = parsed.study?.units ?? []
  const unit = units.find(({ id }) => id === unitId)
  const rows = parsed.unitFiles.find((file) => file.unit === unitId)?.rows
  if (!unit || !rows) return undefined
  const keys = printedKeys(parsed, facts, unit)

  const values = (variable: Variable): UnitValue[] | undefined => {
    const recoding = recodingOf(variable)
    if (recoding) {
      const source = parsed.variables.find(({ id }) => id === recoding.from)
      return source && values(source)
    }
    if (variable.leftOut || variable.derived) return undefined
    const read = (cell: string | undefined, key?: string): UnitValue => {
      const text = readCell(variable, cell)
      return { text: text ?? '', missing: text === undefined, ...(key === undefined ? {} : { key }) }
    }
    if (variable.unit === unit.id)
      return rows.map(({ values }) =>
        read(values[variable.id], keys.get(`${values[unit.key]}/${variable.id}`)),
      )
    const outer = units.find(({ id }) => id === unit.within && id === variable.unit)
    const outerRows = parsed.unitFiles.find((file) => file.unit === outer?.id)?.rows
    if (!outer || !outerRows) return undefined
    return rows.map(({ values }) => {
      const row = outerRows.find((other) => other.values[outer.key] === values[outer.key])
      return read(row?.values[variable.id])
    })
  }
  return {
    unit,
    n: rows.length,
    values,
    source: (variable) => parsed.variables.find(({ id }) => id === recodingOf(variable)?.from),
  }
}

/** How many units have a value. */
export function known(rows: UnitRows | undefined, variable: Variable | undefined): boolean[] | undefined {
  return variable && rows?.values(variable)?.map(({ missing }) => !missing)
}

/** The number of units in a category: a constant, and the printed values whose change would change it. */
export function countIn(
  rows: UnitRows,
  variable: Variable,
  category: string,
): { terms: Term[]; constant: number } | undefined {
  const values = rows.values(variable)
  if (!values) return undefined
  const gathers = recodingOf(variable)?.recode[category]?.map(String) ?? [category]
  const read = rows.source(variable) ?? variable
  const printed = values.map(({ text }) => Number(text)).filter((value) => !Number.isNaN(value))
  const recoded = Object.values(recodingOf(variable)?.recode ?? {})
    .flat()
    .map(Number)
  const among = [...new Set([...printed, ...codesOf(read), ...recoded])].filter(
    (value) => !Number.isNaN(value),
  )
  const isIn = (text: string | undefined) => text !== undefined && gathers.includes(text)
  // A printed code may stand for a category of another name.
  const holds = (value: number) => isIn(isCategorical(read) ? readCell(read, String(value)) : String(value))
  const counts = { holds, among }
  return {
    terms: values.flatMap(({ key, missing }) =>
      key === undefined || missing ? [] : [{ key, sign: 1, counts }],
    ),
    constant: values.filter(({ key, text, missing }) => key === undefined && !missing && isIn(text)).length,
  }
}

/** The number of units whose value lies above or below a limit. */
export function countHaving(
  rows: UnitRows,
  variable: Variable,
  { above, below }: { above?: number; below?: number },
): { terms: Term[]; constant: number } | undefined {
  const values = rows.values(variable)
  if (!values?.every(({ key, missing }) => missing || key !== undefined)) return undefined
  const holds = (value: number) =>
    (above === undefined || value > above) && (below === undefined || value < below)
  const limit = above ?? below ?? 0
  const counts = { holds, among: [limit - 1, limit, limit + 1] }
  return {
    terms: values.flatMap(({ key }) => (key === undefined ? [] : [{ key, sign: 1, counts }])),
    constant: 0,
  }
}

/** Which fact printed a unit's value: `1A/load_degree` → its key. */
function printedKeys({ tables }: ParsedStudy, facts: Facts, unit: Unit): Map<string, string> {
  const keys = new Map<string, string>()
  for (const table of tables.filter(({ rows }) => rows === unit.id)) {
    const [rowsOf, across] = table.dimensions
    for (const { id } of rowsOf.categories) {
      const columns = across
        ? across.categories.map((column) => ({
            variable: column.variable ?? column.id,
            place: { [across.variable]: column.id },
            measure: table.measures[0].id,
          }))
        : table.measures.map((measure) => ({ variable: measure.id, place: {}, measure: measure.id }))
      for (const { variable, place, measure } of columns) {
        const key = factKey(
          table.id,
          cellAddress(table, { at: { [rowsOf.variable]: id, ...place }, measure }),
        )
        if (facts.has(key)) keys.set(`${id}/${variable}`, key)
      }
    }
  }
  return keys
}
