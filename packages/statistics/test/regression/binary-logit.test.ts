import { expect, test } from 'vitest'
import { binaryLogit } from '../../src/index.ts'
import { cars, funding } from './known-data.ts'

// R 4.2.2: glm(am ~ wt, data = mtcars, family = binomial, control = list(epsilon = 1e-15, maxit = 100))
test('the intercept is the log odds of the higher category where the covariate is zero', () => {
  const fit = binaryLogit(cars)
  expect(fit.intercept?.estimate).toBeCloseTo(12.040369728657, 8)
  expect(fit.intercept?.se).toBeCloseTo(4.510066210133, 7)
  expect(fit.coefficients[0].wald?.p.p).toBeCloseTo(0.005091642032082, 9)
})

test('turning the outcome around turns intercept and coefficients around', () => {
  const turned = binaryLogit({
    ...cars,
    y: {
      levels: cars.y.levels.toReversed(),
      codes: cars.y.codes.map((code) => 1 - code),
    },
  })
  expect(turned.intercept?.estimate).toBeCloseTo(-12.040369728657, 8)
  expect(turned.coefficients[0].estimate).toBeCloseTo(4.023969962173, 8)
})

test('a reference level that always answers with the higher category sends the intercept to infinity', () => {
  const fit = binaryLogit({
    y: { levels: ['no', 'yes'], codes: [1, 1, 1, 0, 1] },
    x: { f: { type: 'factor', levels: ['a', 'b'], codes: [0, 0, 0, 1, 1] } },
  })
  expect(fit.intercept).toMatchObject({ limit: 'plus-infinity', estimate: undefined })
})

test('one observed category leaves no intercept', () => {
  expect(binaryLogit({ y: { levels: ['no', 'yes'], codes: [1] }, x: {} }).intercept).toBeUndefined()
})

test('three levels are refused', () => {
  expect(() => binaryLogit(funding)).toThrow(
    new RangeError('binary logit: expected 2 levels of the outcome, found 3'),
  )
})
