import { clockText, dayText, firstDays, momentText } from '../moment.ts'

const types: Record<number, 'date' | 'datetime' | 'time'> = {
  ...{ 20: 'date', 23: 'date', 24: 'date', 28: 'date', 29: 'date', 30: 'date', 38: 'date', 39: 'date' },
  ...{ 21: 'time', 25: 'time', 40: 'time', 22: 'datetime', 41: 'datetime' },
}

/** What a number is shown as, by the format SPSS gives it: days, moments and times are seconds there. */
export function savType(format: number): 'date' | 'datetime' | 'time' | 'number' {
  return types[format] ?? 'number'
}

/** A number of a case as text; '' if it is system-missing. */
export function savNumber(value: number, format: number): string {
  if (value === -Number.MAX_VALUE || !Number.isFinite(value)) return ''
  const type = savType(format)
  if (type === 'date') return dayText(firstDays.spss, value / 86_400)
  if (type === 'datetime') return momentText(firstDays.spss, value)
  return type === 'time' ? clockText(value) : numberText(value)
}

/** A number with a point and without an exponent, where that can be. */
export function numberText(value: number): string {
  const text = String(Object.is(value, -0) ? 0 : value)
  if (!text.includes('e')) return text
  return Math.abs(value) >= 1 ? BigInt(Math.round(value)).toString() : value.toFixed(20).replace(/0+$/, '')
}
