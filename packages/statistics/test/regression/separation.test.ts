import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { detectSeparation, orderedLogit, type RegressionData } from '../../src/index.ts'
import { seededRandom } from '../../src/seeded-random.ts'
import { cars, funding, housing, tabled, wine } from './known-data.ts'
import { randomData, reversed } from './random-data.ts'

describe('what is found', () => {
  // brglm2's detect_separation and detect_infinite_estimates say the same of the binary cases
  test('a level with one answer at the end of the scale is quasi-complete separation', () => {
    expect(detectSeparation(funding)).toEqual({
      separated: true,
      kind: 'quasi-complete',
      coefficients: [
        {
          ...{ name: 'funding=bound', term: 'funding', level: 'bound', limit: 'plus-infinity' },
          alike: { level: 'bound', observations: 8, category: 'often' },
        },
      ],
      thresholds: [],
      directions: 1,
    })
  })

  test('a level with one answer in the middle of the scale is no separation', () => {
    const middle = tabled(
      'x',
      ['a', 'b'],
      ['low', 'middle', 'high'],
      [
        [2, 2, 2],
        [0, 8, 0],
      ],
    )
    expect(detectSeparation(middle).separated).toBe(false)
    expect(orderedLogit(middle).coefficients[0].limit).toBe('finite')
  })

  test('where one level lacks the highest and the other the lowest category, a threshold runs off with the effect', () => {
    const staggered = tabled(
      'x',
      ['a', 'b'],
      ['low', 'middle', 'high'],
      [
        [2, 2, 0],
        [0, 2, 2],
      ],
    )
    expect(detectSeparation(staggered)).toMatchObject({
      kind: 'quasi-complete',
      coefficients: [{ name: 'x=b', limit: 'plus-infinity' }],
      thresholds: [{ name: 'middle|high', limit: 'plus-infinity' }],
    })
    // What is left are two even splits.
    expect(orderedLogit(staggered).logLik).toBeCloseTo(8 * Math.log(1 / 2), 10)
  })

  test('levels without a category in common are separated further', () => {
    const stairs = tabled(
      'x',
      ['a', 'b'],
      ['low', 'middle', 'high'],
      [
        [3, 0, 0],
        [0, 2, 2],
      ],
    )
    expect(detectSeparation(stairs)).toMatchObject({
      kind: 'quasi-complete',
      thresholds: [
        { name: 'low|middle', limit: 'plus-infinity' },
        { name: 'middle|high', limit: 'plus-infinity' },
      ],
      directions: 2,
    })
  })

  test('a covariate that splits the outcome is complete separation', () => {
    const split = { y: { levels: ['no', 'yes'], codes: [0, 0, 1, 1] }, x: { v: numeric([1, 2, 3, 4]) } }
    expect(detectSeparation(split)).toMatchObject({
      kind: 'complete',
      coefficients: [{ name: 'v', limit: 'plus-infinity' }],
    })
  })

  test('a tie at the split makes it quasi-complete, an overlap removes it', () => {
    const of = (...values: number[]) =>
      detectSeparation({ y: { levels: ['no', 'yes'], codes: [0, 0, 1, 1] }, x: { v: numeric(values) } }).kind
    expect([of(1, 2, 2, 3), of(1, 3, 2, 4)]).toEqual(['quasi-complete', 'none'])
  })

  test('two covariates separate together what neither separates alone', () => {
    const y = { levels: ['no', 'yes'], codes: [0, 0, 0, 1, 1, 1] }
    const a = numeric([0, 1, 2, 1, 2, 3])
    const b = numeric([2, 3, 4, 1, 2, 3])
    expect(detectSeparation({ y, x: { a } }).separated).toBe(false)
    expect(detectSeparation({ y, x: { b } }).separated).toBe(false)
    expect(detectSeparation({ y, x: { a, b } })).toMatchObject({
      coefficients: [
        { name: 'a', limit: 'plus-infinity' },
        { name: 'b', limit: 'minus-infinity' },
      ],
    })
  })

  test('where the likelihood can be followed both ways the limit is undetermined', () => {
    const same = tabled(
      'x',
      ['a', 'b', 'c'],
      ['no', 'yes'],
      [
        [2, 0],
        [2, 0],
        [0, 2],
      ],
    )
    expect(detectSeparation(same)).toMatchObject({
      kind: 'complete',
      coefficients: [
        { name: 'x=b', limit: 'undetermined' },
        { name: 'x=c', limit: 'plus-infinity' },
      ],
      thresholds: [{ name: 'no|yes', limit: 'plus-infinity' }],
      directions: 3,
    })
  })

  test('well-known data are not separated', () => {
    expect([wine, housing, cars].map((data) => detectSeparation(data).kind)).toEqual(['none', 'none', 'none'])
  })
})

