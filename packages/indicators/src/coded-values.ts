import type { Variable } from './codebook.ts'
import { type MissingReason, missingReasons } from './missing.ts'

/**
 * The whole numbers that stand for a variable's categories where only numbers can stand: their own where all are called by
 * numbers, else 1, 2, 3 in the codebook's order.
 */
export function categoryNumbers({ categories = [] }: Pick<Variable, 'categories'>): number[] {
  const own = categories.every(({ id }) => /^-?\d{1,8}$/.test(id))
  return categories.map(({ id }, i) => (own ? Number(id) : i + 1))
}

/**
 * The negative codes of reasons where only numbers can stand: -91 to -95, or -991 to -995 and so on where a value is as low
 * as those. A reason has the same last digit everywhere.
 *
 * @param least the least value the variable has
 * @example reasonCodes(0)('not_asked') // -91
 */
export function reasonCodes(least: number): (reason: MissingReason) => number {
  let base = 90
  while (least < -base) base = base * 10 + 90
  return (reason) => -(base + 1 + Object.keys(missingReasons).indexOf(reason))
}
