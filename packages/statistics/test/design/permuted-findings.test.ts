import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clusterPermutation, permutedFindings } from '../../src/index.ts'

const groups = [
  [0, 0, 4],
  [0, 0, 4],
  [2, 1, 1],
  [1, 1, 2],
  [1, 1, 2],
  [0, 2, 2],
]
const screening = [
  [1, 1, 2],
  [1, 0, 3],
  [2, 2, 0],
  [2, 2, 0],
  [3, 1, 0],
  [2, 2, 0],
]
const groupOf = [3, 3, 2, 2, 1, 1]

test('adjusted p of two outcomes agree with an R loop over the 90 assignments', () => {
  // R: P <- unique(permutations of g); G <- sapply(outcomes, function(o) apply(P, 1, function(p) abs(gam(rowsum(o, p)))))
  //    p <- apply(G, 2, function(v) sapply(v, function(x) mean(v >= x - 1e-9))); m <- apply(p, 1, min)
  //    sapply(1:2, function(j) mean(m <= p_observed[j] + 1e-12)); mean(rowSums(p <= 0.1))
  const answer = permutedFindings([groups, screening], { groupOf }, { level: 0.1 })
  expect(answer.p[0]).toBeCloseTo(0.222222222222222, 12)
  expect(answer.p[1]).toBeCloseTo(0.0666666666666667, 12)
  expect(answer.adjusted[0]).toBeCloseTo(0.222222222222222, 12)
  expect(answer.adjusted[1]).toBeCloseTo(0.111111111111111, 12)
  expect(answer.expected).toBeCloseTo(0.155555555555556, 12)
  expect(answer).toMatchObject({ found: 1, looks: 2, assignments: 90, exact: true, warnings: [] })
  expect(answer.atLeastFound).toBeCloseTo(0.111111111111111, 12)
})

const outcome = fc.array(fc.array(fc.nat(3), { minLength: 2, maxLength: 2 }), { minLength: 5, maxLength: 5 })

test('each p is that of the outcome alone, and no adjusted p is smaller', () => {
  fc.assert(
    fc.property(fc.array(outcome, { minLength: 1, maxLength: 3 }), (outcomes) => {
      const design = { groupOf: [0, 1, 0, 1, 1] }
      const { p, adjusted, distribution } = permutedFindings(outcomes, design)
      outcomes.forEach((tables, i) => {
        const alone = clusterPermutation(tables, design).p?.p
        if (alone === undefined) expect(p[i]).toBeUndefined()
        else {
          expect(p[i]).toBeCloseTo(alone, 12)
          expect(adjusted[i]).toBeGreaterThanOrEqual(p[i]! - 1e-12)
        }
      })
      expect(distribution.reduce((a, b) => a + b)).toBeCloseTo(1, 12)
    }),
    { seed: 1, numRuns: 60 },
  )
})

test('the same outcome twice is one look: nothing is adjusted', () => {
  const { p, adjusted } = permutedFindings([screening, screening], { groupOf })
  expect(adjusted).toEqual(p)
})

test('chance finds at most the level in each look', () => {
  fc.assert(
    fc.property(fc.array(outcome, { minLength: 1, maxLength: 3 }), (outcomes) => {
      const { expected } = permutedFindings(outcomes, { groupOf: [0, 1, 0, 1, 1] }, { level: 0.2 })
      expect(expected).toBeLessThanOrEqual(0.2 * outcomes.length + 1e-12)
    }),
    { seed: 2, numRuns: 40 },
  )
})

test('many assignments are drawn with a seed', () => {
  const options = { enumerateUpTo: 10, draws: 500, seed: 7 }
  const drawn = permutedFindings([groups, screening], { groupOf }, options)
  expect(drawn.exact).toBe(false)
  expect(drawn.method).toContain('500 random assignments of 90, seed 7')
  expect(permutedFindings([groups, screening], { groupOf }, options)).toEqual(drawn)
  expect(Math.abs(drawn.p[1]! - 6 / 90)).toBeLessThan(0.05)
})

test('an outcome with one category has no p', () => {
  const constant = groupOf.map(() => [3, 0])
  expect(permutedFindings([constant, screening], { groupOf })).toMatchObject({
    p: [undefined, expect.any(Number)],
    adjusted: [undefined, expect.any(Number)],
    warnings: [{ code: 'undefined-zero-over-zero', values: { outcomes: 1 } }],
  })
})

test('invalid input is refused by name', () => {
  expect(() => permutedFindings([], { groupOf })).toThrow(
    new RangeError('permuted findings: expected at least one outcome'),
  )
  expect(() => permutedFindings([groups], { groupOf: [1] })).toThrow(
    new RangeError('groups: expected one for each of 6 clusters, found 1'),
  )
  expect(() => permutedFindings([groups], { groupOf }, { level: 5 })).toThrow(
    new RangeError('invalid level; not in (0, 1): 5'),
  )
})
