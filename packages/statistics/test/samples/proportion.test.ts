import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  finitePopulationInterval,
  pairedProportionDifference,
  proportion,
  proportionDifference,
} from '../../src/index.ts'

test('the intervals of 5 in 7 are those of R', () => {
  const { intervals } = proportion(5, 7)
  // prop.test(5, 7, correct = FALSE / TRUE), binom.test(5, 7), qbeta(c(.025, .975), 5.5, 2.5); binom::binom.agresti.coull
  const known = {
    wilson: [0.358934451832619, 0.917781075995943],
    wilsonContinuity: [0.302560029813928, 0.948875693954224],
    exact: [0.290420863737343, 0.963307433823914],
    jeffreys: [0.352338345040579, 0.935271733050517],
    agrestiCoull: [0.352351283191985, 0.924364244636578],
  }
  for (const [name, [lower, upper]] of Object.entries(known)) {
    const found = intervals![name as keyof typeof known]
    expect(found.lower).toBeCloseTo(lower, 11)
    expect(found.upper).toBeCloseTo(upper, 11)
  }
})

const counts = fc
  .integer({ min: 1, max: 60 })
  .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)))
const levels = fc.constantFrom(0.8, 0.9, 0.95, 0.99)

test('intervals of failures mirror those of successes, and hold the share', () => {
  fc.assert(
    fc.property(counts, levels, ([x, n], level) => {
      const successes = proportion(x, n, { level })
      const failures = proportion(n - x, n, { level })
      for (const name of ['wilson', 'wilsonContinuity', 'exact', 'agrestiCoull', 'jeffreys'] as const) {
        const [here, there] = [successes.intervals![name], failures.intervals![name]]
        expect(here.lower).toBeCloseTo(1 - there.upper, 10)
        expect(here.lower <= x / n && x / n <= here.upper).toBe(true)
      }
    }),
    { seed: 1, numRuns: 100 },
  )
})

test('the exact interval covers every share at least as often as it says', () => {
  const n = 11
  const level = 0.9
  const intervals = Array.from({ length: n + 1 }, (_, x) => proportion(x, n, { level }).intervals!.exact)
  for (let p = 0.005; p < 1; p += 0.01) {
    let covered = 0
    let chance = (1 - p) ** n
    for (let x = 0; x <= n; x++) {
      if (intervals[x].lower <= p && p <= intervals[x].upper) covered += chance
      chance *= ((n - x) / (x + 1)) * (p / (1 - p))
    }
    expect(covered).toBeGreaterThanOrEqual(level - 1e-12)
  }
})

test('the share of a small population has the limits of the hypergeometric distribution', () => {
  // sapply(0:24, function(m) 1 - phyper(4, m, 24 - m, 7)): 8 → .0207, 9 → .0420; phyper(5, 22, 2, 7) = .0761
  const { lower, upper } = finitePopulationInterval(5, 7, 24, 0.95)!
  expect([lower * 24, upper * 24]).toEqual([expect.closeTo(9, 10), expect.closeTo(22, 10)])
})

test('knowing the population only narrows the exact interval, and knowing all leaves the share', () => {
  fc.assert(
    fc.property(counts, fc.integer({ min: 0, max: 40 }), ([x, n], more) => {
      const { intervals } = proportion(x, n, { population: n + more })
      const infinite = proportion(x, n).intervals!.exact
      expect(intervals!.exact.lower).toBeGreaterThanOrEqual(Math.min(infinite.lower, x / n) - 1e-9)
      expect(intervals!.exact.upper).toBeLessThanOrEqual(Math.max(infinite.upper, x / n) + 1e-9)
      if (more === 0) expect(intervals!.wilson).toMatchObject({ lower: x / n, upper: x / n })
    }),
    { seed: 2, numRuns: 80 },
  )
})

test('the population of ten million and half of a million drawn take no time', () => {
  const { lower, upper } = finitePopulationInterval(500_000, 1_000_000, 10_000_000, 0.95)!
  // .5 ± 1.96 * sqrt(.25 / 1e6 * .9)
  expect(lower).toBeCloseTo(0.5 - 0.0009297, 6)
  expect(upper).toBeCloseTo(0.5 + 0.0009297, 6)
})

