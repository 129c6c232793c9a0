import fc from 'fast-check'
import { expect, test } from 'vitest'
import { predictedProbabilities } from '../../src/index.ts'
import { cars, funding, housing, tabled } from './known-data.ts'

const atrium = { Infl: 'High', Type: 'Atrium', Cont: 'Low' }

// R 4.2.2: predict(clm(Sat ~ Infl + Type + Cont, weights = Freq, data = MASS::housing),
//   newdata = data.frame(Infl = 'High', Type = 'Atrium', Cont = 'Low'), se.fit = TRUE, interval = TRUE)
test('probabilities with standard errors and intervals on the logit scale', () => {
  const [{ probabilities }] = predictedProbabilities(housing, [atrium]).settings
  expect(probabilities.map(({ estimate }) => estimate)).toEqual([
    expect.closeTo(0.194854814142, 9),
    expect.closeTo(0.247422570738, 9),
    expect.closeTo(0.55772261512, 9),
  ])
  expect(probabilities[0].se).toBeCloseTo(0.025512804475, 9)
  expect(probabilities[2].interval?.lower).toBeCloseTo(0.480169773887, 9)
  expect(probabilities[2].interval?.upper).toBeCloseTo(0.632559176313, 9)
})

test('in a saturated binary model they are the observed shares, with the binomial error', () => {
  const data = tabled(
    'x',
    ['a', 'b'],
    ['no', 'yes'],
    [
      [3, 1],
      [2, 8],
    ],
  )
  const [{ probabilities }] = predictedProbabilities(data, [{ x: 'b' }]).settings
  expect(probabilities[1].estimate).toBeCloseTo(0.8, 10)
  expect(probabilities[1].se).toBeCloseTo(Math.sqrt((0.8 * 0.2) / 10), 10)
})

test('they sum to one and stay within their intervals', () => {
  fc.assert(
    fc.property(fc.double({ min: -50, max: 60, noNaN: true }), (wt) => {
      const [{ probabilities }] = predictedProbabilities(cars, [{ wt }]).settings
      expect(probabilities[0].estimate + probabilities[1].estimate).toBeCloseTo(1, 12)
      for (const { estimate, interval } of probabilities)
        if (interval) expect(interval.lower <= estimate && estimate <= interval.upper).toBe(true)
    }),
    { seed: 1, numRuns: 50 },
  )
})

test('separated data get bias-reduced probabilities, named as such', () => {
  const found = predictedProbabilities(funding, [{ funding: 'bound' }])
  expect(found.method).toBe('predicted probabilities, mean bias-reduced (Kosmidis 2014)')
  expect(found.warnings).toEqual([{ code: 'separation', values: { used: 'mean-bias-reduced' } }])
  expect(found.settings[0].probabilities[2].estimate).toBeCloseTo(0.9443, 3)
})

test('a level without observations has no probabilities', () => {
  const data = tabled(
    'x',
    ['a', 'b', 'c'],
    ['no', 'yes'],
    [
      [3, 1],
      [0, 0],
      [1, 2],
    ],
  )
  expect(predictedProbabilities(data, [{ x: 'b' }]).settings[0].probabilities).toEqual([])
})

test.each<[string, () => unknown]>([
  ['expected a value of Cont', () => predictedProbabilities(housing, [{ Infl: 'Low', Type: 'Tower' }])],
  ['unknown level of Type: Castle', () => predictedProbabilities(housing, [{ ...atrium, Type: 'Castle' }])],
  ['expected a number of wt, found heavy', () => predictedProbabilities(cars, [{ wt: 'heavy' }])],
  [
    'maximum-likelihood estimates do not exist; the data are separated, ask for mean-bias-reduced',
    () => predictedProbabilities(funding, [{ funding: 'none' }], { estimates: 'maximum-likelihood' }),
  ],
])('%s', (message, call) => {
  expect(call).toThrow(new RangeError(message))
})
