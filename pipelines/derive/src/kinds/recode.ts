import type { Recode, Variable } from '@pejling/indicators'
import { isNumber, literal } from '@pejling/warehouse'
import { guarded, type Made, reasonOf, valueOf } from '../made.ts'

/** A missing value stays missing, with its reason; a value no category gathers is left NULL without one, to be told. */
export function recode({ from, recode, missing = {} }: Recode, source: Variable): Made {
  const written = (value: string | number) =>
    isNumber(source) ? String(Number(value)) : literal(String(value))
  const cases = (gathered: Record<string, (string | number)[]>) =>
    Object.entries(gathered)
      .filter(([, values]) => values.length > 0)
      .map(
        ([to, values]) => `WHEN ${valueOf(from)} IN (${values.map(written).join(', ')}) THEN ${literal(to)}`,
      )
  const reasons = cases(missing as Record<string, (string | number)[]>)
  const why =
    reasons.length > 0 ? `coalesce(${reasonOf(from)}, CASE ${reasons.join(' ')} END)` : reasonOf(from)
  const values = cases(recode)
  return { missing: why, value: guarded(why, values.length > 0 ? `CASE ${values.join(' ')} END` : 'NULL') }
}
