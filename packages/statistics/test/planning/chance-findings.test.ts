import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chanceFindings } from '../../src/index.ts'

test('of 28 looks at the 10 % level 2.8 findings are chance, and 11 are not', () => {
  // R: 28 * 0.1; pbinom(10, 28, 0.1, lower.tail = FALSE)  # 4.232322e-05; 1 - 0.9^28; qbinom(0.95, 28, 0.1)  # 6
  const { expected, atLeastOne, atLeastFound, upTo95, warnings } = chanceFindings({
    looks: 28,
    level: 0.1,
    found: 11,
  })
  expect(expected).toBeCloseTo(2.8, 12)
  expect(atLeastFound!.independent).toBeCloseTo(4.232322e-5, 11)
  expect(atLeastOne.independent).toBeCloseTo(1 - 0.9 ** 28, 12)
  expect(upTo95.independent).toBe(6)
  expect(atLeastFound!.anyDependence.upper).toBeCloseTo(2.8 / 11, 12)
  expect(warnings).toEqual([{ code: 'dependence-unknown', values: { looks: 28 } }])
})

test('correlated scores agree with an integral in R', () => {
  // R: rho <- 0.3; f <- function(u) { p <- pnorm((-qnorm(.95) - sqrt(rho) * u) / sqrt(1 - rho)) + 1 -
  //    pnorm((qnorm(.95) - sqrt(rho) * u) / sqrt(1 - rho)); pbinom(10, 28, p, lower = FALSE) * dnorm(u) }
  //    integrate(f, -9, 9, rel.tol = 1e-10)  # 0.01808032
  const { atLeastFound } = chanceFindings({ looks: 28, level: 0.1, found: 11, correlation: 0.3 })
  expect(atLeastFound!.correlated).toBeCloseTo(0.01808032, 8)
})

const looks = fc
  .tuple(fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 12 }), fc.nat(100))
  .map(([percents, k]) => ({
    looks: percents.length,
    level: 0.5,
    attained: percents.map((percent) => percent / 100),
    found: k % (percents.length + 1),
  }))

test('independence and every correlation lie within the bounds of any dependence', () => {
  fc.assert(
    fc.property(looks, fc.constantFrom(0, 0.4, 1), (drawn, correlation) => {
      const { atLeastFound } = chanceFindings({ ...drawn, correlation })
      const { independent, correlated, anyDependence } = atLeastFound!
      for (const chance of [independent, correlated!]) {
        expect(chance).toBeGreaterThanOrEqual(anyDependence.lower - 1e-9)
        expect(chance).toBeLessThanOrEqual(anyDependence.upper + 1e-9)
      }
    }),
    { seed: 1, numRuns: 60 },
  )
})

test('no correlation is independence, and full correlation makes the likeliest happen together', () => {
  fc.assert(
    fc.property(looks, (drawn) => {
      const none = chanceFindings({ ...drawn, correlation: 0 }).atLeastFound!
      expect(none.correlated).toBeCloseTo(none.independent, 8)
      const full = chanceFindings({ ...drawn, correlation: 1 }).atLeastFound!
      const kth = drawn.attained.toSorted((a, b) => b - a)[drawn.found - 1] ?? 1
      expect(full.correlated).toBeCloseTo(kth, 12)
    }),
    { seed: 2, numRuns: 40 },
  )
})

test('the expected number is the sum of what the tests attain', () => {
  const { expected } = chanceFindings({ looks: 3, level: 0.1, attained: [0.0667, 0.1, 0] })
  expect(expected).toBeCloseTo(0.1667, 12)
})

test('a single look is its own level under any dependence', () => {
  const { atLeastOne } = chanceFindings({ looks: 1, level: 0.05 })
  expect(atLeastOne.independent).toBeCloseTo(0.05, 12)
  expect(atLeastOne.anyDependence.lower).toBeCloseTo(0.05, 12)
  expect(atLeastOne.anyDependence.upper).toBeCloseTo(0.05, 12)
})

test('invalid looks are refused by name', () => {
  expect(() => chanceFindings({ looks: 0, level: 0.1 })).toThrow(
    new RangeError('chance findings: expected a whole number of looks, 1 or more, found 0'),
  )
  expect(() => chanceFindings({ looks: 3, level: 10 })).toThrow(
    new RangeError('invalid level; not in (0, 1): 10'),
  )
  expect(() => chanceFindings({ looks: 28, level: 0.1, found: 30 })).toThrow(
    new RangeError('chance findings: expected 0 to 28 found, found 30'),
  )
  expect(() => chanceFindings({ looks: 2, level: 0.1, attained: [0.1] })).toThrow(
    new RangeError('chance findings: expected an attained level for each of 2 looks, found 1'),
  )
  expect(() => chanceFindings({ looks: 1, level: 0.1, attained: [2] })).toThrow(
    new RangeError('invalid attained level; not in [0, 1]: 2'),
  )
  expect(() => chanceFindings({ looks: 1, level: 0.1, correlation: -0.5 })).toThrow(
    new RangeError('invalid correlation; not in [0, 1]: -0.5'),
  )
})
