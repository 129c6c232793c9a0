import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  clusterDesignEffect,
  kishDesignEffect,
  mean,
  median,
  medianOfCounts,
  proportion,
  weightedProportion,
} from '../../src/index.ts'

test('the mean and its t interval are those of t.test', () => {
  // t.test(c(2, 4, 9, 3))$conf.int
  const { estimate, interval } = mean([2, 4, null, 9, 3])
  expect(estimate).toBe(4.5)
  expect(interval!.lower).toBeCloseTo(-0.447313834247191, 11)
  expect(interval!.upper).toBeCloseTo(9.44731383424719, 11)
})

test('a population of 24 takes its share off the error of seven', () => {
  // sd(x) / sqrt(7) * sqrt(1 - 7/24); mean ± qt(.975, 6) * that
  const { standardError, interval } = mean([12, 15, 11, 18, 20, 9, 14], { population: 24 })
  expect(standardError).toBeCloseTo(1.23786627919581, 12)
  expect(interval!.lower).toBeCloseTo(11.1139074741602, 11)
  const all = mean([12, 15, 11], { population: 3 })
  expect(all.standardError).toBe(0)
  expect(all.warnings).toEqual([{ code: 'whole-population', values: { population: 3 } }])
})

test('a weighted mean has the linearised error and Kish’s effective n', () => {
  // weighted.mean(x, w); sqrt(sum((w / sum(w) * (x - m))^2) * 4 / 3)
  const found = mean([3, 5, 4, 9], { weights: [1, 1, 2, 4] })
  expect(found.estimate).toBe(6.5)
  expect(found.standardError).toBeCloseTo(1.70477271212323, 12)
  expect(found.effectiveN).toBeCloseTo(64 / 22, 12)
})

const values = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 2, maxLength: 20 })

test('equal weights change nothing, scaled weights neither, zero weights leave out', () => {
  fc.assert(
    fc.property(values, fc.integer({ min: 1, max: 9 }), (some, weight) => {
      const plain = mean(some)
      const weighted = mean([...some, 99], { weights: [...some.map(() => weight), 0] })
      expect(weighted.estimate).toBeCloseTo(plain.estimate!, 10)
      expect(weighted.standardError).toBeCloseTo(plain.standardError!, 10)
      expect(weighted).toMatchObject({ n: plain.n, missing: 1 })
    }),
    { seed: 1, numRuns: 60 },
  )
})

test('no values have no mean, one has no error, equal ones no interval', () => {
  expect(mean([null])).toMatchObject({ estimate: undefined, interval: undefined, n: 0, missing: 1 })
  expect(mean([5])).toMatchObject({ estimate: 5, standardError: undefined, interval: undefined })
  expect(mean([5, 5])).toMatchObject({ estimate: 5, standardError: 0, interval: undefined })
})

test('the median and its exact interval are order statistics', () => {
  // sort(x)[c(1, 7)]; 1 - 2 * pbinom(0, 7, .5)
  expect(median([4, 1, 3, 9, 6, 2, 8])).toMatchObject({ estimate: 4, attained: 0.984375 })
  expect(median([4, 1, 3, 9, 6, 2, 8]).interval).toMatchObject({ lower: 1, upper: 9 })
  // n = 24: qbinom(.025, 24, .5) = 7, so the 7th from either end
  const found = median(Array.from({ length: 24 }, (_, i) => i + 1))
  expect(found).toMatchObject({ estimate: 12.5, interval: { lower: 7, upper: 18 } })
  // 1 - 2 * pbinom(6, 24, .5)
  expect(found.attained).toBeCloseTo(0.977344155311584, 10)
})

test('the median of counts is the median of the values they count', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9), { minLength: 1, maxLength: 8 }), (counts) => {
      const listed = counts.flatMap((count, k) => Array<number>(count).fill(k + 1))
      expect(medianOfCounts(counts)).toEqual(median(listed))
    }),
    { seed: 2, numRuns: 80 },
  )
})

test('five values have no interval for the median at 0.95, six have one', () => {
  expect(median([1, 2, 3, 4, 5])).toMatchObject({
    interval: undefined,
    warnings: [{ code: 'too-few-for-level', values: { n: 5, level: 0.95 } }],
  })
  expect(median([1, 2, 3, 4, 5, 6]).interval).toMatchObject({ lower: 1, upper: 6 })
  expect(median([])).toMatchObject({ estimate: undefined, warnings: [{ code: 'no-observations' }] })
})

