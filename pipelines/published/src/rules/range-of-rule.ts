import { type Read, type Rule } from '../rule.ts'

/** A range printed in running text, `5-10`, runs from the smallest to the largest of some printed numbers. */
export function rangeOfRule(
  table: string,
  address: string,
  range: string,
  [first, last]: [number, number] | number[],
  keys: string[],
): Rule {
  const ends = (read: Read) => {
    const values = keys.map(read).filter((value) => value !== undefined)
    return [Math.min(...values), Math.max(...values)]
  }
  return {
    name: 'claim',
    table,
    address,
    parts: [range, ...keys],
    result: range,
    checks: [range],
    test: (read) => {
      if (Number.isNaN(read(range) ?? 0)) return 'idle'
      const [low, high] = ends(read)
      return low === first && high === last ? 'exact' : 'broken'
    },
    repairs: (key) => (key === range ? [] : [first, last]),
    explain: (read) => {
      const expected = ends(read).join('-')
      return { reason: { code: 'claim', values: { from: expected, gives: expected } }, expected }
    },
  }
}
