import fc from 'fast-check'
import { expect, test } from 'vitest'
import { goodmanKruskalGamma, statisticRange } from '../../src/index.ts'
import { everyJointTable } from './brute-force.ts'
import { randomMargins } from './random-margins.ts'

test('a table known by its margins only allows every gamma from -1 to 1', () => {
  const { range, tables, identified } = statisticRange({
    sizes: [2, 2],
    tables: [{ rowOf: [0, 0], counts: [[2, 2]] }],
  })
  expect([range!.smallest, range!.largest, tables, identified]).toEqual([-1, 1, 3, false])
  expect(range!.smallestAt).toEqual([
    [0, 2],
    [2, 0],
  ])
})

test('the range agrees with gamma of every joint table, tried one by one', () => {
  fc.assert(
    fc.property(randomMargins, ({ margins }) => {
      const gammas = everyJointTable(margins).flatMap((table) => goodmanKruskalGamma(table).estimate ?? [])
      const { range, exact } = statisticRange(margins)
      expect(exact).toBe(true)
      if (gammas.length === 0) expect(range).toBeUndefined()
      else {
        expect(range!.smallest).toBeCloseTo(Math.min(...gammas), 12)
        expect(range!.largest).toBeCloseTo(Math.max(...gammas), 12)
      }
    }),
    { seed: 1, numRuns: 60 },
  )
})

test('a published table itself is identified', () => {
  fc.assert(
    fc.property(randomMargins, ({ margins }) => {
      const partOf = margins.tables[0].rowOf
      const { identified, tables, range } = statisticRange(margins, { partOf, statistic: 'S' })
      expect([identified, tables]).toEqual([true, 1])
      expect(range!.smallestAt).toEqual(margins.tables[0].counts)
    }),
    { seed: 2, numRuns: 40 },
  )
})

test('cells left out do not multiply the tables', () => {
  const margins = {
    sizes: [2, 2, 3, 3],
    tables: [
      {
        rowOf: [0, 0, 1, 1],
        counts: [
          [2, 2],
          [3, 3],
        ],
      },
    ],
  }
  const { tables, n } = statisticRange(margins, { partOf: [0, 1, undefined, undefined] })
  expect([tables, n]).toEqual([3, 4])
})

test('a search says so and stays within', () => {
  const margins = {
    sizes: Array<number>(6).fill(10),
    tables: [
      {
        rowOf: [0, 0, 0, 1, 1, 1],
        counts: [
          [12, 10, 8],
          [8, 10, 12],
        ],
      },
      {
        rowOf: [0, 1, 2, 0, 1, 2],
        counts: [
          [8, 6, 6],
          [6, 8, 6],
          [6, 6, 8],
        ],
      },
    ],
  }
  const exact = statisticRange(margins, { statistic: 'S' })
  const found = statisticRange(margins, { statistic: 'S', evaluations: 700, seed: 2 })
  expect(exact.exact).toBe(true)
  expect(found).toMatchObject({
    exact: false,
    tables: undefined,
    warnings: [{ code: 'range-may-be-wider', values: { evaluations: 700, seed: 2 } }],
  })
  expect(found.range!.smallest).toBe(exact.range!.smallest)
  expect(found.range!.largest).toBe(exact.range!.largest)
})

test('a statistic of one’s own can be asked for', () => {
  const share = { name: 'share of the first category in the first part', directional: true }
  const { range } = statisticRange(
    { sizes: [4, 2], tables: [{ rowOf: [0, 0], counts: [[5, 1]] }] },
    { statistic: { ...share, of: ([[first, second]]) => first / (first + second) } },
  )
  expect([range!.smallest, range!.largest]).toEqual([0.75, 1])
})

test('contradictory margins and a statistic that is 0/0 everywhere have no range', () => {
  expect(statisticRange({ sizes: [1], tables: [{ rowOf: [0], counts: [[2, 0]] }] })).toMatchObject({
    range: undefined,
    identified: false,
    warnings: [{ code: 'more-counted-than-units' }, { code: 'margins-contradict-each-other' }],
  })
  expect(statisticRange({ sizes: [2], tables: [{ rowOf: [0], counts: [[1, 1]] }] })).toMatchObject({
    range: undefined,
    warnings: [{ code: 'undefined-zero-over-zero', values: { statistic: 'gamma' } }],
  })
})

test('parts that do not match the cells are refused', () => {
  expect(() =>
    statisticRange({ sizes: [2, 2], tables: [{ rowOf: [0, 0], counts: [[2, 2]] }] }, { partOf: [0] }),
  ).toThrow(new RangeError('parts: expected one for each of 2 known cells, found 1'))
})
