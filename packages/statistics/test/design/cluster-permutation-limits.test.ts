import { expect, test } from 'vitest'
import {
  clusterPermutation,
  clusterPermutationSteps,
  type StatisticName,
  takeSteps,
} from '../../src/index.ts'

const four = [
  [5, 2, 1],
  [4, 3, 1],
  [2, 2, 4],
  [1, 3, 4],
]

test('one category, no units and no clusters have no gamma and no p', () => {
  for (const [counts, groups] of [
    [
      [
        [3, 0],
        [2, 0],
      ],
      [0, 1],
    ],
    [
      [
        [0, 0],
        [0, 0],
      ],
      [0, 1],
    ],
    [
      [
        [1, 2],
        [2, 1],
      ],
      [0, 0],
    ],
    [[], []],
  ] as [number[][], number[]][]) {
    const answer = clusterPermutation(counts, { groupOf: groups })
    expect(answer.estimate).toBeUndefined()
    expect(answer.p).toBeUndefined()
    expect(answer.warnings).toContainEqual({
      code: 'undefined-zero-over-zero',
      values: { statistic: 'gamma' },
    })
  }
})

test('few assignments are warned of with the smallest possible p', () => {
  const answer = clusterPermutation(four, { groupOf: [1, 1, 2, 2] }, { statistic: 'chi2' })
  expect(answer.smallestPossible).toBeCloseTo(1 / 3, 12)
  expect(answer.warnings).toEqual([
    { code: 'few-assignments', values: { assignments: 6, smallestPossible: 1 / 3 } },
  ])
})

test('a statistic undefined in some assignments counts there as not extreme', () => {
  // The empty cluster alone in a group leaves gamma 0/0.
  const answer = clusterPermutation(
    [
      [0, 0],
      [3, 1],
      [1, 3],
    ],
    { groupOf: [1, 1, 2] },
  )
  expect(answer.warnings).toContainEqual({ code: 'undefined-in-assignments', values: { share: 1 / 3 } })
  expect(answer.p?.p).toBeCloseTo(2 / 3, 12)
})

test('invalid input is refused by name', () => {
  expect(() => clusterPermutation([[1, 2]], { groupOf: [1, 2] })).toThrow(
    new RangeError('groups: expected one for each of 1 clusters, found 2'),
  )
  expect(() =>
    clusterPermutation(
      [
        [1, 2],
        [1, 2, 3],
      ],
      { groupOf: [1, 2] },
    ),
  ).toThrow(new RangeError('cluster 2: expected 2 categories, found 3'))
  expect(() =>
    clusterPermutation(
      [
        [1, 2],
        [1, -2],
      ],
      { groupOf: [1, 2] },
    ),
  ).toThrow(new RangeError('cluster 2: expected counts of 0 or more, found -2'))
  expect(() =>
    clusterPermutation(
      [
        [1, 2],
        [1, 2],
      ],
      { groupOf: [1, 2] },
      { statistic: 'delta' as StatisticName },
    ),
  ).toThrow(new RangeError('unknown statistic: delta'))
})

test('long work reports its progress and is stopped by a signal', async () => {
  const many = Array.from({ length: 18 }, (_, i) => [i % 5, (i * 3) % 7, (i * 5) % 4])
  const halves = { groupOf: many.map((_, i) => i % 3) }
  const shares: number[] = []
  const stop = new AbortController()
  expect(() =>
    clusterPermutation(many, halves, {
      enumerateUpTo: 1e9,
      signal: stop.signal,
      progress: (share) => {
        shares.push(share)
        if (shares.length === 3) stop.abort(new Error('enough'))
      },
    }),
  ).toThrow('enough')
  expect(shares).toEqual(shares.toSorted((a, b) => a - b))
  const steps = clusterPermutationSteps(many, halves, { enumerateUpTo: 1e9 })
  await expect(takeSteps(steps, { signal: AbortSignal.timeout(60) })).rejects.toThrow('timeout')
})
