import { clockText, dayText, firstDays, momentText } from '../moment.ts'
import { numberText } from '../sav/sav-cell.ts'

/** What a number format makes of a number; `day-month` and `month-year` are what Excel makes of a typed `1-2` or `1-20`. */
export type NumberKind =
  'number' | 'date' | 'datetime' | 'time' | 'day-month' | 'month-year' | { digits: number }

const builtIn: Record<number, NumberKind> = {
  ...{ 14: 'date', 15: 'date', 16: 'day-month', 17: 'month-year', 22: 'datetime' },
  ...{ 18: 'time', 19: 'time', 20: 'time', 21: 'time', 45: 'time', 46: 'time', 47: 'time' },
  ...Object.fromEntries(
    [27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58].map((id) => [id, 'date']),
  ),
}

/** The kind of a format by its number, and by its code if the workbook has one for it. */
export function numberKind(id: number, code: string | undefined): NumberKind {
  if (code === undefined) return builtIn[id] ?? 'number'
  // What stands in quotes, brackets or after a backslash is shown as it is and means nothing.
  const bare = code
    .split(';')[0]
    .replace(/"[^"]*"|\[(?!h|m|s)[^\]]*\]|\\.|_.|\*./gi, '')
    .toLowerCase()
  if (/^0{2,}$/.test(bare)) return { digits: bare.length }
  if (bare === 'general' || bare === 'standard' || /[0#?]/.test(bare.replace(/ss\.0+|\.0+/g, '')))
    return 'number'
  const [year, day, clock] = [/y|e/.test(bare), /d/.test(bare), /h|s/.test(bare)]
  const month = /m/.test(bare)
  if (clock) return year || day ? 'datetime' : 'time'
  if (year && month && !day) return 'month-year'
  if (day && month && !year) return 'day-month'
  return year || day || month ? 'date' : 'number'
}

/** Days between the two calendars a workbook may count in. */
const days1904 = 1462

/** A number as text by its kind; `restored`: a day or month becomes the text it was made of. */
export function excelNumber(value: number, kind: NumberKind, from1904: boolean, restored: boolean): string {
  if (typeof kind === 'object')
    return Number.isInteger(value) && value >= 0 ? String(value).padStart(kind.digits, '0') : plain(value)
  if (kind === 'number') return plain(value)
  const serial = value + (from1904 ? days1904 : 0)
  // Excel believes that 1900 was a leap year.
  const days = serial < 60 ? serial + 1 : serial
  if (kind === 'time') return clockText(Math.round(value * 86_400))
  if (kind === 'datetime') return momentText(firstDays.excel, Math.round(days * 86_400_000) / 1000)
  const day = dayText(firstDays.excel, days)
  if (kind === 'date' || !restored || !/^\d{4}-/.test(day)) return day
  const [year, month, date] = day.split('-').map(Number)
  return kind === 'day-month' ? `${date}-${month}` : `${month}-${String(year % 100).padStart(2, '0')}`
}

/** 0.3 and not 0.30000000000000004: the fifteen digits Excel shows, where that is much shorter. */
function plain(value: number): string {
  const [whole, shown] = [numberText(value), numberText(Number(value.toPrecision(15)))]
  return shown.length + 4 <= whole.length ? shown : whole
}