describe('long data', () => {
  const random = seededRandom(7)
  const a = Float64Array.from({ length: 20_000 }, () => random.normal())
  const b = Float64Array.from({ length: 20_000 }, () => random.normal())
  const codes = Int32Array.from(a, (value, row) => (value + 0.001 * b[row] > 0.3 ? 1 : 0))
  const x = { a: { type: 'numeric', values: a }, b: { type: 'numeric', values: b } } as const

  test('a hyperplane through 20,000 rows is found, and one row on the wrong side undoes it', () => {
    expect(detectSeparation({ y: { levels: ['no', 'yes'], codes }, x }).kind).toBe('complete')
    const far = a.indexOf(Math.max(...a))
    const wrong = codes.map((code, row) => (row === far ? 1 - code : code))
    expect(detectSeparation({ y: { levels: ['no', 'yes'], codes: wrong }, x }).kind).toBe('none')
  })
})

describe('properties', () => {
  test('turning the scale around turns every direction around', () => {
    const opposite = { 'plus-infinity': 'minus-infinity', 'minus-infinity': 'plus-infinity' } as Record<
      string,
      string
    >
    fc.assert(
      fc.property(randomData, (data) => {
        const one = detectSeparation(data)
        const other = detectSeparation(reversed(data))
        expect(other.kind).toBe(one.kind)
        expect(other.coefficients.map(({ limit }) => limit)).toEqual(
          one.coefficients.map(({ limit }) => opposite[limit] ?? limit),
        )
      }),
      { seed: 5, numRuns: 300 },
    )
  })

  test('data in which every pattern shows every category are never separated', () => {
    fc.assert(
      fc.property(randomData, (data) => {
        const { levels, codes } = data.y
        const rows = codes.flatMap((_, row) => levels.map((_, code) => [row, code]))
        const full: RegressionData = {
          y: { levels, codes: rows.map(([, code]) => code) },
          x: Object.fromEntries(
            Object.entries(data.x).map(([name, column]) => [
              name,
              'codes' in column
                ? { ...column, codes: rows.map(([row]) => column.codes[row]) }
                : { ...column, values: rows.map(([row]) => column.values[row]) },
            ]),
          ),
        }
        expect(detectSeparation(full).separated).toBe(false)
      }),
      { seed: 6, numRuns: 50 },
    )
  })

  test('a level moved to the highest category is separated, upwards unless all are there', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(5), fc.nat(5), fc.nat(5)), { minLength: 1, maxLength: 4 }),
        (counts) => {
          const others = counts.map(([low, middle, high]) => [low + 1, middle + 1, high + 1])
          const table = [...others, [0, 0, 4]]
          const found = detectSeparation(
            tabled(
              'x',
              table.map((_, i) => `l${i}`),
              ['low', 'middle', 'high'],
              table,
            ),
          )
          expect(found.coefficients.map(({ name, limit }) => [name, limit])).toEqual([
            [`x=l${others.length}`, 'plus-infinity'],
          ])
        },
      ),
      { seed: 7, numRuns: 50 },
    )
  })
})

test('nothing is separated without two categories', () => {
  expect(detectSeparation({ y: { levels: ['a', 'b'], codes: [0] }, x: {} })).toMatchObject({ kind: 'none' })
})

test('unknown levels are refused', () => {
  expect(() => detectSeparation({ y: { levels: ['a'], values: ['b'] }, x: {} })).toThrow(
    new RangeError('unknown level of y: b'),
  )
})

function numeric(values: number[]) {
  return { type: 'numeric', values } as const
}
