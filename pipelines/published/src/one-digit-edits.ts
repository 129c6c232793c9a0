import type { Fact } from './fact.ts'
import { tidy } from './rule.ts'

/** Every number that differs from the printed one in a single digit: what a misprint may have been meant as. */
export function oneDigitEdits({ value, halfUnit }: Fact): number[] {
  if (value === undefined) return []
  const unit = 2 * halfUnit
  const digits = String(Math.round(Math.abs(value) / unit))
  return [...digits].flatMap((digit, i) =>
    [...'0123456789']
      .filter((other) => other !== digit)
      .map((other) => {
        const edited = Number(digits.slice(0, i) + other + digits.slice(i + 1))
        return tidy((value < 0 ? -1 : 1) * edited * unit)
      }),
  )
}
