import fc from 'fast-check'
import { expect, test } from 'vitest'
import { agreementWeights, cohenKappa } from '../../src/index.ts'

const table = [
  [44, 5, 1],
  [7, 20, 3],
  [9, 5, 6],
]

test('kappa of the table of Fleiss, Cohen and Everitt is that of psych', () => {
  // psych::cohen.kappa(matrix(c(44,5,1,7,20,3,9,5,6), 3, byrow = TRUE)): kappa and weighted.kappa (quadratic)
  expect(cohenKappa({ table }).estimate).toBeCloseTo(0.491525423728813, 13)
  expect(cohenKappa({ table }, { weights: 'quadratic' }).estimate).toBeCloseTo(0.454545454545454, 13)
})

test('kappa of two abstractors has the estimate and error of irrCAC', () => {
  const abstractors = [
    [13, 0, 0],
    [0, 20, 7],
    [0, 4, 56],
  ]
  // irrCAC::kappa2.table(cont3x3abstractors): 0.7964094 (se 0.05891072); quadratic 0.8921569 (se 0.03535151)
  const plain = cohenKappa({ table: abstractors })
  const quadratic = cohenKappa({ table: abstractors }, { weights: 'quadratic' })
  expect(plain.estimate).toBeCloseTo(0.7964094, 7)
  expect(plain.standardError).toBeCloseTo(0.05891072, 7)
  expect(quadratic.estimate).toBeCloseTo(0.8921569, 7)
  expect(quadratic.standardError).toBeCloseTo(0.03535151, 7)
})

test('ratings and the table they make give the same, and units one coder left out do not count', () => {
  const ratings = [
    ['no', 'yes', 'no', 'yes', null],
    ['no', 'yes', 'yes', undefined, 'no'],
  ] as const
  const fromRatings = cohenKappa({ ratings })
  const fromTable = cohenKappa({
    table: [
      [1, 1],
      [0, 1],
    ],
  })
  expect(fromRatings).toMatchObject({
    estimate: fromTable.estimate,
    standardError: fromTable.standardError,
    n: 3,
  })
})

const square = fc.integer({ min: 2, max: 5 }).chain((k) =>
  fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: k, maxLength: k }), {
    minLength: k,
    maxLength: k,
  }),
)

test('kappa is the same with the coders exchanged and the order of categories reversed, for all weights', () => {
  fc.assert(
    fc.property(square, fc.constantFrom('identity', 'linear', 'quadratic'), (counts, weights) => {
      const { estimate, standardError } = cohenKappa({ table: counts }, { weights })
      for (const other of [
        counts.map((_, i) => counts.map((row) => row[i])),
        [...counts].reverse().map((row) => [...row].reverse()),
      ]) {
        const again = cohenKappa({ table: other }, { weights })
        if (estimate === undefined) expect(again.estimate).toBeUndefined()
        else {
          expect(again.estimate).toBeCloseTo(estimate, 10)
          expect(again.standardError).toBeCloseTo(standardError!, 10)
        }
      }
    }),
    { seed: 1, numRuns: 150 },
  )
})

test('ten times the counts leave kappa and divide its errors by the root of ten', () => {
  const ten = cohenKappa({ table: table.map((row) => row.map((count) => count * 10)) })
  const one = cohenKappa({ table })
  expect(ten.estimate).toBeCloseTo(one.estimate!, 13)
  expect(ten.standardError! * Math.sqrt(10)).toBeCloseTo(one.standardError!, 13)
  expect(ten.standardErrorUnderChance! * Math.sqrt(10)).toBeCloseTo(one.standardErrorUnderChance!, 13)
})

test('own weights that are linear give linear kappa', () => {
  const own = cohenKappa({ table }, { weights: agreementWeights('linear', 3) })
  expect(own.estimate).toBe(cohenKappa({ table }, { weights: 'linear' }).estimate)
})

test('kappa is undefined, not 1, when both coders use one category only', () => {
  const kappa = cohenKappa({
    table: [
      [9, 0],
      [0, 0],
    ],
  })
  expect(kappa).toMatchObject({
    estimate: undefined,
    observed: 1,
    expected: 1,
    interval: undefined,
    pValue: undefined,
  })
  expect(kappa.warnings[0]).toEqual({
    code: 'undefined-zero-over-zero',
    values: { statistic: "Cohen's kappa, unweighted" },
  })
})

test('an empty table has no kappa and fractional counts are weights with a warning', () => {
  expect(cohenKappa({ table: [] })).toMatchObject({
    estimate: undefined,
    observed: undefined,
    n: 0,
    shares: undefined,
  })
  const halves = cohenKappa({ table: table.map((row) => row.map((count) => count / 2)) })
  expect(halves.estimate).toBeCloseTo(cohenKappa({ table }).estimate!, 13)
  expect(halves.warnings.map(({ code }) => code)).toContain('fractional-counts')
})

test('what is not a table of two coders is refused by name', () => {
  expect(() =>
    cohenKappa({
      table: [
        [1, 2, 3],
        [1, 2, 3],
      ],
    }),
  ).toThrow('codings: expected as many rows as columns, found 2 and 3')
  expect(() =>
    cohenKappa({
      table: [
        [1, -1],
        [0, 2],
      ],
    }),
  ).toThrow('codings: expected counts of 0 or more, found -1')
  expect(() => cohenKappa({ ratings: [[1], [1], [1]] as never })).toThrow(
    'codings: expected 2 coders, found 3',
  )
  expect(() =>
    cohenKappa({
      ratings: [
        [1, 2],
        [1, 7],
      ],
      categories: [1, 2],
    }),
  ).toThrow('codings: unknown category: 7')
  expect(() => cohenKappa({ table }, { level: 95 })).toThrow('invalid confidence level; not in (0, 1): 95')
})

test('weights that are not weights are refused by name', () => {
  const two = [
    [5, 1],
    [1, 5],
  ]
  const expectRefusal = (weights: number[][], message: string): void =>
    expect(() => cohenKappa({ table: two }, { weights })).toThrow(message)
  expectRefusal([[1, 0]], 'weights: expected 2 × 2 numbers, found 1 rows')
  expectRefusal([[1, 0], [1]], 'weights: expected 2 × 2 numbers, found 1 in row 2')
  expectRefusal(
    [
      [1, 2],
      [2, 1],
    ],
    'weights: expected 1 on the diagonal and 0 to 1 elsewhere, found 2',
  )
  expectRefusal(
    [
      [1, 0.5],
      [0, 1],
    ],
    'weights: expected symmetric weights, found 0.5 and 0 for categories 1 and 2',
  )
})
