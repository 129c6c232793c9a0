import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clusteredPower, minimumDetectableEffect } from '../../src/index.ts'

const ten = {
  groupOf: Array.from({ length: 10 }, (_, i) => i % 2),
  units: 10,
  shares: [0.3, 0.4, 0.3],
  icc: 0.05,
  simulations: 300,
}

test('the effect found has the power wanted, and a twentieth of a deviation less has not', () => {
  const { effect, power } = minimumDetectableEffect(ten)
  expect(power).toBeGreaterThanOrEqual(0.8)
  expect(clusteredPower(ten, [0, effect!]).power).toBe(power)
  expect(clusteredPower(ten, [0, effect! - 0.05]).power).toBeLessThan(0.8)
})

test('it lies near the normal approximation for many clusters of a mean', () => {
  // R: (qnorm(.975) + qnorm(.8)) * sqrt(2 * (1 + 19 * .1) / (8 * 20))  # 0.533: two means, eight clusters of twenty
  //    each, icc 0.1; five categories, t instead of normal and coarse p cost some more.
  const { effect } = minimumDetectableEffect({
    groupOf: Array.from({ length: 16 }, (_, i) => i % 2),
    units: 20,
    shares: [0.2, 0.2, 0.2, 0.2, 0.2],
    icc: 0.1,
    statistic: 'mean-difference',
    simulations: 150,
  })
  expect(effect!).toBeGreaterThan(0.45)
  expect(effect!).toBeLessThan(0.7)
})

test('more power wanted takes a larger effect', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 50 }), (seed) => {
      const [half, most] = [0.5, 0.9].map((power) =>
        minimumDetectableEffect({ ...ten, simulations: 60, seed }, { power }),
      )
      expect(most.effect!).toBeGreaterThanOrEqual(half.effect!)
    }),
    { seed: 1, numRuns: 4 },
  )
})

test('the shares at the effect are those of shifted groups', () => {
  // R: pnorm(qnorm(c(.3, .7)) - 1)
  const { effect, shares } = minimumDetectableEffect(ten)
  expect(shares[0]).toEqual([expect.closeTo(0.3, 10), expect.closeTo(0.4, 10), expect.closeTo(0.3, 10)])
  expect(shares[1][2]).toBeGreaterThan(0.3)
  expect(shares[1].reduce((a, b) => a + b)).toBeCloseTo(1, 12)
  expect(effect).toBeGreaterThan(0)
})

test('two clusters in each of three groups cannot show that one of them differs', () => {
  const kora = { groupOf: [0, 0, 1, 1, 2, 2], units: 4, shares: [0.5, 0.3, 0.2], icc: 0.1, simulations: 200 }
  const { effect, power, warnings } = minimumDetectableEffect(kora)
  expect(effect).toBeUndefined()
  expect(power).toBeLessThan(0.5)
  expect(warnings).toEqual([
    { code: 'not-detectable', values: { largest: 5, power, at: expect.any(Number) } },
  ])
  expect(minimumDetectableEffect({ ...kora, statistic: 'chi2' }).warnings.map(({ code }) => code)).toEqual([
    'level-out-of-reach',
    'not-detectable',
  ])
})

test('invalid wishes are refused by name', () => {
  expect(() => minimumDetectableEffect(ten, { power: 80 })).toThrow(
    new RangeError('invalid power; not in (0, 1): 80'),
  )
  expect(() => minimumDetectableEffect(ten, { pattern: [1] })).toThrow(
    new RangeError('pattern: expected one for each of 2 groups, found 1'),
  )
  expect(() => minimumDetectableEffect(ten, { pattern: [1, 1] })).toThrow(
    new RangeError('pattern: expected groups that differ'),
  )
  expect(() => minimumDetectableEffect(ten, { largest: -1 })).toThrow(
    new RangeError('invalid largest effect; not above 0: -1'),
  )
})
