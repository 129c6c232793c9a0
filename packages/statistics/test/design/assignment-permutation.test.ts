import fc from 'fast-check'
import { expect, test } from 'vitest'
import { assignmentPermutation, clusterPermutation, countAssignments } from '../../src/index.ts'

/** Difference of the means of the last and the first group. */
const difference = (values: number[]) => ({
  name: 'difference of means',
  directional: true,
  of: (groupOf: number[]) => {
    const mean = (group: number) => {
      const members = values.filter((_, i) => groupOf[i] === group)
      return members.reduce((sum, value) => sum + value, 0) / members.length
    }
    return mean(Math.max(...groupOf)) - mean(Math.min(...groupOf))
  },
})

test('a difference of means agrees with coin', () => {
  // R: y <- c(3.1, 2.9, 4.2, 4.4, 3.8, 5.1, 2.7); x <- factor(c(0, 0, 1, 1, 0, 1, 0))
  //    coin::pvalue(coin::oneway_test(y ~ x, distribution = "exact"))  # 0.0571428571428571
  const y = [3.1, 2.9, 4.2, 4.4, 3.8, 5.1, 2.7]
  const answer = assignmentPermutation({ groupOf: [0, 0, 1, 1, 0, 1, 0] }, difference(y))
  expect(answer.p?.p).toBeCloseTo(0.0571428571428571, 12)
  expect(answer).toMatchObject({ assignments: 35, exact: true, n: 7, statistic: 'difference of means' })
})

test('a correlation with an amount per cluster shuffles the amounts', () => {
  // R: x <- c(500, 300, 3000, 0, 10, 20); y <- c(4, 3, 9, 1, 2, 2.5); P <- all 720 orders of x, one per row
  //    sum(abs(apply(P, 1, function(p) sum((p - mean(p)) * y))) >= abs(sum((x - mean(x)) * y)) - 1e-9)  # 1
  const x = [500, 300, 3000, 0, 10, 20]
  const y = [4, 3, 9, 1, 2, 2.5]
  const middle = x.reduce((a, b) => a + b) / 6
  const { p, assignments } = assignmentPermutation(
    { groupOf: x },
    {
      name: 'covariance',
      directional: true,
      of: (at) => at.reduce((sum, v, i) => sum + (v - middle) * y[i], 0),
    },
  )
  expect(assignments).toBe(720)
  expect(p?.p).toBeCloseTo(1 / 720, 12)
})

test('a table statistic gives the same p as the permutation of tables', () => {
  const design = fc.array(fc.tuple(fc.nat(2), fc.nat(3), fc.nat(3)), { minLength: 2, maxLength: 6 })
  fc.assert(
    fc.property(design, (clusters) => {
      const groupOf = clusters.map(([group]) => group)
      const tables = clusters.map(([, low, high]) => [low, high])
      const levels = [...new Set(groupOf)].sort()
      const S = (at: number[]) => {
        let sum = 0
        for (let a = 0; a < at.length; a++)
          for (let b = 0; b < at.length; b++)
            if (levels.indexOf(at[a]) < levels.indexOf(at[b]))
              sum += tables[a][0] * tables[b][1] - tables[a][1] * tables[b][0]
        return sum
      }
      const own = assignmentPermutation({ groupOf }, { name: 'S', directional: true, of: S })
      const table = clusterPermutation(tables, { groupOf }, { statistic: 'S' })
      expect([own.estimate, own.p?.p, own.greater?.p, own.less?.p]).toEqual([
        table.estimate,
        table.p?.p,
        table.greater?.p,
        table.less?.p,
      ])
    }),
    { seed: 1, numRuns: 60 },
  )
})

test('an undirected statistic counts large values', () => {
  const spread = { name: 'spread', directional: false, of: (at: number[]) => at[0] * 10 + at[1] }
  const { p, greater } = assignmentPermutation({ groupOf: [2, 1, 0] }, spread)
  expect([p?.p, greater]).toEqual([1 / 6, undefined])
})

test('many assignments are drawn with a seed that reaches the shuffling', () => {
  const values = Array.from({ length: 30 }, (_, i) => (i * 37) % 11)
  const assignment = { groupOf: values.map((_, i) => i % 2) }
  const drawn = (seed: number) => assignmentPermutation(assignment, difference(values), { draws: 500, seed })
  expect(countAssignments(assignment)).toBe(155117520)
  expect(drawn(1)).toMatchObject({ exact: false, p: { draws: 500, seed: 1 } })
  expect(drawn(1)).toEqual(drawn(1))
  expect(drawn(2).p?.p).not.toBe(drawn(1).p?.p)
})

test('a statistic that is not a number has no p, and no clusters are one assignment', () => {
  const nothing = { name: 'nothing', directional: true, of: () => undefined }
  expect(assignmentPermutation({ groupOf: [0, 1] }, nothing)).toMatchObject({
    estimate: undefined,
    p: undefined,
    warnings: [
      { code: 'few-assignments', values: { assignments: 2, smallestPossible: 0.5 } },
      { code: 'undefined-zero-over-zero', values: { statistic: 'nothing' } },
    ],
  })
  expect(assignmentPermutation({ groupOf: [] }, { ...nothing, of: () => 3 })).toMatchObject({
    assignments: 1,
    p: { p: 1 },
  })
})

test('a group that is no number is refused', () => {
  expect(() => assignmentPermutation({ groupOf: [0, NaN] }, difference([1, 2]))).toThrow(
    new RangeError('cluster 2: expected a group, found NaN'),
  )
})
