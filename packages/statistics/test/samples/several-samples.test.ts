import fc from 'fast-check'
import { expect, test } from 'vitest'
import { kruskalWallis, oneWayAnova, pAdjust, roundedRatio } from '../../src/index.ts'

// Hollander and Wolfe 1973, p. 116 (mucociliary efficiency)
const groups = [
  [2.9, 3.0, 2.5, 2.6, 3.2],
  [3.8, 2.7, 4.0, 2.4],
  [2.8, 3.4, 3.7, 2.2, 2.0],
]

test('Kruskal–Wallis and analysis of variance are those of R', () => {
  // kruskal.test(groups); summary(aov(v ~ g))
  expect(kruskalWallis(groups).estimate).toBeCloseTo(0.771428571428572, 12)
  expect(kruskalWallis(groups).pValue!.p).toBeCloseTo(0.679964773578894, 12)
  expect(oneWayAnova(groups).estimate).toBeCloseTo(0.560073260073259, 12)
  expect(oneWayAnova(groups).pValue!.p).toBeCloseTo(0.586632991041738, 12)
})

const samples = fc.array(fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 7 }), {
  minLength: 1,
  maxLength: 4,
})

test('the order of groups, empty groups and any rising change leave H; shift and scale leave F', () => {
  fc.assert(
    fc.property(samples, (some) => {
      const h = kruskalWallis(some)
      const again = kruskalWallis([[], ...some.map((group) => group.map((value) => value ** 3))].reverse())
      expect(again.df).toBe(h.df)
      if (h.estimate === undefined) expect(again.estimate).toBeUndefined()
      else expect(again.estimate).toBeCloseTo(h.estimate, 9)
      const f = oneWayAnova(some).estimate
      const moved = oneWayAnova(some.map((group) => group.map((value) => 3 * value - 5))).estimate
      if (f === undefined) expect(moved).toBeUndefined()
      else expect(moved).toBeCloseTo(f, 8)
    }),
    { seed: 1, numRuns: 100 },
  )
})

test('one group, equal values and no values have neither H nor F', () => {
  for (const some of [
    [],
    [[1, 2, 3]],
    [
      [2, 2],
      [2, 2, 2],
    ],
    [[], [null]],
  ]) {
    expect(kruskalWallis(some)).toMatchObject({
      estimate: undefined,
      pValue: undefined,
      epsilonSquared: undefined,
    })
    expect(oneWayAnova(some)).toMatchObject({ estimate: undefined, pValue: undefined, etaSquared: undefined })
  }
  expect(
    oneWayAnova([
      [1, 1],
      [2, 2],
    ]).warnings,
  ).toEqual([{ code: 'no-variation-within-groups', values: { statistic: 'F' } }])
})

test('small groups are named, gaps are counted', () => {
  const { warnings, missing } = kruskalWallis([
    [1, 2, null],
    [3, 4, 5, 6, 7],
  ])
  expect(warnings).toEqual([{ code: 'small-group', values: { n: 2 } }])
  expect(missing).toBe(1)
})

test('adjusted p-values are those of p.adjust', () => {
  const p = [0.01, 0.04, 0.03, 0.2]
  const rounded = (values: (number | undefined)[]): number[] =>
    values.map((value) => Number(value!.toFixed(12)))
  // p.adjust(p, …)
  expect(rounded(pAdjust(p).p)).toEqual([0.04, 0.09, 0.09, 0.2])
  expect(rounded(pAdjust(p, { method: 'hochberg' }).p)).toEqual([0.04, 0.08, 0.08, 0.2])
  expect(rounded(pAdjust(p, { method: 'hommel' }).p)).toEqual([0.04, 0.08, 0.06, 0.2])
  expect(rounded(pAdjust(p, { method: 'bonferroni' }).p)).toEqual([0.04, 0.16, 0.12, 0.8])
  expect(rounded(pAdjust(p, { method: 'benjamini-hochberg' }).p)).toEqual([
    0.04, 0.053333333333, 0.053333333333, 0.2,
  ])
  expect(rounded(pAdjust(p, { method: 'benjamini-yekutieli' }).p)).toEqual([
    0.083333333333, 0.111111111111, 0.111111111111, 0.416666666667,
  ])
  // p.adjust(p, "holm", n = 10); p.adjust(p, "hommel", n = 10)
  expect(rounded(pAdjust(p, { tests: 10 }).p)).toEqual([0.1, 0.32, 0.27, 1])
  expect(rounded(pAdjust(p, { tests: 10, method: 'hommel' }).p)).toEqual([0.1, 0.32, 0.24, 1])
})

