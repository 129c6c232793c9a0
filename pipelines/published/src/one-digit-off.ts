import type { Fact } from './fact.ts'

/** Can one wrong digit turn the value into what was printed? Rounding of the value's last printed digit is granted. */
export function isOneDigitOff(fact: Fact | undefined, value: number | undefined): boolean {
  if (fact?.value === undefined || value === undefined || Number.isNaN(value)) return false
  const unit = 2 * fact.halfUnit
  const [printed, wanted] = [fact.value, value].map((number) => String(Math.round(Math.abs(number) / unit)))
  const length = Math.max(printed.length, wanted.length)
  const digits = [printed, wanted].map((text) => text.padStart(length, '0'))
  return [...digits[0]].filter((digit, i) => digit !== digits[1][i]).length === 1
}
