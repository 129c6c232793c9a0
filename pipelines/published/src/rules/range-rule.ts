import type { Rule } from '../rule.ts'

/** A number lies in the range its variable has, or is one of its categories. */
export function rangeRule(
  table: string,
  address: string,
  key: string,
  allowed: { min?: number; max?: number; among?: number[] },
  name = 'range',
): Rule {
  const { min, max, among } = allowed
  const words = among ? among.join(', ') : `${min ?? ''}–${max ?? ''}`
  return {
    name,
    table,
    address,
    parts: [key],
    result: key,
    checks: [],
    test: (read) => {
      const value = read(key)
      if (value === undefined) return 'idle'
      const inside = among
        ? among.includes(value)
        : (min === undefined || value >= min) && (max === undefined || value <= max)
      return inside ? 'exact' : 'broken'
    },
    explain: (read) => ({
      reason: { code: 'range', values: { found: read(key) ?? '?', range: words } },
      expected: words,
    }),
  }
}
