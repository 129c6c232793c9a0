import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { biasReducedLogit, orderedLogit } from '../../src/index.ts'
import { cars, funding, tabled } from './known-data.ts'
import { randomData, reversed } from './random-data.ts'

describe('reference values', () => {
  // R 4.2.2, brglm2 0.9: glm(am ~ wt, mtcars, family = binomial, method = 'brglmFit', type = 'AS_mean', epsilon = 1e-13)
  test('Firth logistic regression on a covariate', () => {
    const fit = biasReducedLogit(cars)
    expect(fit.method).toBe('binary logit, mean bias-reduced (Firth 1993)')
    expect(fit.coefficients[0].estimate).toBeCloseTo(-3.300740428943, 8)
    expect(fit.coefficients[0].se).toBeCloseTo(1.1602505581, 8)
    expect(fit.thresholds[0].estimate).toBeCloseTo(-9.801204651527, 8)
    expect(fit.logLik).toBeCloseTo(-9.73450244881, 8)
    expect(fit.jeffreys.coefficients[0].estimate).toBe(fit.coefficients[0].estimate)
  })

  // In a saturated 2 × 2 table Jeffreys' prior adds a half to each cell: log (6.5 / 2.5) - log (0.5 / 5.5)
  test('a separated 2 × 2 table gets half an observation in every cell', () => {
    const fit = biasReducedLogit(
      tabled(
        'x',
        ['a', 'b'],
        ['no', 'yes'],
        [
          [5, 0],
          [2, 6],
        ],
      ),
    )
    expect(fit.coefficients[0].estimate).toBeCloseTo(Math.log(6.5 / 2.5) - Math.log(0.5 / 5.5), 9)
  })

  // Case pub-21: Kosmidis (2014), checked against Firth's (1993) general adjusted score in R
  test('a separated cumulative logit has finite estimates of two kinds, which differ', () => {
    const fit = biasReducedLogit(funding)
    expect(fit.method).toBe('proportional-odds logit, mean bias-reduced (Kosmidis 2014)')
    expect(fit.coefficients[1].estimate).toBeCloseTo(2.71635920696806, 9)
    expect(fit.coefficients[1].se).toBeCloseTo(1.68704402086253, 9)
    const [, bound] = fit.jeffreys.coefficients
    expect(bound.estimate).toBeCloseTo(2.71221451792, 6)
    expect(bound.likelihoodRatio?.p.p).toBeCloseTo(0.0331223204383, 7)
    expect(bound.interval!.lower! > 0 && bound.interval!.upper! < 20).toBe(true)
  })
})

describe('properties', () => {
  test('estimates and intervals are always finite', () => {
    fc.assert(
      fc.property(randomData, (data) => {
        const fit = biasReducedLogit(data)
        if (fit.categories.length < 2) return
        expect(fit.converged).toBe(true)
        for (const { estimate, interval } of fit.jeffreys.coefficients)
          if (estimate !== undefined)
            expect(interval!.lower! < estimate && estimate < interval!.upper!).toBe(true)
      }),
      { seed: 1, numRuns: 60 },
    )
  })

  test('turning the order of the categories around flips the signs', () => {
    fc.assert(
      fc.property(randomData, (data) => {
        const one = biasReducedLogit(data, { profiles: false })
        const other = biasReducedLogit(reversed(data), { profiles: false })
        one.coefficients.forEach(({ estimate }, i) => {
          if (estimate !== undefined) expect(other.coefficients[i].estimate).toBeCloseTo(-estimate, 6)
        })
      }),
      { seed: 2, numRuns: 100 },
    )
  })

  test('the bias vanishes as the counts grow', () => {
    const off = (times: number) => {
      const data = { ...funding, weights: funding.weights.map((weight) => times * (weight + 1)) }
      const reduced = biasReducedLogit(data, { profiles: false })
      const plain = orderedLogit(data)
      return Math.max(
        ...plain.coefficients.map(({ estimate, se }, i) =>
          Math.abs((reduced.coefficients[i].estimate! - estimate!) / se!),
        ),
      )
    }
    // In standard errors it falls with the square root of n.
    expect(off(100) / off(10_000)).toBeCloseTo(10, 0)
  })
})

describe('edges', () => {
  test('an unused end of the scale keeps a finite threshold, an unused middle is left out', () => {
    const fit = biasReducedLogit(
      tabled(
        'x',
        ['a', 'b'],
        ['low', 'middle', 'high', 'top'],
        [
          [3, 0, 1, 0],
          [1, 0, 3, 0],
        ],
      ),
    )
    expect(fit.thresholds.map(({ name }) => name)).toEqual(['low|high', 'high|top'])
    expect(fit.converged).toBe(true)
  })

  test('no rows', () => {
    const fit = biasReducedLogit({ y: { levels: ['a', 'b'], codes: [] }, x: {} })
    expect(fit).toMatchObject({ n: 0, logLik: undefined, warnings: [{ code: 'no-observations' }] })
  })

  test('all in one of two categories still has a finite threshold, half an observation away', () => {
    const fit = biasReducedLogit({ y: { levels: ['a', 'b'], codes: [1, 1, 1] }, x: {} })
    expect(fit.thresholds[0].estimate).toBeCloseTo(Math.log(0.5 / 3.5), 9)
  })
})

test('a level of 95 is refused', () => {
  expect(() => biasReducedLogit(cars, { level: 95 })).toThrow(
    new RangeError('invalid confidence level; not in (0, 1): 95'),
  )
})
