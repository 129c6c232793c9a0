/** A number as printed, and half a unit of its last printed digit: `62,5` is 62.5 ± 0.05. */
export type PrintedNumber = { value: number; halfUnit: number }

/**
 * Reads a number as Danish prints have it: `62,5`, `(62,5 %)`, `1.104.100`, `-13`, and also `8.8`. A point is a
 * thousands separator only where groups of exactly three digits follow; a word is no number.
 *
 * @example printedNumber('(33,5 %)') // {value: 33.5, halfUnit: 0.05}
 */
export function printedNumber(printed: string): PrintedNumber | undefined {
  const text = printed
    .trim()
    .replace(/^\((.*)\)$/, '$1')
    .replace(/\s*%$/, '')
    .replace(/^[−–](?=\d)/, '-')
    .trim()
  const grouped = /^(-?[1-9]\d{0,2}(?:\.\d{3})+)(?:,(\d+))?$/.exec(text)
  if (grouped) return number(grouped[1].replaceAll('.', ''), grouped[2])
  const plain = /^(-?\d+)(?:[,.](\d+))?$/.exec(text)
  return plain ? number(plain[1], plain[2]) : undefined
}

/**
 * The two numbers of a cell that holds a count and its percentage: `5 (56 %)`. A bare `0` has no percentage.
 */
export function printedCountAndPercent(printed: string): { count: string; percent?: string } {
  const both = /^(.*?)\s*(\([^()]*%\s*\))\s*$/.exec(printed)
  return both ? { count: both[1], percent: both[2] } : { count: printed }
}

function number(whole: string, decimals = ''): PrintedNumber {
  const value = Number(decimals ? `${whole}.${decimals}` : whole)
  return { value: Object.is(value, -0) ? 0 : value, halfUnit: 0.5 * 10 ** -decimals.length }
}
