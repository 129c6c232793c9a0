import { expect, test } from 'vitest'
import { designHonestRange } from '../../src/index.ts'

test('a search stays within the true range, finds most of it and says that it may be wider', () => {
  const table = [
    [9, 8, 4],
    [4, 7, 10],
  ]
  const pairs = { groupOf: [0, 1, 0, 1, 0, 1], sizes: [7, 7, 7, 7, 7, 7] }
  const exact = designHonestRange(table, pairs, { statistic: 'S' })
  const search = { statistic: 'S' as const, evaluations: 0, searched: 200_000, seed: 4 }
  const found = designHonestRange(table, pairs, search)
  expect(exact.exact).toBe(true)
  expect(found.exact).toBe(false)
  expect(found.warnings).toContainEqual({
    code: 'range-may-be-wider',
    values: { searched: 200_000, seed: 4 },
  })
  expect(found.p!.smallest).toBeCloseTo(exact.p!.smallest, 12)
  expect(found.p!.largest).toBeCloseTo(exact.p!.largest, 12)
  expect(found.spreads).toBe(exact.spreads)
  expect(designHonestRange(table, pairs, search)).toEqual(found)
})

test('a search keeps every further published table', () => {
  const also = {
    clusterOf: [0, 0, 1, 1, 2, 2, 3, 3],
    sizes: [3, 2, 2, 3, 3, 2, 2, 3],
    tables: [
      {
        rowOf: [0, 1, 0, 1, 0, 1, 0, 1],
        counts: [
          [6, 4],
          [5, 5],
        ],
      },
    ],
  }
  const four = { groupOf: [0, 0, 1, 1], sizes: [5, 5, 5, 5], also }
  const table = [
    [7, 3],
    [4, 6],
  ]
  const exact = designHonestRange(table, four)
  const found = designHonestRange(table, four, { evaluations: 0, searched: 20_000 })
  expect(found.p!.smallest).toBe(exact.p!.smallest)
  expect(found.p!.largest).toBe(exact.p!.largest)
})
