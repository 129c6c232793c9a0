import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clusterBootstrap, type StatisticName } from '../../src/index.ts'

const tables = [
  [5, 2, 1],
  [4, 3, 1],
  [2, 2, 4],
  [1, 3, 4],
  [3, 3, 2],
  [0, 2, 6],
  [6, 1, 1],
  [1, 1, 6],
]
const groupOf = [1, 1, 2, 2, 1, 2, 1, 2]

test('the standard error of a linear statistic is that of cluster totals', () => {
  // A sum over clusters of one size: the rescaled bootstrap gives sqrt(sum over groups of m * var(totals)).
  // R: a <- c(1, 3, 4); b <- c(0, 2, 5, 1); sqrt(3 * var(a) + 4 * var(b))  # 5.06622805119
  const shares = [1, 3, 4, 0, 2, 5, 1].map((count) => [6 - count, count])
  const { se, exact } = clusterBootstrap(
    shares,
    { groupOf: [0, 0, 0, 1, 1, 1, 1] },
    { statistic: { name: 'total', directional: true, of: (table) => table[0][1] + table[1][1] } },
  )
  expect(exact).toBe(true)
  expect(se).toBeCloseTo(5.06622805119, 10)
})

test('two clusters in a group are two resamples, each doubled', () => {
  // Resamples of the group tables [4,1], [2,3] and [1,4], [3,2]: four gammas, each with chance 1/4.
  // R: g <- function(a, b) (a[1]*b[2] - a[2]*b[1]) / (a[1]*b[2] + a[2]*b[1]); v <- c(g(c(4,1),c(1,4)), g(c(4,1),c(3,2)),
  //    g(c(2,3),c(1,4)), g(c(2,3),c(3,2))); sqrt(mean((v - mean(v))^2))
  const pairs = [
    [4, 1],
    [2, 3],
    [1, 4],
    [3, 2],
  ]
  const answer = clusterBootstrap(pairs, { groupOf: [0, 0, 1, 1] })
  const v = [15 / 17, 5 / 11, 5 / 11, -5 / 13]
  const mean = v.reduce((a, b) => a + b) / 4
  expect(answer.se).toBeCloseTo(Math.sqrt(v.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 4), 12)
  expect(answer).toMatchObject({ degreesOfFreedom: 2, cells: 2, fewestInCell: 2, percentile: undefined })
  expect(answer.warnings).toEqual([{ code: 'few-clusters', values: { clusters: 4, fewestInCell: 2 } }])
})

test('draws agree with all resamples', () => {
  const all = clusterBootstrap(tables, { groupOf })
  const many = [...tables, ...tables, ...tables]
  const drawn = clusterBootstrap(many, { groupOf: [...groupOf, ...groupOf, ...groupOf] }, { draws: 3000 })
  expect(all.exact).toBe(true)
  expect(drawn).toMatchObject({ exact: false, draws: 3000, seed: 1 })
  expect(drawn.percentile!.lower).toBeGreaterThan(drawn.interval!.lower - 0.2)
  // Three times the clusters: the error falls by sqrt(3 * (m - 1) / (3m - 1)) with m = 4.
  expect(drawn.se! / all.se!).toBeCloseTo(Math.sqrt(3 / 11), 1)
})

test('the interval holds the estimate, widens with the level and stays where gamma can be', () => {
  const cluster = fc
    .tuple(fc.nat(4), fc.nat(4), fc.nat(4), fc.nat(1))
    .map(([a, b, c, group]) => ({ line: [a, b, c], group }))
  fc.assert(
    fc.property(fc.array(cluster, { minLength: 4, maxLength: 7 }), (drawn) => {
      const [narrow, wide] = [0.8, 0.99].map((level) =>
        clusterBootstrap(
          drawn.map(({ line }) => line),
          { groupOf: drawn.map(({ group }) => group) },
          { level },
        ),
      )
      if (!narrow.interval) return
      expect(narrow.interval.lower).toBeLessThanOrEqual(narrow.estimate! + 1e-12)
      expect(narrow.interval.upper).toBeGreaterThanOrEqual(narrow.estimate! - 1e-12)
      expect(wide.interval!.lower).toBeLessThanOrEqual(narrow.interval.lower)
      expect(wide.interval!.upper).toBeGreaterThanOrEqual(narrow.interval.upper)
      expect(wide.interval!.lower).toBeGreaterThanOrEqual(-1)
      expect(wide.interval!.upper).toBeLessThanOrEqual(1)
    }),
    { seed: 1, numRuns: 60 },
  )
})

test('turning the categories around turns the interval around', () => {
  const there = clusterBootstrap(tables, { groupOf })
  const back = clusterBootstrap(
    tables.map((line) => line.toReversed()),
    { groupOf },
  )
  expect(back.se).toBeCloseTo(there.se!, 12)
  expect(back.interval!.lower).toBeCloseTo(-there.interval!.upper, 12)
})

test('single clusters, clusters all alike and an undefined statistic have no interval', () => {
  const single = clusterBootstrap(tables.slice(0, 3), { groupOf: [1, 1, 2] })
  expect(single).toMatchObject({ interval: undefined, se: undefined })
  expect(single.warnings).toContainEqual({ code: 'single-cluster-cell' })
  const alike = clusterBootstrap(
    [
      [2, 1],
      [2, 1],
      [1, 2],
      [1, 2],
    ],
    { groupOf: [0, 0, 1, 1] },
  )
  expect(alike.warnings).toContainEqual({ code: 'no-variation-between-clusters' })
  const none = clusterBootstrap([], { groupOf: [] })
  expect(none).toMatchObject({ estimate: undefined, interval: undefined, n: 0 })
})

test('resamples without a value are left out and counted', () => {
  const answer = clusterBootstrap(
    [
      [2, 1],
      [0, 0],
      [1, 2],
      [3, 1],
    ],
    { groupOf: [0, 0, 1, 1] },
  )
  expect(answer.warnings).toContainEqual({ code: 'undefined-in-resamples', values: { share: 0.5 } })
})

test('invalid input is refused by name', () => {
  expect(() => clusterBootstrap(tables, { groupOf }, { statistic: 'chi2' })).toThrow(
    new RangeError('cluster bootstrap: expected a statistic with a direction, found chi2'),
  )
  expect(() => clusterBootstrap(tables, { groupOf }, { level: 95 })).toThrow(
    new RangeError('invalid confidence level; not in (0, 1): 95'),
  )
  expect(() => clusterBootstrap(tables, { groupOf: [1] })).toThrow(
    new RangeError('groups: expected one for each of 8 clusters, found 1'),
  )
  expect(() => clusterBootstrap(tables, { groupOf }, { statistic: 'd' as StatisticName })).toThrow(
    new RangeError('unknown statistic: d'),
  )
})