test("Kish's design effect is n times the weights' share of squares", () => {
  expect(kishDesignEffect([1, 1, 2])).toMatchObject({ effectiveN: expect.closeTo(16 / 6, 12), n: 3 })
  expect(kishDesignEffect([1, 1, 2]).estimate).toBeCloseTo(1.125, 12)
  expect(kishDesignEffect([3, 3, 0])).toMatchObject({ estimate: 1, effectiveN: 2, n: 2 })
  expect(kishDesignEffect([1e200, 1e200]).effectiveN).toBeCloseTo(2, 12)
  expect(kishDesignEffect([0])).toMatchObject({ estimate: undefined, effectiveN: 0 })
})

test('the design effect of clusters comes from the analysis of variance', () => {
  // a <- anova(lm(v ~ g))$"Mean Sq"; (a[1] - a[2]) / (a[1] + a[2])
  const found = clusterDesignEffect([1, 2, 5, 6], ['I', 'I', 'II', 'II'])
  expect(found.intraclassCorrelation).toBeCloseTo(0.939393939393939, 12)
  expect(found.estimate).toBeCloseTo(1.939393939393939, 12)
  expect(found.warnings).toEqual([{ code: 'few-clusters', values: { clusters: 2 } }])
})

test('identical clusters have a design effect of their size, and none can be told from one cluster', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 2, max: 6 }), (clusters, size) => {
      const units = Array.from({ length: clusters * size }, (_, i) => Math.floor(i / size))
      expect(clusterDesignEffect(units, units).estimate).toBeCloseTo(size, 10)
    }),
    { seed: 3, numRuns: 20 },
  )
  expect(clusterDesignEffect([1, 2, 3], [1, 1, 1])).toMatchObject({ estimate: undefined, clusters: 1 })
  expect(clusterDesignEffect([2, 2, 2, 2], [1, 1, 2, 2]).estimate).toBeUndefined()
})

test('a weighted share has the intervals of its effective n, and equal weights those of the plain share', () => {
  const found = weightedProportion([true, false, true, null], [1, 1, 2, 5])
  // weighted.mean(c(1, 0, 1), c(1, 1, 2)); 3 * sum(w^2) / sum(w)^2
  expect(found).toMatchObject({ estimate: 0.75, designEffect: expect.closeTo(1.125, 12), n: 3, missing: 1 })
  expect(found.interval).toEqual(proportion(2.25, 3, { designEffect: 1.125 }).interval)
  expect(weightedProportion([true, false, true], [7, 7, 7]).interval).toEqual(proportion(2, 3).interval)
  expect(weightedProportion([null], [1])).toMatchObject({
    estimate: undefined,
    n: 0,
    designEffect: undefined,
  })
  expect(() => weightedProportion([true], [1, 2])).toThrow(
    'weights: expected as many weights as answers, found 2 and 1',
  )
  expect(() => weightedProportion([true, true], [1, -1])).toThrow(
    'weights: expected 0 or more at position 2, found -1',
  )
})

test('what cannot be is refused by name', () => {
  expect(() => mean([1, 2], { population: 1 })).toThrow('mean: expected a population of at least 2, found 1')
  expect(() => mean([1, 2], { weights: [1, -1] })).toThrow(
    'weights: expected 0 or more at position 2, found -1',
  )
  expect(() => kishDesignEffect([1, -1])).toThrow('weights: expected 0 or more at position 2, found -1')
  expect(() => medianOfCounts([1, 2.5])).toThrow('median: expected whole counts of 0 or more, found 2.5')
  expect(() => medianOfCounts([1, 2, 3], { scale: [1, 2] })).toThrow('median: expected 3 values, found 2')
  expect(() => medianOfCounts([1, 2], { scale: [4, 3] })).toThrow(
    'median: expected ascending values, found 3 after 4',
  )
  expect(() => clusterDesignEffect([1, 2], [1])).toThrow(
    'clusters: expected as many clusters as values, found 1 and 2',
  )
  expect(() => clusterDesignEffect([1, Infinity], [1, 2])).toThrow(
    'clusters: expected a finite number or nothing at position 2, found Infinity',
  )
})
