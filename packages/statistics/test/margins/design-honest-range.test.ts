import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clusterPermutation, designHonestRange, designHonestRangeSteps, takeSteps } from '../../src/index.ts'
import { everySpread, randomDesigns } from './random-designs.ts'

const municipalities = { groupOf: [2, 2, 1, 1, 0, 0], sizes: [4, 4, 4, 4, 4, 4] }
const screening = [
  [5, 3, 0],
  [4, 4, 0],
  [2, 1, 5],
]

test('the screening table of six municipalities allows p from 0.067 to 0.244', () => {
  // R: for all ways to fill each pair of municipalities from its row, mean(abs(v) >= abs(gamma) - 1e-12) over the
  // 90 assignments; the case pub-52 has the narrower range that the load table leaves (36 spreads).
  const range = designHonestRange(screening, municipalities)
  expect(range).toMatchObject({
    spreads: 120,
    assignments: 90,
    exact: true,
    n: 24,
    clusters: 6,
    warnings: [],
  })
  expect(range.estimate).toBeCloseTo(0.614814814814815, 12)
  expect(range.p!.smallest).toBeCloseTo(6 / 90, 12)
  expect(range.p!.largest).toBeCloseTo(22 / 90, 12)
  expect(range.smallestPossible).toBeCloseTo(2 / 90, 12)
})

test('the range is that of the permutation p over all spreads, one by one', () => {
  fc.assert(
    fc.property(randomDesigns, (drawn) => {
      const { table, design, statistic } = drawn
      const range = designHonestRange(table, design, { statistic })
      const all = everySpread(drawn).map((spread) => clusterPermutation(spread, design, { statistic }))
      if (range.estimate === undefined) {
        expect(all.every(({ p }) => p === undefined)).toBe(true)
        return
      }
      expect(range.spreads).toBe(all.length)
      expect(range.exact).toBe(true)
      expect(range.p!.smallest).toBeCloseTo(Math.min(...all.map(({ p }) => p!.p)), 12)
      expect(range.p!.largest).toBeCloseTo(Math.max(...all.map(({ p }) => p!.p)), 12)
      if (range.greater) {
        expect(range.greater.smallest).toBeCloseTo(Math.min(...all.map(({ greater }) => greater!.p)), 12)
        expect(range.less!.largest).toBeCloseTo(Math.max(...all.map(({ less }) => less!.p)), 12)
      }
    }),
    { seed: 1, numRuns: 60 },
  )
})

test('each end is the p of the table shown for it', () => {
  fc.assert(
    fc.property(randomDesigns, ({ table, design, statistic }) => {
      const { p } = designHonestRange(table, design, { statistic })
      if (!p) return
      expect(clusterPermutation(p.smallestAt, design, { statistic }).p!.p).toBeCloseTo(p.smallest, 12)
      expect(clusterPermutation(p.largestAt, design, { statistic }).p!.p).toBeCloseTo(p.largest, 12)
    }),
    { seed: 2, numRuns: 60 },
  )
})

test('more published tables never widen the range', () => {
  fc.assert(
    fc.property(randomDesigns, ({ table, design, statistic }) => {
      const { p: narrow } = designHonestRange(table, design, { statistic })
      const { p: wide } = designHonestRange(table, { ...design, also: undefined }, { statistic })
      if (!narrow || !wide) return
      expect(wide.smallest).toBeLessThanOrEqual(narrow.smallest)
      expect(wide.largest).toBeGreaterThanOrEqual(narrow.largest)
    }),
    { seed: 3, numRuns: 60 },
  )
})

test('with too many assignments all spreads are judged by the same draws', () => {
  const range = designHonestRange(screening, municipalities, { enumerateUpTo: 50, draws: 400, seed: 3 })
  expect(range.exact).toBe(false)
  expect(range.warnings).toContainEqual({ code: 'assignments-drawn', values: { draws: 400, seed: 3 } })
  expect(range.p!.smallest).toBeGreaterThan(0.03)
  expect(range.p!.largest).toBeLessThan(0.33)
})

