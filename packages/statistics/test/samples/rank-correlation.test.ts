import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  goodmanKruskalGamma,
  kendallTauB,
  pearsonCorrelation,
  rankCorrelation,
  spearmanRho,
} from '../../src/index.ts'

// Hollander and Wolfe 1973, p. 187 (tuna)
const x = [44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1]
const y = [2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8]

test('rank correlations without ties are those of cor.test', () => {
  const { spearman, kendallTauB: tau, kendallZ } = rankCorrelation(x, y)
  // cor.test(x, y, method = "kendall"), exact = TRUE and FALSE; cor(x, y, method = "spearman")
  expect(tau.estimate).toBeCloseTo(0.444444444444445, 12)
  expect(kendallZ).toBeCloseTo(1.6681153124566, 12)
  expect(tau.pValues.map(({ p }) => p)).toEqual([
    expect.closeTo(0.0952928380234566, 12),
    expect.closeTo(0.1194389329806, 12),
  ])
  expect(spearman.estimate).toBeCloseTo(0.6, 12)
  expect(spearman.pValues[0].p).toBeCloseTo(0.0876228290414024, 12)
})

test('rank correlations with ties are those of cor.test', () => {
  const found = rankCorrelation([1, 1, 2, 2, 3, 3, 3, 4], [1, 2, 1, 2, 2, 3, 3, 3])
  // cor.test(x, y, method = "kendall", exact = FALSE); cor(x, y, method = "spearman"); cor.test(rank(x), rank(y))
  expect(found.kendallZ).toBeCloseTo(2.06808746028326, 12)
  expect(found.kendallTauB.estimate).toBeCloseTo(0.682523632789935, 12)
  expect(found.kendallTauB.pValues[0].p).toBeCloseTo(0.0386317996382706, 12)
  expect(found.spearman.estimate).toBeCloseTo(0.771390131543524, 12)
  expect(found.spearman.pValues[0].p).toBeCloseTo(0.024982137350614, 12)
})

const pairs = fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 })), {
  minLength: 1,
  maxLength: 30,
})

test('raw values and the table they make give the same coefficients and errors', () => {
  fc.assert(
    fc.property(pairs, (some) => {
      const table = [1, 2, 3, 4].map((i) =>
        [1, 2, 3].map((j) => some.filter(([a, b]) => a === i && b === j).length),
      )
      const found = rankCorrelation(
        some.map(([a]) => a),
        some.map(([, b]) => b),
      )
      for (const [raw, counted] of [
        [found.goodmanKruskalGamma, goodmanKruskalGamma(table)],
        [found.kendallTauB, kendallTauB(table)],
        [found.spearman, spearmanRho(table)],
      ] as const) {
        expect(raw.estimate === undefined).toBe(counted.estimate === undefined)
        if (raw.estimate === undefined) continue
        expect(raw.estimate).toBeCloseTo(counted.estimate!, 10)
        expect(raw.standardError).toBeCloseTo(counted.ase1!, 7)
      }
    }),
    { seed: 1, numRuns: 120 },
  )
})

test('turning x around turns every sign and leaves errors and p-values', () => {
  fc.assert(
    fc.property(pairs, (some) => {
      const [a, b] = [some.map(([first]) => first), some.map(([, second]) => second)]
      const found = rankCorrelation(a, b)
      const turned = rankCorrelation(
        a.map((value) => -value),
        b,
      )
      for (const name of ['spearman', 'kendallTauB', 'goodmanKruskalGamma'] as const) {
        if (found[name].estimate === undefined) continue
        expect(turned[name].estimate).toBeCloseTo(-found[name].estimate, 10)
        expect(turned[name].standardError).toBeCloseTo(found[name].standardError!, 8)
        expect(turned[name].pValues[0]?.p).toBe(found[name].pValues[0]?.p)
      }
    }),
    { seed: 2, numRuns: 80 },
  )
})

test('concordant, discordant and tied pairs add up to all pairs', () => {
  fc.assert(
    fc.property(pairs, (some) => {
      const found = rankCorrelation(
        some.map(([a]) => a),
        some.map(([, b]) => b),
      )
      let [up, down] = [0, 0]
      some.forEach(([a, b], i) =>
        some.slice(i + 1).forEach(([c, d]) => {
          if ((a - c) * (b - d) > 0) up++
          if ((a - c) * (b - d) < 0) down++
        }),
      )
      expect([found.concordantPairs, found.discordantPairs]).toEqual([up, down])
      expect(up + down + found.tiedPairs).toBe((some.length * (some.length - 1)) / 2)
    }),
    { seed: 3, numRuns: 80 },
  )
})

