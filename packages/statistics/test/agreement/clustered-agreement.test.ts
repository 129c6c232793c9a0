import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  clusterBootstrap,
  clusteredAgreement,
  cohenKappa,
  gwetAc,
  krippendorffAlpha,
} from '../../src/index.ts'

const counts = (both: number, first: number, second: number, neither: number) => ({
  both,
  first,
  second,
  neither,
})
const texts = [counts(20, 5, 10, 15), counts(8, 1, 0, 31), counts(12, 6, 2, 50), counts(3, 0, 4, 22)]

test('estimates, errors and intervals over texts are those of a jackknife in R', () => {
  // m <- rbind(c(20,5,10,15), c(8,1,0,31), c(12,6,2,50), c(3,0,4,22)); jk <- sapply(1:4, \(i) f(colSums(m[-i,])));
  // se <- sqrt(3/4 * sum((jk - mean(jk))^2)); tanh(atanh(th) + c(-1, 1) * qt(.975, 3) * se / (1 - th^2))
  const found = clusteredAgreement(texts)
  const expected = {
    cohenKappa: [0.648512221041, 0.083427138932, 0.304539164666, 0.842851279517],
    gwetAc: [0.744013931215, 0.123903545766, 0.076024195403, 0.951048911069],
    krippendorffAlpha: [0.649255715045, 0.083729882434, 0.303499420185, 0.843923515538],
  }
  for (const [name, numbers] of Object.entries(expected)) {
    const { estimate, standardError, interval } = found[name as keyof typeof expected]
    const is = [estimate, standardError, interval?.lower, interval?.upper]
    numbers.forEach((number, at) => expect(is[at]).toBeCloseTo(number, 11))
  }
  expect(found.percent).toMatchObject({ n: 189, clusters: 4, estimate: 161 / 189 })
})

test('all texts together have the coefficients of their one table', () => {
  const cell = fc.integer({ min: 0, max: 40 })
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, cell, cell), { minLength: 1, maxLength: 6 }), (rows) => {
      const sum = (at: number) => rows.reduce((total, row) => total + row[at], 0)
      const table = [
        [sum(0), sum(1)],
        [sum(2), sum(3)],
      ]
      const found = clusteredAgreement(rows.map((row) => counts(...row)))
      for (const [one, other] of [
        [found.cohenKappa, cohenKappa({ table })],
        [found.gwetAc, gwetAc({ table })],
        [found.krippendorffAlpha, krippendorffAlpha({ table })],
      ])
        if (other.estimate === undefined || Math.abs(other.estimate) > 1e6)
          expect(one.estimate).toBeUndefined()
        else expect(one.estimate).toBeCloseTo(other.estimate, 9)
    }),
    { seed: 1, numRuns: 200 },
  )
})

test('with many texts of one piece each the error is that of kappa itself', () => {
  const pieces = [...Array<number>(400)].map((_, i) =>
    i % 10 < 4
      ? counts(1, 0, 0, 0)
      : i % 10 < 5
        ? counts(0, 1, 0, 0)
        : i % 10 < 7
          ? counts(0, 0, 1, 0)
          : counts(0, 0, 0, 1),
  )
  const itself = cohenKappa({
    table: [
      [160, 40],
      [80, 120],
    ],
  })
  expect(clusteredAgreement(pieces).cohenKappa.standardError).toBeCloseTo(itself.standardError!, 3)
})

test('the error is near that of resampling whole texts', () => {
  const many = [...Array<number>(12)].map((_, i) =>
    counts(20 + (i % 5) * 4, 3 + (i % 3) * 5, 4 + (i % 4) * 3, 90),
  )
  const kappa = {
    name: 'kappa',
    directional: true,
    of: ([[both, first, second, neither]]: number[][]) =>
      cohenKappa({
        table: [
          [both, first],
          [second, neither],
        ],
      }).estimate,
  }
  const drawn = clusterBootstrap(
    many.map(({ both, first, second, neither }) => [both, first, second, neither]),
    { groupOf: many.map(() => 0) },
    { statistic: kappa, draws: 2000 },
  )
  const { standardError } = clusteredAgreement(many).cohenKappa
  expect(Math.abs(standardError! / drawn.se! - 1)).toBeLessThan(0.1)
})

test('the same text a hundred times as long says no more', () => {
  const long = texts.map(({ both, first, second, neither }) =>
    counts(100 * both, 100 * first, 100 * second, 100 * neither),
  )
  const [short, longer] = [texts, long].map((one) => clusteredAgreement(one).cohenKappa)
  expect(longer.standardError).toBeCloseTo(short.standardError!, 10)
})

test('one text has no interval, nor has a code that one text alone holds', () => {
  const one = clusteredAgreement(texts.slice(0, 1)).cohenKappa
  expect(one.estimate).toBeCloseTo(0.4, 12)
  expect(one.interval).toBeUndefined()
  expect(one.warnings).toEqual([{ code: 'single-cluster' }])
  const alone = clusteredAgreement([counts(4, 1, 0, 20), counts(0, 0, 0, 30), counts(0, 0, 0, 9)]).cohenKappa
  expect(alone.interval).toBeUndefined()
  expect(alone.warnings.map(({ code }) => code)).toEqual(['few-clusters', 'rests-on-one-cluster'])
})

test('a code nobody gave has no kappa, and texts without pieces do not count', () => {
  const none = clusteredAgreement([counts(0, 0, 0, 9), counts(0, 0, 0, 0)])
  expect(none.cohenKappa).toMatchObject({ estimate: undefined, interval: undefined, clusters: 1, n: 9 })
  expect(none.gwetAc.estimate).toBe(1)
  expect(clusteredAgreement([]).percent).toMatchObject({ estimate: undefined, clusters: 0, n: 0 })
})

test('counts below 0 and levels that are none are refused', () => {
  expect(() => clusteredAgreement([counts(1, -1, 0, 2)])).toThrow(
    'agreement: expected counts of 0 or more, found -1',
  )
  expect(() => clusteredAgreement(texts, { level: 95 })).toThrow(
    'invalid confidence level; not in (0, 1): 95',
  )
})