test('rows merged before testing leave 15 assignments of one pair against the rest', () => {
  const range = designHonestRange(screening, municipalities, { merge: [0, 0, 1], statistic: 'S' })
  expect(range.assignments).toBe(15)
  expect(range.p!.smallest).toBeCloseTo(1 / 15, 12)
})

test('a unit missing from the table is left open and said', () => {
  const tools = [
    [3, 5],
    [6, 2],
    [0, 7],
  ]
  const range = designHonestRange(tools, municipalities)
  expect(range).toMatchObject({
    n: 23,
    spreads: 24,
    warnings: [{ code: 'units-not-in-table', values: { units: 1 } }],
  })
})

test('an undefined statistic and contradictory sizes have no range', () => {
  const one = designHonestRange(
    [
      [4, 0],
      [4, 0],
    ],
    { groupOf: [0, 0, 1, 1], sizes: [2, 2, 2, 2] },
  )
  expect(one).toMatchObject({ estimate: undefined, p: undefined })
  expect(one.warnings).toContainEqual({ code: 'undefined-zero-over-zero', values: { statistic: 'gamma' } })
  const more = designHonestRange(
    [
      [4, 1],
      [1, 4],
    ],
    { groupOf: [0, 0, 1, 1], sizes: [2, 2, 2, 2] },
  )
  expect(more).toMatchObject({ p: undefined, spreads: 0 })
  expect(more.warnings).toContainEqual({
    code: 'more-counted-than-units',
    values: { table: 1, row: 1, counted: 5, units: 4 },
  })
})

test('a cluster without units takes its place in the shuffling', () => {
  const range = designHonestRange(
    [
      [2, 1],
      [1, 2],
    ],
    { groupOf: [0, 1, 1], sizes: [3, 3, 0] },
  )
  expect(range).toMatchObject({ assignments: 3, spreads: 1, exact: true })
})

test('invalid designs are refused by name', () => {
  expect(() => designHonestRange(screening, { groupOf: [0, 1, 5], sizes: [8, 8, 8] })).toThrow(
    new RangeError('cluster 3: expected a row from 0 to 2, found 5'),
  )
  expect(() => designHonestRange(screening, { groupOf: [0, 1, 2], sizes: [8, 8] })).toThrow(
    new RangeError('sizes: expected one for each of 3 clusters, found 2'),
  )
  expect(() => designHonestRange(screening, municipalities, { merge: [0, 1] })).toThrow(
    new RangeError('merge: expected one for each of 3 rows, found 2'),
  )
  const also = { clusterOf: [0, 1, 2], sizes: [8, 8, 7], tables: [] }
  expect(() => designHonestRange(screening, { groupOf: [0, 1, 2], sizes: [8, 8, 8], also })).toThrow(
    new RangeError('cluster 3: expected 8 units in its known cells, found 7'),
  )
  const stray = { clusterOf: [0, 1, 3], sizes: [8, 8, 8], tables: [] }
  expect(() => designHonestRange(screening, { groupOf: [0, 1, 2], sizes: [8, 8, 8], also: stray })).toThrow(
    new RangeError('known cell 3: expected a cluster from 0 to 2, found 3'),
  )
})

test('the work reports its progress and can be stopped', async () => {
  const shares: number[] = []
  const large = { groupOf: [0, 0, 1, 1, 2, 2], sizes: Array<number>(6).fill(12) }
  const table = [
    [9, 9, 6],
    [6, 12, 6],
    [3, 6, 15],
  ]
  designHonestRange(table, large, { progress: (share) => shares.push(share) })
  expect(shares.length).toBeGreaterThan(3)
  expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true)
  const steps = designHonestRangeSteps(table, large, { evaluations: 1e9 })
  await expect(takeSteps(steps, { signal: AbortSignal.timeout(40) })).rejects.toThrow('timeout')
})
