import { type Read, type Rule, tidy } from '../rule.ts'
import type { Term } from './sum-rule.ts'

export type LimitRuleOptions = {
  name: string
  table: string
  address: string
  /** What must not be larger … */
  lower: Term[]
  /** … than this, constants added. */
  upper: Term[]
  slack?: number
  result?: string
}

/** One sum cannot be larger than another. It can be broken, but that it holds proves nothing, so it checks no part. */
export function limitRule({ name, table, address, lower, upper, slack = 0, result }: LimitRuleOptions): Rule {
  const side = (terms: Term[], read: Read) =>
    terms.reduce<number | undefined>((sum, { key, sign, counts }) => {
      const value = read(key)
      if (sum === undefined || value === undefined) return undefined
      return sum + sign * (counts ? Number(counts.holds(value)) : value)
    }, 0)
  return {
    name,
    table,
    address,
    parts: [...lower, ...upper].map(({ key }) => key),
    result,
    checks: [],
    test: (read) => {
      const [low, high] = [side(lower, read), side(upper, read)]
      if (low === undefined || high === undefined) return 'idle'
      return tidy(low - high) <= slack ? 'exact' : 'broken'
    },
    explain: (read) => {
      const [low, high] = [side(lower, read), (side(upper, read) ?? 0) + slack]
      return {
        reason: { code: 'limit', values: { found: low ?? '?', limit: high } },
        shown: String(low ?? ''),
        expected: `≤ ${high}`,
      }
    },
  }
}
