import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Coded, krippendorffAlpha } from '../../src/index.ts'

// Krippendorff's data "C", 4 coders × 12 units.
const _ = null
const canonical: Coded[][] = [
  [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
  [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
  [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
  [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
]
const levels = ['nominal', 'ordinal', 'interval', 'ratio'] as const

test("alpha of Krippendorff's data C is 0.743, 0.815, 0.849 and 0.797 at the four levels", () => {
  // irr::kripp.alpha(C, m)$value; published in Krippendorff 2011
  const published = { nominal: 0.743421, ordinal: 0.815388, interval: 0.849107, ratio: 0.797403 }
  for (const measurement of levels)
    expect(krippendorffAlpha({ ratings: canonical }, { measurement }).estimate).toBeCloseTo(
      published[measurement],
      6,
    )
})

test('alpha of three coders and fifteen units with many gaps is that of fast-krippendorff', () => {
  const ratings = [
    [_, _, _, _, _, 3, 4, 1, 2, 1, 1, 3, 3, _, 3],
    [1, _, 2, 1, 3, 3, 4, 3, _, _, _, _, _, _, _],
    [_, _, 2, 1, 3, 4, 4, _, 2, 1, 1, 3, 3, _, 4],
  ]
  // krippendorff.alpha(ratings, level_of_measurement = …), fast-krippendorff 2026
  const known = { nominal: 0.691358, ordinal: 0.806721, interval: 0.810845, ratio: 0.808944 }
  for (const measurement of levels)
    expect(krippendorffAlpha({ ratings }, { measurement }).estimate).toBeCloseTo(known[measurement], 6)
})

test('two coders, a table and their ratings give the same alpha', () => {
  const table = [
    [13, 0, 0],
    [0, 20, 7],
    [0, 4, 56],
  ]
  // irrCAC::krippen.alpha.raw(cont3x3abstractors): 0.7972585, quadratic 0.8926487
  expect(krippendorffAlpha({ table }).estimate).toBeCloseTo(0.7972585, 7)
  expect(krippendorffAlpha({ table }, { measurement: 'interval' }).estimate).toBeCloseTo(0.8926487, 7)
  const units = table.flatMap((row, i) =>
    row.flatMap((count, j) => Array<[number, number]>(count).fill([i + 1, j + 1])),
  )
  const ratings = [units.map(([first]) => first), units.map(([, second]) => second)]
  for (const measurement of levels)
    expect(krippendorffAlpha({ ratings }, { measurement }).estimate).toBeCloseTo(
      krippendorffAlpha({ table }, { measurement }).estimate!,
      12,
    )
})

test('the standard error is close to the jackknife at every level, also through the ranks', () => {
  // Thirty copies of each unit, so that what is left of order 1/n is small.
  const ratings = canonical.map((row) => Array.from({ length: 30 }, () => row).flat())
  const pairable = ratings[0].flatMap((__, i) =>
    ratings.filter((row) => row[i] !== null).length > 1 ? [i] : [],
  )
  for (const measurement of levels) {
    const left = pairable.map(
      (out) =>
        krippendorffAlpha(
          { ratings: ratings.map((row) => row.filter((__, i) => i !== out)) },
          { measurement },
        ).estimate!,
    )
    const mean = left.reduce((sum, alpha) => sum + alpha, 0) / left.length
    const squares = left.reduce((sum, alpha) => sum + (alpha - mean) ** 2, 0)
    const jackknife = Math.sqrt((squares * (left.length - 1)) / left.length)
    const { standardError } = krippendorffAlpha({ ratings }, { measurement })
    expect(standardError! / jackknife).toBeCloseTo(1, 2)
  }
})

test('alpha does not depend on who is which coder, on the order of units or on units coded once', () => {
  const value = fc.option(fc.integer({ min: 0, max: 4 }), { nil: null, freq: 5 })
  const unit = fc.tuple(value, value, value)
  fc.assert(
    fc.property(
      fc.array(unit, { minLength: 3, maxLength: 15 }),
      fc.constantFrom(...levels),
      (units, measurement) => {
        const rows = (of: Coded[][]): Coded[][] => [0, 1, 2].map((coder) => of.map((codes) => codes[coder]))
        const alpha = krippendorffAlpha({ ratings: rows(units) }, { measurement }).estimate
        const shuffled = [...units].reverse().map(([a, b, c]) => [c, a, b])
        const more = [...shuffled, [9, null, null]]
        const again = krippendorffAlpha({ ratings: rows(more) }, { measurement }).estimate
        if (alpha === undefined) expect(again).toBeUndefined()
        else expect(again).toBeCloseTo(alpha, 10)
      },
    ),
    { seed: 3, numRuns: 150 },
  )
})

test('interval alpha keeps under shift and scale, ratio alpha under scale, ordinal alpha under any rising change', () => {
  const ratings = fc.array(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 })), {
    minLength: 4,
    maxLength: 12,
  })
  fc.assert(
    fc.property(ratings, (pairs) => {
      const alpha = (
        measurement: (typeof levels)[number],
        of: (value: number) => number,
      ): number | undefined =>
        krippendorffAlpha(
          { ratings: [pairs.map(([a]) => of(a)), pairs.map(([, b]) => of(b))] },
          { measurement },
        ).estimate
      for (const [measurement, change] of [
        ['interval', (v: number) => 10 * v - 3],
        ['ratio', (v: number) => 7 * v],
        ['ordinal', (v: number) => v ** 3],
        ['nominal', (v: number) => -v],
      ] as const) {
        const plain = alpha(measurement, (v) => v)
        if (plain !== undefined) expect(alpha(measurement, change)).toBeCloseTo(plain, 9)
      }
    }),
    { seed: 4, numRuns: 100 },
  )
})

test('alpha is undefined, not 1, when every coding is the same value', () => {
  const alpha = krippendorffAlpha({
    ratings: [
      [2, 2, 2],
      [2, 2, 2],
    ],
  })
  expect(alpha.estimate).toBeUndefined()
  expect(alpha.interval).toBeUndefined()
  expect(alpha.warnings.map(({ code }) => code)).toContain('undefined-zero-over-zero')
})

test('alpha is undefined without a unit coded twice', () => {
  const alpha = krippendorffAlpha({
    ratings: [
      [1, null],
      [null, 2],
    ],
  })
  expect(alpha).toMatchObject({
    estimate: undefined,
    pairableValues: 0,
    observedDisagreement: undefined,
    n: 0,
  })
  expect(alpha.warnings).toEqual([{ code: 'no-pairable-units' }])
})

test('perfect agreement is 1 without an interval', () => {
  const alpha = krippendorffAlpha(
    {
      ratings: [
        [1, 2, 3, 1],
        [1, 2, 3, 1],
      ],
    },
    { measurement: 'ordinal' },
  )
  expect(alpha).toMatchObject({ estimate: 1, standardError: 0, interval: undefined })
})

test('the bootstrap interval comes again with its seed, differs with another and is near the error by formula', () => {
  const ratings = canonical.map((row) => [...row, ...row, ...row, ...row])
  const draws = 1000
  const first = krippendorffAlpha({ ratings }, { bootstrap: { draws, seed: 1 } })
  expect(krippendorffAlpha({ ratings }, { bootstrap: { draws, seed: 1 } })).toEqual(first)
  expect(krippendorffAlpha({ ratings }, { bootstrap: { draws, seed: 2 } }).interval).not.toEqual(
    first.interval,
  )
  expect(first.standardError! / krippendorffAlpha({ ratings }).standardError!).toBeCloseTo(1, 0.8)
  expect(first.interval!.method).toBe('percentile bootstrap of units, 1000 draws, seed 1')
})

test('text categories have no interval or ratio alpha, negative values no ratio alpha', () => {
  const words = {
    ratings: [
      ['no', 'yes'],
      ['no', 'no'],
    ],
  }
  expect(krippendorffAlpha(words).estimate).toBeCloseTo(0, 12)
  expect(() => krippendorffAlpha(words, { measurement: 'interval' })).toThrow(
    "krippendorff's alpha: expected numbers as categories for level interval, found no",
  )
  expect(() =>
    krippendorffAlpha(
      {
        ratings: [
          [-1, 2],
          [1, 2],
        ],
      },
      { measurement: 'ratio' },
    ),
  ).toThrow("krippendorff's alpha: expected values of 0 or more for level ratio, found -1")
  expect(() => krippendorffAlpha(words, { bootstrap: { draws: 10, seed: 1 } })).toThrow(
    'bootstrap: expected at least 100 draws, found 10',
  )
})
