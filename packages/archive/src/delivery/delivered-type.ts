import type { Variable } from '@pejling/indicators'
import { isCategorical, isNumber } from '@pejling/warehouse'

/** How a variable stands in a delivered table, as annex 9 names it. */
export type DeliveredType = 'string' | 'int' | 'decimal' | 'date'

/** Categories are whole numbers with a list of codes; so are numbers that have no decimals. */
export function deliveredType(variable: Variable, isWhole: boolean): DeliveredType {
  if (isCategorical(variable)) return 'int'
  if (isNumber(variable)) return isWhole ? 'int' : 'decimal'
  return variable.reading?.date ? 'date' : 'string'
}
