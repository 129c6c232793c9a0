import fc from 'fast-check'
import { expect, test } from 'vitest'
import { proportionalOddsTest } from '../../src/index.ts'
import { cars, funding, housing, wine } from './known-data.ts'
import { randomData, reversed } from './random-data.ts'

// R 4.2.2: ordinal::nominal_test(clm(rating ~ temp + contact, data = wine))
test('each term is freed in turn', () => {
  const { terms } = proportionalOddsTest(wine)
  expect(terms.map(({ term, test: found }) => [term, found?.statistic, found?.df])).toEqual([
    ['temp', expect.closeTo(3.1749771, 7), 3],
    ['contact', expect.closeTo(0.566740268, 7), 3],
  ])
  expect(terms[0].test?.p.p).toBeCloseTo(0.36543, 5)
})

// A saturated cumulative logit: twice the difference to Σ n ln (n / row total); nominal_test cannot fit it (separated)
test('freeing the only factor gives the saturated model, with separation at its supremum', () => {
  const { terms, warnings } = proportionalOddsTest(funding)
  const saturated =
    1 * Math.log(1 / 8) +
    3 * Math.log(3 / 8) +
    4 * Math.log(4 / 8) +
    6 * Math.log(3 / 8) +
    2 * Math.log(2 / 8)
  expect(terms[0].test?.statistic).toBeCloseTo(2 * (saturated + 16.7634011740691), 8)
  expect(terms[0].separated).toBe(true)
  expect(warnings).toEqual([
    { code: 'separation', values: { term: 'funding', model: 'without proportional odds' } },
  ])
})

test('all terms together gain at least as much as each', () => {
  const { terms, all } = proportionalOddsTest(housing)
  expect(all?.test?.df).toBe(6)
  for (const { test: found } of terms) expect(all!.test!.statistic).toBeGreaterThan(found!.statistic)
})

test('turning the scale around changes nothing', () => {
  fc.assert(
    fc.property(randomData, (data) => {
      const one = proportionalOddsTest(data)
      const other = proportionalOddsTest(reversed(data))
      one.terms.forEach(({ test: found }, i) => {
        if (found) expect(other.terms[i].test?.statistic).toBeCloseTo(found.statistic, 5)
        else expect(other.terms[i].test).toBeUndefined()
      })
    }),
    { seed: 1, numRuns: 80 },
  )
})

test('two categories leave nothing to test', () => {
  const { terms, warnings } = proportionalOddsTest(cars)
  expect(terms).toEqual([{ term: 'wt', test: undefined, separated: false, converged: true }])
  expect(warnings).toEqual([{ code: 'fewer-than-three-categories', values: { categories: 2 } }])
})

test('negative weights are refused', () => {
  expect(() => proportionalOddsTest({ ...funding, weights: funding.weights.map(() => -1) })).toThrow(
    new RangeError('invalid weight; not a number of at least 0: -1'),
  )
})