test('the exact p with ties is that of every order of y', () => {
  const [a, b] = [
    [1, 1, 2, 3, 3, 4],
    [2, 1, 1, 3, 2, 3],
  ]
  const s = (values: number[]): number =>
    values.reduce(
      (sum, value, i) =>
        sum +
        values
          .slice(i + 1)
          .reduce((rest, other, k) => rest + Math.sign((a[i + 1 + k] - a[i]) * (other - value)), 0),
      0,
    )
  const orders = (values: number[]): number[][] =>
    values.length < 2
      ? [values]
      : values.flatMap((value, i) =>
          orders(values.filter((__, k) => k !== i)).map((rest) => [value, ...rest]),
        )
  const all = orders(b)
  const asFar = all.filter((order) => Math.abs(s(order)) >= Math.abs(s(b))).length
  expect(rankCorrelation(a, b).kendallTauB.pValues[1].p).toBeCloseTo(asFar / all.length, 12)
})

test('intervals stay inside -1 and 1 and hold the estimate; a perfect association has none', () => {
  const { spearman } = rankCorrelation(x, y)
  expect(
    spearman.interval!.lower > -1 && spearman.interval!.lower < 0.6 && spearman.interval!.upper < 1,
  ).toBe(true)
  const perfect = rankCorrelation([1, 2, 3, 4], [2, 4, 6, 8]).kendallTauB
  expect(perfect).toMatchObject({ estimate: 1, standardError: 0, interval: undefined })
  expect(perfect.warnings.map(({ code }) => code)).toContain('no-variation-ase1')
})

test('gaps are left out in pairs; a constant variable or one pair leaves all undefined', () => {
  expect(rankCorrelation([1, null, 3, NaN], [1, 2, undefined, 4])).toMatchObject({ n: 1, missing: 3 })
  const constant = rankCorrelation([2, 2, 2], [1, 2, 3])
  for (const { estimate, warnings } of [
    constant.spearman,
    constant.kendallTauB,
    constant.goodmanKruskalGamma,
  ]) {
    expect(estimate).toBeUndefined()
    expect(warnings).toEqual([
      { code: 'undefined-zero-over-zero' },
      { code: 'constant-variable', values: { variable: 'x' } },
    ])
  }
  expect(rankCorrelation([], [])).toMatchObject({ n: 0, kendallZ: undefined })
})

test('gamma is undefined when every pair is tied on one variable though neither is constant', () => {
  const found = rankCorrelation([1, 1, 2], [1, 2, 1])
  expect(found.goodmanKruskalGamma.estimate).toBe(-1)
  expect(rankCorrelation([1, 1], [1, 2]).goodmanKruskalGamma.estimate).toBeUndefined()
})

test("Pearson's correlation, its test and interval are those of cor.test", () => {
  const { estimate, pValue, interval } = pearsonCorrelation(x, y)
  // cor.test(x, y)
  expect(estimate).toBeCloseTo(0.571181557563829, 12)
  expect(pValue!.p).toBeCloseTo(0.108173054349494, 12)
  expect(interval!.lower).toBeCloseTo(-0.149742633036757, 12)
  expect(interval!.upper).toBeCloseTo(0.895579461838739, 12)
  // cor(c(1e8 + 1, 1e8 + 2, 1e8 + 4), 1:3): nothing cancels
  expect(pearsonCorrelation([1e8 + 1, 1e8 + 2, 1e8 + 4], [1, 2, 3]).estimate).toBeCloseTo(
    0.981980506061966,
    10,
  )
})

test("Pearson's correlation keeps under scale and shift, and a line has no interval", () => {
  fc.assert(
    fc.property(pairs, (some) => {
      const [a, b] = [some.map(([first]) => first), some.map(([, second]) => second)]
      const r = pearsonCorrelation(a, b).estimate
      const moved = pearsonCorrelation(
        a.map((value) => 3 * value - 7),
        b,
      ).estimate
      if (r === undefined) expect(moved).toBeUndefined()
      else expect(moved).toBeCloseTo(r, 10)
    }),
    { seed: 4, numRuns: 60 },
  )
  const line = pearsonCorrelation([1, 2, 3, 5], [2, 4, 6, 10])
  expect(line.estimate).toBeCloseTo(1, 14)
  expect(pearsonCorrelation([1, 1], [1, 2]).estimate).toBeUndefined()
})

test('values that are not numbers and lists of unequal length are refused by name', () => {
  expect(() => rankCorrelation([1, 2, 3], [1, 2, 3, 4])).toThrow(
    'measurements: expected as many x as y, found 3 and 4',
  )
  expect(() => rankCorrelation([1, 2, Infinity], [1, 2, 3])).toThrow(
    'measurements: expected a finite number or nothing at position 3, found Infinity',
  )
  expect(() => rankCorrelation([1], [1], { level: 95 })).toThrow(
    'invalid confidence level; not in (0, 1): 95',
  )
  expect(() => pearsonCorrelation([1], [], {})).toThrow(
    'measurements: expected as many x as y, found 1 and 0',
  )
})
