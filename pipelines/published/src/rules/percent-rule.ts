import { compare, type Read, roundTo, type Rule } from '../rule.ts'

export type PercentRuleOptions = {
  name?: string
  table: string
  address: string
  percent: string
  halfUnit: number
  /** The counts whose sum is the part, and those whose sum is the base. */
  part: string[]
  base: string[]
}

/** A printed percentage is part of base in per cent, rounded to its last digit. */
export function percentRule({
  name = 'percent',
  table,
  address,
  percent,
  halfUnit,
  part,
  base,
}: PercentRuleOptions): Rule {
  const counts = [...new Set([...part, ...base])]
  const sum = (keys: string[], read: Read) =>
    keys.reduce<number | undefined>((total, key) => {
      const value = read(key)
      return total === undefined || value === undefined ? undefined : total + value
    }, 0)
  const computed = (read: Read) => {
    const [of, whole] = [sum(part, read), sum(base, read)]
    return of === undefined || !whole ? undefined : (100 * of) / whole
  }
  const test: Rule['test'] = (read) => {
    const keys = [percent, ...counts]
    const unknown = keys.filter((key) => read(key) === undefined)
    if (unknown.length > 0) return unknown.length === 1 ? 'open' : 'idle'
    const expected = computed(read)
    return expected === undefined ? 'idle' : compare(read(percent)!, expected, halfUnit)
  }
  return {
    name,
    table,
    address,
    parts: [percent, ...counts],
    result: percent,
    checks: [percent, ...counts],
    test,
    repairs: (key, read) => {
      if (key === percent) {
        const expected = computed(read)
        return expected === undefined ? [] : [roundTo(expected, halfUnit)]
      }
      const largest = 4 * Math.max(10, ...counts.map((other) => read(other) ?? 0))
      return Array.from({ length: Math.min(largest, 400) + 1 }, (_, count) => count).filter((count) => {
        const outcome = test((other) => (other === key ? count : read(other)))
        return outcome === 'exact' || outcome === 'rounding'
      })
    },
    explain: (read) => ({
      reason: {
        code: 'percent',
        values: { part: sum(part, read) ?? '?', base: sum(base, read) ?? '?', gives: shown(computed(read)) },
      },
      shown: String(read(percent) ?? ''),
      expected: shown(computed(read)),
    }),
  }
}

function shown(percent: number | undefined): string {
  return percent === undefined ? '?' : String(Number(percent.toFixed(2)))
}
