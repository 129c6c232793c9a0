import { compare, type Read, roundTo, type Rule } from '../rule.ts'
import type { Term } from './sum-rule.ts'

export type ShareRuleOptions = {
  table: string
  address: string
  percent: string
  halfUnit: number
  part: { terms: Term[]; constant: number }
  whole: { terms: Term[]; constant: number }
}

/** A percentage in running text is a share that can be counted. It checks the percentage only. */
export function shareRule({ table, address, percent, halfUnit, part, whole }: ShareRuleOptions): Rule {
  const sum = ({ terms, constant }: ShareRuleOptions['part'], read: Read) =>
    terms.reduce<number | undefined>((total, { key, sign, counts }) => {
      const value = read(key)
      if (total === undefined || value === undefined) return undefined
      return total + sign * (counts ? Number(counts.holds(value)) : value)
    }, constant)
  const computed = (read: Read) => {
    const [of, all] = [sum(part, read), sum(whole, read)]
    return of === undefined || !all ? undefined : (100 * of) / all
  }
  return {
    name: 'percent',
    table,
    address,
    parts: [percent, ...[...part.terms, ...whole.terms].map(({ key }) => key)],
    result: percent,
    checks: [percent],
    test: (read) => {
      const [printed, expected] = [read(percent), computed(read)]
      return printed === undefined || expected === undefined ? 'idle' : compare(printed, expected, halfUnit)
    },
    repairs: (key, read) => {
      const expected = computed(read)
      return key === percent && expected !== undefined ? [roundTo(expected, halfUnit)] : []
    },
    explain: (read) => {
      const gives = computed(read)
      const shown = gives === undefined ? '?' : String(Number(gives.toFixed(2)))
      return {
        reason: {
          code: 'percent',
          values: { part: sum(part, read) ?? '?', base: sum(whole, read) ?? '?', gives: shown },
        },
        expected: shown,
      }
    },
  }
}