test('a design effect of 2 gives the intervals of half the units', () => {
  const clustered = proportion(10, 40, { designEffect: 2 })
  const half = proportion(5, 20)
  expect(clustered.effectiveN).toBe(20)
  expect(clustered.interval).toEqual(half.interval)
  expect(clustered.standardError).toBeCloseTo(half.standardError!, 14)
})

test('no units: no share, no interval', () => {
  const none = proportion(0, 0)
  expect(none).toMatchObject({
    estimate: undefined,
    interval: undefined,
    intervals: undefined,
    standardError: undefined,
  })
  expect(none.warnings).toEqual([{ code: 'no-observations' }])
})

test('the differences of shares are those of Newcombe', () => {
  // Newcombe 1998, Statistics in Medicine 17, 873–890, table II, method 10: contrasts a, b and c
  const at = (x: number, m: number, y: number, n: number): [number, number] => {
    const { lower, upper } = proportionDifference({ successes: x, n: m }, { successes: y, n }).interval!
    return [Number(lower.toFixed(4)), Number(upper.toFixed(4))]
  }
  expect(at(56, 70, 48, 80)).toEqual([0.0524, 0.3339])
  expect(at(9, 10, 3, 10)).toEqual([0.1705, 0.809])
  expect(at(10, 10, 0, 20)).toEqual([0.6791, 1])
})

test('exchanging the groups turns the difference of shares around', () => {
  fc.assert(
    fc.property(counts, counts, ([x, m], [y, n]) => {
      const here = proportionDifference({ successes: x, n: m }, { successes: y, n })
      const there = proportionDifference({ successes: y, n }, { successes: x, n: m })
      expect(here.estimate).toBeCloseTo(-there.estimate!, 12)
      expect(here.interval!.lower).toBeCloseTo(-there.interval!.upper, 12)
      expect(here.interval!.lower >= -1 - 1e-12 && here.interval!.upper <= 1 + 1e-12).toBe(true)
    }),
    { seed: 3, numRuns: 80 },
  )
})

test('the paired difference is that of Newcombe, and turns around with the order of the two', () => {
  const pairs = { both: 20, firstOnly: 12, secondOnly: 2, neither: 16 }
  const { estimate, interval } = pairedProportionDifference(pairs)
  // by hand after Newcombe 1998, Statistics in Medicine 17, 2635–2650, method 10
  expect(estimate).toBeCloseTo(0.2, 12)
  expect(interval!.lower).toBeCloseTo(0.0562, 4)
  expect(interval!.upper).toBeCloseTo(0.3292, 4)
  const mirrored = pairedProportionDifference({ ...pairs, firstOnly: 2, secondOnly: 12 })
  expect(mirrored.interval!.upper).toBeCloseTo(-interval!.lower, 12)
})

test('empty groups and no pairs have no difference', () => {
  expect(proportionDifference({ successes: 0, n: 0 }, { successes: 1, n: 2 })).toMatchObject({
    estimate: undefined,
    interval: undefined,
    warnings: [{ code: 'empty-group' }],
  })
  expect(
    pairedProportionDifference({ both: 0, firstOnly: 0, secondOnly: 0, neither: 0 }).interval,
  ).toBeUndefined()
})

test('shares that cannot be are refused by name', () => {
  expect(() => proportion(8, 7)).toThrow('proportion: expected 0 ≤ successes ≤ n, found 8 and 7')
  expect(() => proportion(5, 7, { designEffect: 0 })).toThrow(
    'proportion: expected a design effect above 0, found 0',
  )
  expect(() => proportion(5, 7, { population: 5 })).toThrow(
    'proportion: expected a population of at least 7, found 5',
  )
  expect(() => proportion(5, 7, { level: 95 })).toThrow('invalid confidence level; not in (0, 1): 95')
  expect(() => finitePopulationInterval(5, 4, 3, 0.95)).toThrow(
    'finite population: expected whole numbers with successes ≤ n ≤ population, found 5, 4 and 3',
  )
  expect(() => proportionDifference({ successes: 8, n: 7 }, { successes: 1, n: 2 })).toThrow(
    'difference of shares: expected 0 ≤ successes ≤ n, found 8 and 7',
  )
  expect(() => pairedProportionDifference({ both: -1, firstOnly: 0, secondOnly: 0, neither: 0 })).toThrow(
    'paired shares: expected counts of 0 or more, found -1',
  )
})