const methods = [
  'holm',
  'hochberg',
  'hommel',
  'bonferroni',
  'benjamini-hochberg',
  'benjamini-yekutieli',
] as const

test('adjusted p-values keep the order, are never smaller, and come in the order of power', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }), (p) => {
      const by = Object.fromEntries(methods.map((method) => [method, pAdjust(p, { method }).p as number[]]))
      const above = (more: number[], less: number[]): boolean =>
        more.every((value, i) => value >= less[i] - 1e-12)
      for (const adjusted of Object.values(by)) {
        expect(above(adjusted, p) && adjusted.every((value) => value <= 1)).toBe(true)
        p.forEach((one, i) =>
          p.forEach((other, j) => one < other && expect(adjusted[i] <= adjusted[j] + 1e-12).toBe(true)),
        )
      }
      expect(
        above(by.bonferroni, by.holm) && above(by.holm, by.hochberg) && above(by.hochberg, by.hommel),
      ).toBe(true)
      expect(above(by.hochberg, by['benjamini-hochberg'])).toBe(true)
    }),
    { seed: 2, numRuns: 80 },
  )
})

test('missing p-values stay missing and do not count, none give none', () => {
  expect(pAdjust([0.02, null, 0.03, NaN])).toMatchObject({ p: [0.04, undefined, 0.04, undefined], tests: 2 })
  expect(pAdjust([], { method: 'hommel' })).toMatchObject({ p: [], tests: 0 })
})

test('a rounded count leaves a range of ratios that holds the printed one', () => {
  // 626481 / 180.5; 626481 / 179.5 (KORA 2017, appendix table 2.1, institution 1A)
  const ratio = roundedRatio(626481, 180, { published: 3484 })
  expect(ratio.lower).toBeCloseTo(3470.80886426593, 10)
  expect(ratio.upper).toBeCloseTo(3490.14484679666, 10)
  expect(ratio.published).toEqual({ value: 3484, consistent: true })
  expect(roundedRatio(626481, 180, { published: 3500 }).published!.consistent).toBe(false)
})

test('every count that rounds to the printed one gives a ratio in the range', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 500 }),
      fc.double({ min: -0.5, max: 0.5, noNaN: true }),
      (count, off) => {
        const { lower, upper } = roundedRatio(1000, count)
        const ratio = 1000 / (count + off)
        expect(ratio >= lower! * (1 - 1e-12) && ratio <= upper! * (1 + 1e-12)).toBe(true)
      },
    ),
    { seed: 3, numRuns: 100 },
  )
})

test('a count of 0 has no ratio', () => {
  expect(roundedRatio(5, 0, { published: 3 })).toMatchObject({ estimate: undefined, published: undefined })
  expect(roundedRatio(5, 3, { unit: 10 })).toMatchObject({
    upper: undefined,
    warnings: [{ code: 'no-upper-end' }],
  })
})

test('what cannot be is refused by name', () => {
  expect(() => pAdjust([0.1, 1.2])).toThrow('p-values: expected 0 to 1 at position 2, found 1.2')
  expect(() => pAdjust([0.1, 0.2, 0.3], { tests: 2 })).toThrow('p-values: expected at least 3 tests, found 2')
  expect(() => roundedRatio(-5, 3)).toThrow(
    'rounded ratio: expected a total and a count of 0 or more, found -5 and 3',
  )
  expect(() => roundedRatio(5, 3, { unit: 0 })).toThrow('rounded ratio: expected a unit above 0, found 0')
  expect(() => kruskalWallis([[Infinity]])).toThrow(
    'measurements: expected a finite number or nothing at position 1, found Infinity',
  )
})
