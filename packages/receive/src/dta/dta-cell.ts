import { clockText, dayText, firstDays, momentText } from '../moment.ts'
import type { NumberReader } from '../numbers.ts'
import { numberText } from '../sav/sav-cell.ts'
import type { DtaType } from './dta-layout.ts'

/** `.` and the 26 others, `.a` to `.z`. */
const reasons = ['', ...'abcdefghijklmnopqrstuvwxyz'].map((letter) => `.${letter}`)

/** The values above which whole numbers are missing ones. */
const wholes = { byte: 100, int: 32_740, long: 2_147_483_620 }

/** What a number is shown as, by its format. */
export function dtaType(format: string): 'date' | 'datetime' | 'text' | 'number' {
  const [, kind] = /^%-?t?([dcCwmqhy])/.exec(format) ?? []
  if (!kind || !/^%-?(t|d)/.test(format)) return 'number'
  if (kind === 'd') return 'date'
  if (kind === 'c' || kind === 'C') return 'datetime'
  return kind === 'y' ? 'number' : 'text'
}

/** A number of a row as text: '' if missing, `.a` to `.z` if missing for a reason. */
export function dtaNumber(
  bytes: Buffer,
  type: Exclude<DtaType, number>,
  format: string,
  numbers: NumberReader,
): string {
  const value = valueOf(bytes, type, numbers)
  if (typeof value === 'string') return value === '.' ? '' : value
  const [, kind] = /^%-?t?([dcCwmqhy])/.exec(format) ?? []
  if (!kind || !/^%-?(t|d)/.test(format)) return numberText(value)
  const year = (n: number) => 1960 + Math.floor(value / n)
  const part = (n: number) => value - n * Math.floor(value / n) + 1
  const two = (n: number) => String(n).padStart(2, '0')
  if (kind === 'd') return dayText(firstDays.stata, value)
  if (kind === 'c' || kind === 'C')
    return /%-?t[cC]HH/.test(format) ? clockText(value / 1000) : momentText(firstDays.stata, value / 1000)
  if (kind === 'm') return `${year(12)}-${two(part(12))}`
  if (kind === 'q') return `${year(4)}-Q${part(4)}`
  if (kind === 'h') return `${year(2)}-H${part(2)}`
  return kind === 'w' ? `${year(52)}-W${two(part(52))}` : numberText(value)
}

function valueOf(bytes: Buffer, type: Exclude<DtaType, number>, numbers: NumberReader): number | string {
  if (type === 'byte') return whole(bytes.readInt8(0), wholes.byte)
  if (type === 'int') return whole(numbers.int16(bytes), wholes.int)
  if (type === 'long') return whole(numbers.int32(bytes), wholes.long)
  if (type === 'float') {
    const bits = numbers.uint32(bytes)
    if (bits >= 0x7f000000 && bits < 0x80000000) return reasons[(bits - 0x7f000000) >> 11] ?? '.'
    return shortest(numbers.float32(bytes))
  }
  const value = numbers.float64(bytes)
  // From 2^1023 on: the ninth to twelfth of its bits say which.
  if (value >= 2 ** 1023 || !Number.isFinite(value))
    return reasons[Math.round((value / 2 ** 1023 - 1) * 4096)] ?? '.'
  return value
}

function whole(value: number, most: number): number | string {
  return value > most ? (reasons[value - most - 1] ?? '.') : value
}

/** 0.1 and not 0.10000000149011612: the fewest digits that give the same float. */
function shortest(value: number): number {
  for (let digits = 6; digits < 10; digits++) {
    const text = Number(value.toPrecision(digits))
    if (Math.fround(text) === value) return text
  }
  return value
}
