import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  brennanPrediger,
  coderAgreement,
  type Codings,
  fleissKappa,
  gwetAc,
  percentAgreement,
  scottPi,
} from '../../src/index.ts'

const _ = null
const fourCoders: Codings = {
  ratings: [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
    [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
  ],
}
const abstractors: Codings = {
  table: [
    [13, 0, 0],
    [0, 20, 7],
    [0, 4, 56],
  ],
}

test('coefficients of four coders with gaps are those of irrCAC, with their errors', () => {
  // irrCAC 1.0: pa.coeff.raw, fleiss.kappa.raw, gwet.ac1.raw, bp.coeff.raw on cac.raw4raters
  expect(percentAgreement(fourCoders).estimate).toBeCloseTo(0.8181818, 7)
  expect(fleissKappa(fourCoders).estimate).toBeCloseTo(0.76117, 5)
  expect(fleissKappa(fourCoders).standardError).toBeCloseTo(0.15302, 5)
  expect(gwetAc(fourCoders).estimate).toBeCloseTo(0.77544, 5)
  expect(gwetAc(fourCoders).standardError).toBeCloseTo(0.14295, 5)
  expect(gwetAc(fourCoders).expected).toBeCloseTo(0.1903212, 7)
  expect(gwetAc(fourCoders, { weights: 'quadratic' }).estimate).toBeCloseTo(0.914, 5)
  expect(gwetAc(fourCoders, { weights: 'quadratic' }).standardError).toBeCloseTo(0.10396, 5)
  expect(brennanPrediger(fourCoders).estimate).toBeCloseTo(0.77273, 5)
  expect(brennanPrediger(fourCoders).standardError).toBeCloseTo(0.14472, 5)
})

test('coefficients of two coders are those of irrCAC', () => {
  // irrCAC 1.0: scott2.table, gwet.ac1.table, bp2.table on cont3x3abstractors; quadratic.weights for AC2
  expect(scottPi(abstractors).estimate).toBeCloseTo(0.7962397, 7)
  expect(gwetAc(abstractors).estimate).toBeCloseTo(0.8493305, 7)
  expect(gwetAc(abstractors, { weights: 'quadratic' }).estimate).toBeCloseTo(0.9402369, 7)
  expect(brennanPrediger(abstractors).estimate).toBeCloseTo(0.835, 10)
  expect(percentAgreement(abstractors).estimate).toBeCloseTo(0.89, 12)
})

test("Fleiss' kappa of ten patients and six psychiatrists is what his formula gives in R", () => {
  const counts = [
    [0, 0, 0, 6, 0],
    [0, 3, 0, 0, 3],
    [0, 1, 4, 0, 1],
    [0, 0, 0, 0, 6],
    [0, 3, 0, 3, 0],
    [2, 0, 4, 0, 0],
    [0, 0, 4, 0, 2],
    [2, 0, 3, 1, 0],
    [2, 0, 0, 4, 0],
    [0, 0, 0, 0, 6],
  ]
  // R: P <- (rowSums(m^2) - 6) / 30; p <- colSums(m) / 60; (mean(P) - sum(p^2)) / (1 - sum(p^2))
  expect(fleissKappa({ counts }).estimate).toBeCloseTo(0.462815884476534, 12)
})

test("Scott's pi is Fleiss' kappa of two coders", () => {
  expect(scottPi(abstractors).estimate).toBe(fleissKappa(abstractors).estimate)
  expect(scottPi(abstractors).standardError).toBe(fleissKappa(abstractors).standardError)
})

test('when a category is rare kappa falls below 0 while AC1 stays with the percentage', () => {
  const panel = coderAgreement({
    table: [
      [118, 5],
      [2, 0],
    ],
  })
  expect(panel.percent.estimate).toBe(0.944)
  expect(panel.cohenKappa!.estimate).toBeLessThan(0)
  expect(panel.gwetAc.estimate).toBeGreaterThan(0.9)
  expect(panel.categories.map(({ share }) => share)).toEqual([0.972, 0.028])
})

const codings = fc
  .array(
    fc.array(fc.option(fc.integer({ min: 1, max: 4 }), { nil: null, freq: 6 }), {
      minLength: 3,
      maxLength: 3,
    }),
    {
      minLength: 2,
      maxLength: 14,
    },
  )
  .map((units): Codings => ({
    ratings: [0, 1, 2].map((coder) => units.map((unit) => unit[coder])),
    categories: [1, 2, 3, 4],
  }))

test('no coefficient exceeds 1 and each is 1 exactly when all pairs agree', () => {
  fc.assert(
    fc.property(codings, (some) => {
      const percent = percentAgreement(some).estimate
      for (const coefficient of [fleissKappa, gwetAc, brennanPrediger]) {
        const { estimate, interval } = coefficient(some)
        if (estimate === undefined) continue
        expect(estimate).toBeLessThanOrEqual(1 + 1e-12)
        expect(Math.abs(estimate - 1) < 1e-9).toBe(percent === 1)
        if (interval)
          expect(interval.lower < estimate && estimate < interval.upper && interval.upper < 1).toBe(true)
      }
    }),
    { seed: 5, numRuns: 200 },
  )
})

test('merging identical units into weights leaves everything as it was', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(2), fc.nat(2)), { minLength: 2, maxLength: 20 }), (pairs) => {
      const table = [0, 1, 2].map((i) =>
        [0, 1, 2].map((j) => pairs.filter(([a, b]) => a === i && b === j).length),
      )
      const ratings = { ratings: [pairs.map(([a]) => a), pairs.map(([, b]) => b)], categories: [0, 1, 2] }
      for (const coefficient of [fleissKappa, scottPi, gwetAc, brennanPrediger, percentAgreement]) {
        const fromTable = coefficient({ table })
        const fromRatings = coefficient(ratings)
        expect(fromTable.estimate === undefined).toBe(fromRatings.estimate === undefined)
        if (fromTable.estimate !== undefined) {
          expect(fromTable.estimate).toBeCloseTo(fromRatings.estimate!, 10)
          expect(fromTable.standardError).toBeCloseTo(fromRatings.standardError!, 10)
        }
      }
    }),
    { seed: 6, numRuns: 100 },
  )
})

