import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  changeScores,
  hodgesLehmannChange,
  pairedChange,
  signedRankTest,
  standardisedChange,
} from '../../src/index.ts'

const changes = [2.1, -0.3, 1.7, 0.9, -1.1, 3.2, 0.4, 2.8, -0.6, 1.3, 0.8, 2.2]

test('t, d and signed ranks of twelve changes are those of R', () => {
  const found = pairedChange(changes)
  // t.test(d); d_z by uniroot over pt(t, 11, ncp)
  expect(found.t.t).toBeCloseTo(2.85335457252871, 12)
  expect(found.t.pValue!.p).toBeCloseTo(0.0157022134843997, 12)
  expect(found.mean.interval!.lower).toBeCloseTo(0.255306222449529, 12)
  expect(found.mean.interval!.upper).toBeCloseTo(1.9780271108838, 12)
  expect(found.standardised.estimate).toBeCloseTo(0.82369251527145, 12)
  expect(found.standardised.interval!.lower).toBeCloseTo(0.150034451364212, 8)
  expect(found.standardised.interval!.upper).toBeCloseTo(1.47024035837836, 8)
  // wilcox.test(d)$p.value
  expect(found.wilcoxon.twoSided.p).toBeCloseTo(0.02099609375, 12)
})

test('the Hodges–Lehmann change and its exact interval are those of R', () => {
  // wilcox.test(d, conf.int = TRUE, conf.level = .9)
  const { estimate, interval } = hodgesLehmannChange(changes, { level: 0.9 })
  expect(estimate).toBeCloseTo(1.1, 12)
  expect(interval!.lower).toBeCloseTo(0.35, 12)
  expect(interval!.upper).toBeCloseTo(1.9, 12)
})

test('signed ranks with ties and zeros are those of coin, by either treatment of zeros', () => {
  const tied = [5, 1, 0, -13, 3, 2, 2, 4, -1, 6]
  // wilcoxsign_test(x ~ rep(0, 10), zero.method = …, distribution = "exact"); wilcox.test(exact = FALSE, correct = FALSE)
  const dropped = signedRankTest(tied)
  expect(dropped.estimate).toBe(34.5)
  expect(dropped.twoSided.p).toBeCloseTo(0.171875, 12)
  expect(dropped.pNormal!.p).toBeCloseTo(0.154406531107647, 12)
  const ranked = signedRankTest(tied, { zeros: 'pratt' })
  expect(ranked.twoSided.p).toBeCloseTo(0.1484375, 12)
  expect(ranked.zeros).toBe(1)
})

const some = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 10 })

test('turning all signs turns every estimate and leaves every two-sided p', () => {
  fc.assert(
    fc.property(some, (values) => {
      const found = pairedChange(values)
      const turned = pairedChange(values.map((value) => -value))
      expect(turned.hodgesLehmann.estimate).toBeCloseTo(-found.hodgesLehmann.estimate!, 10)
      expect(turned.mean.estimate).toBeCloseTo(-found.mean.estimate!, 10)
      for (const test of ['sign', 'wilcoxon', 'wilcoxonPratt', 'signFlip'] as const) {
        expect(turned[test].twoSided.p).toBeCloseTo(found[test].twoSided.p, 10)
        expect(turned[test].upper.p).toBeCloseTo(found[test].lower.p, 10)
      }
      if (found.t.t !== undefined) expect(turned.t.t).toBeCloseTo(-found.t.t, 10)
    }),
    { seed: 1, numRuns: 40 },
  )
})

test('the Hodges–Lehmann change is the median of the listed Walsh averages, and moves with a shift', () => {
  fc.assert(
    fc.property(some, fc.integer({ min: -5, max: 5 }), (values, shift) => {
      const walsh = values.flatMap((a, i) => values.slice(i).map((b) => (a + b) / 2)).sort((a, b) => a - b)
      const middle = (walsh[(walsh.length - 1) >> 1] + walsh[walsh.length >> 1]) / 2
      const found = hodgesLehmannChange(values)
      expect(found.estimate).toBe(middle)
      const moved = hodgesLehmannChange(values.map((value) => value + shift))
      expect(moved.estimate).toBe(middle + shift)
      if (found.interval) expect(moved.interval!.upper).toBe(found.interval.upper + shift)
    }),
    { seed: 2, numRuns: 100 },
  )
})

test('the exact p of all sign patterns is what listing them gives', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 9 }), (values) => {
      const total = values.reduce((sum, value) => sum + value, 0)
      let asFar = 0
      for (let pattern = 0; pattern < 2 ** values.length; pattern++) {
        const flipped = values.reduce((sum, value, i) => sum + (pattern & (1 << i) ? value : -value), 0)
        if (Math.abs(flipped) >= Math.abs(total)) asFar++
      }
      expect(pairedChange(values).signFlip.twoSided.p).toBeCloseTo(asFar / 2 ** values.length, 12)
    }),
    { seed: 3, numRuns: 30 },
  )
})

test('no change at all: p-values of 1, no t, no correlation of ranks', () => {
  const still = pairedChange([0, 0, 0])
  expect([still.sign, still.wilcoxon, still.signFlip].map((test) => test.twoSided.p)).toEqual([1, 1, 1])
  expect(still.t).toMatchObject({ t: undefined, pValue: undefined, honest: false })
  expect(still.wilcoxon.matchedRankBiserial).toBeUndefined()
  expect(still.standardised).toMatchObject({ estimate: undefined, interval: undefined })
})

test('nothing but gaps leaves counts only', () => {
  const nothing = pairedChange([null, undefined, NaN])
  expect(nothing).toMatchObject({ n: 0, missing: 3, sum: 0, positive: 0 })
  expect([nothing.mean, nothing.median, nothing.hodgesLehmann].map(({ estimate }) => estimate)).toEqual([
    undefined,
    undefined,
    undefined,
  ])
})

test('below six changes there is no exact interval at 0.95', () => {
  const { interval, warnings } = hodgesLehmannChange([1, 2, 3, 4, 5])
  expect(interval).toBeUndefined()
  expect(warnings).toEqual([{ code: 'too-few-for-level', values: { n: 5, level: 0.95 } }])
  expect(hodgesLehmannChange([1, 2, 3, 4, 5, 6]).interval).toMatchObject({ lower: 1, upper: 6 })
})

test('t is not honest for few changes or one that stands far out', () => {
  expect(pairedChange(changes).t.honest).toBe(true)
  expect(pairedChange([5, 1, 0, -13, 3, 2, 2]).t.honest).toBe(false)
  expect(pairedChange([1, 2, 3, 2]).t.honest).toBe(false)
})

test('changes are after less before, missing where either is', () => {
  expect(changeScores([5, null, 3, NaN], [2, 4, 4, 1])).toEqual([-3, undefined, 1, undefined])
  expect(() => changeScores([1, 2, 3], [1, 2, 3, 4])).toThrow(
    'changes: expected as many before as after, found 3 and 4',
  )
})

test('what is not a change is refused by name', () => {
  expect(() => pairedChange([1, Infinity])).toThrow(
    'measurements: expected a finite number or nothing at position 2, found Infinity',
  )
  expect(() => pairedChange([1, 2], { level: 95 })).toThrow('invalid confidence level; not in (0, 1): 95')
  expect(() => standardisedChange([1, 2], { level: 0 })).toThrow('invalid confidence level; not in (0, 1): 0')
})
