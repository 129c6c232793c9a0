import { type Outcome, type Read, roundTo, type Rule, tidy } from '../rule.ts'

export type QuotientRuleOptions = {
  table: string
  address: string
  quotient: Printed
  numerator: Printed
  denominator: Printed
}

/** A printed number with its half unit; `mark` if the print says that there is none. */
export type Printed = { key: string; halfUnit: number; mark: boolean }

/**
 * A printed quotient lies in the interval its printed parts allow, each of them being rounded: 626,481 kr over 180
 * children (179.5 to 180.5) is 3,471 to 3,490 kr a child. Where there is nothing to divide there is no quotient.
 */
export function quotientRule({
  table,
  address,
  quotient,
  numerator,
  denominator,
}: QuotientRuleOptions): Rule {
  const all = [quotient, numerator, denominator]
  const interval = (read: Read): { low: number; high: number; middle: number } | undefined => {
    const [n, d] = [read(numerator.key), read(denominator.key)]
    if (n === undefined || d === undefined || d - denominator.halfUnit <= 0) return undefined
    const ends = [n - numerator.halfUnit, n + numerator.halfUnit].flatMap((top) => [
      top / (d - denominator.halfUnit),
      top / (d + denominator.halfUnit),
    ])
    return { low: Math.min(...ends), high: Math.max(...ends), middle: n / d }
  }
  const test = (read: Read): Outcome => {
    if (numerator.mark || quotient.mark) return numerator.mark === quotient.mark ? 'exact' : 'broken'
    const unknown = all.filter(({ key }) => read(key) === undefined)
    if (unknown.length > 0) return unknown.length === 1 ? 'open' : 'idle'
    const expected = interval(read)
    if (!expected) return 'idle'
    const printed = read(quotient.key)!
    if (tidy(printed - roundTo(expected.middle, quotient.halfUnit)) === 0) return 'exact'
    const half = quotient.halfUnit + 1e-9
    return printed >= expected.low - half && printed <= expected.high + half ? 'rounding' : 'broken'
  }
  return {
    name: 'quotient',
    table,
    address,
    parts: all.map(({ key }) => key),
    result: quotient.key,
    // That nothing was divided says nothing about the number it would have been divided by.
    checks: numerator.mark ? [quotient.key] : all.map(({ key }) => key),
    test,
    repairs: (key, read) => {
      const [q, n, d] = all.map((part) => read(part.key))
      const value =
        key === quotient.key
          ? ratio(n, d)
          : key === denominator.key
            ? ratio(n, q)
            : q && d
              ? q * d
              : undefined
      const { halfUnit } = all.find((part) => part.key === key)!
      return value === undefined ? [] : [roundTo(value, halfUnit)]
    },
    explain: (read) => {
      if (numerator.mark) return { reason: { code: 'nothing-divided' }, expected: '-' }
      const expected = interval(read)
      const range = expected ? `${Math.ceil(expected.low)}–${Math.floor(expected.high)}` : '?'
      return {
        reason: {
          code: 'quotient',
          values: {
            numerator: read(numerator.key) ?? '?',
            denominator: read(denominator.key) ?? '?',
            gives: expected ? String(tidy(expected.middle, 1)) : '?',
            range,
          },
        },
        shown: String(read(quotient.key) ?? ''),
        expected: range,
      }
    },
  }
}

function ratio(top: number | undefined, bottom: number | undefined): number | undefined {
  return top === undefined || !bottom ? undefined : top / bottom
}
