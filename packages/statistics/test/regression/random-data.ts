import fc from 'fast-check'
import type { RegressionData } from '../../src/index.ts'
import type { CodedData } from './known-data.ts'

/** Small data of every kind: two factors or a factor and a covariate, few rows, ties, separation, empty levels. */
export const randomData: fc.Arbitrary<CodedData> = fc
  .record({
    categories: fc.integer({ min: 2, max: 4 }),
    levels: fc.integer({ min: 2, max: 4 }),
    continuous: fc.boolean(),
    rows: fc.array(
      fc.record({
        y: fc.integer({ min: 0, max: 3 }),
        f: fc.integer({ min: 0, max: 3 }),
        v: fc.integer({ min: -20, max: 20 }),
        weight: fc.integer({ min: 1, max: 4 }),
      }),
      { minLength: 3, maxLength: 30 },
    ),
  })
  .map(({ categories, levels, continuous, rows }) => ({
    y: { levels: named('c', categories), codes: rows.map(({ y }) => y % categories) },
    x: {
      f: { type: 'factor', levels: named('f', levels), codes: rows.map(({ f }) => f % levels) },
      v: continuous
        ? { type: 'numeric', values: rows.map(({ v }) => v / 10) }
        : { type: 'factor', levels: named('v', 2), codes: rows.map(({ v }) => Math.abs(v) % 2) },
    },
    weights: rows.map(({ weight }) => weight),
  }))

/** The same rows as an order that is turned around. */
export function reversed(data: RegressionData): RegressionData {
  const { levels } = data.y
  const codes =
    'codes' in data.y ? data.y.codes : Array.from(data.y.values, (value) => levels.indexOf(value!))
  return {
    ...data,
    y: { levels: levels.toReversed(), codes: Array.from(codes, (code) => levels.length - 1 - code) },
  }
}

function named(letter: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${letter}${i}`)
}
