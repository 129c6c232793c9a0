import type { Outcome, Reason, Read, Rule } from '../rule.ts'
import { tidy } from '../rule.ts'

/** A number in a sum, or with `counts` the question whether a unit's number is one of those counted. */
export type Term = {
  key: string
  sign: 1 | -1
  counts?: { holds: (value: number) => boolean; among: number[] }
}

export type SumRuleOptions = {
  name: string
  table: string
  address: string
  /** Signed terms that with `constant` must come to nothing. */
  terms: Term[]
  constant?: number
  result?: string
  checks?: string[]
  /** How far from nothing rounding may take the sum. */
  tolerance?: number
  reason?: Reason
}

/** Terms and a constant that add to nothing: totals, margins that must be the same, differences, counts of units. */
export function sumRule(options: SumRuleOptions): Rule {
  const { terms, constant = 0, tolerance = 0, result } = options
  const parts = terms.map(({ key }) => key)
  const balance = (read: Read) =>
    terms.reduce<number | undefined>((sum, term) => {
      const value = worth(term, read)
      return sum === undefined || value === undefined ? undefined : sum + value
    }, constant)

  return {
    name: options.name,
    table: options.table,
    address: options.address,
    parts,
    result,
    checks: options.checks ?? parts,
    test: (read): Outcome => {
      const unknown = terms.filter((term) => worth(term, read) === undefined)
      if (unknown.length > 0) return unknown.length === 1 && !unknown[0].counts ? 'open' : 'idle'
      const off = Math.abs(tidy(balance(read)!))
      return off === 0 ? 'exact' : off <= tolerance ? 'rounding' : 'broken'
    },
    repairs: (key, read) => {
      const term = terms.find((term) => term.key === key)!
      const others = balance((other) => (other === key ? 0 : read(other)))
      if (term.counts) {
        const wanted = (value: number) => tidy(balance((other) => (other === key ? value : read(other))) ?? 1)
        return term.counts.among.filter((value) => wanted(value) === 0)
      }
      return others === undefined ? [] : [tidy(-others * term.sign)]
    },
    explain: (read) => {
      const [left, right] = sides(terms, constant, result, read)
      const [gives, expected] = [tidy(left.value), tidy(right.value)]
      const values = { ...(left.text ? { sum: left.text } : {}), gives, expected, ...options.reason?.values }
      return {
        reason: { code: options.reason?.code ?? 'sum', values },
        shown: String(gives),
        expected: String(result === undefined ? expected : gives),
      }
    },
  }
}

function worth({ key, sign, counts }: Term, read: Read): number | undefined {
  const value = read(key)
  if (value === undefined) return undefined
  return sign * (counts ? Number(counts.holds(value)) : value)
}

/** The sum on one side, what it should be on the other: the result if there is one, else the negative terms. */
function sides(terms: Term[], constant: number, result: string | undefined, read: Read) {
  const resultTerm = terms.find(({ key }) => key === result)
  const right = resultTerm ? [resultTerm] : terms.filter(({ sign }) => sign < 0)
  const left = terms.filter((term) => !right.includes(term))
  const flip = resultTerm?.sign === 1 ? -1 : 1
  const total = (some: Term[]) => some.reduce((sum, term) => sum + (worth(term, read) ?? 0), 0)
  return [
    { value: flip * (total(left) + (resultTerm ? constant : 0)), text: inWords(left, read, flip) },
    { value: -flip * total(right) - (resultTerm ? 0 : constant), text: inWords(right, read, -flip) },
  ]
}

/** `5 + 4 + 2`; nothing if it would be long or counts units, as the sum itself then says more. */
function inWords(terms: Term[], read: Read, flip: number): string {
  if (terms.length < 2 || terms.length > 8 || terms.some(({ counts }) => counts)) return ''
  return terms
    .map((term, i) => {
      const sign = term.sign * flip < 0 ? (i > 0 ? ' − ' : '−') : i > 0 ? ' + ' : ''
      return `${sign}${read(term.key) ?? '?'}`
    })
    .join('')
}