test('one category only leaves kappa undefined, AC1 and Brennan–Prediger defined if another could have been chosen', () => {
  const same: Codings = {
    ratings: [
      [1, 1, 1],
      [1, 1, 1],
    ],
    categories: [1, 2],
  }
  expect(fleissKappa(same).estimate).toBeUndefined()
  expect(gwetAc(same).estimate).toBe(1)
  expect(brennanPrediger(same).estimate).toBe(1)
  const alone: Codings = {
    ratings: [
      [1, 1, 1],
      [1, 1, 1],
    ],
  }
  for (const coefficient of [fleissKappa, gwetAc, brennanPrediger])
    expect(coefficient(alone).estimate).toBeUndefined()
})

test('without a unit coded twice nothing is defined', () => {
  const once: Codings = {
    ratings: [
      [1, null, 2],
      [null, 1, null],
    ],
  }
  for (const coefficient of [fleissKappa, scottPi, gwetAc, brennanPrediger, percentAgreement]) {
    const { estimate, interval, warnings } = coefficient(once)
    expect([estimate, interval]).toEqual([undefined, undefined])
    expect(warnings).toEqual([{ code: 'no-pairable-units' }])
  }
})

test("percent agreement of two coders has Wilson's interval, also when they always agree", () => {
  // prop.test(89, 100, correct = FALSE)$conf.int
  expect(percentAgreement(abstractors).interval!.lower).toBeCloseTo(0.813687034969197, 10)
  expect(percentAgreement(abstractors).interval!.upper).toBeCloseTo(0.937458036429354, 10)
  expect(
    percentAgreement({
      ratings: [
        [1, 2, 1],
        [1, 2, 1],
      ],
    }).interval,
  ).toMatchObject({ upper: 1 })
})

test('codings that do not fit are refused by name', () => {
  expect(() => fleissKappa({ ratings: [[1, 2], [1]] })).toThrow(
    'codings: expected 2 units from coder 2, found 1',
  )
  expect(() =>
    fleissKappa({
      ratings: [
        [1, 2],
        [1, 3],
      ],
      categories: [1, 2],
    }),
  ).toThrow('codings: unknown category: 3')
  expect(() => fleissKappa({ counts: [[1, 2]], categories: ['a'] })).toThrow(
    'codings: expected 1 categories, found 2',
  )
  expect(() => scottPi({ ratings: [[1], [1], [1]] })).toThrow(
    "scott's pi: expected at most 2 codings of a unit, found 3",
  )
  expect(() => gwetAc(abstractors, { level: 0 })).toThrow('invalid confidence level; not in (0, 1): 0')
})
