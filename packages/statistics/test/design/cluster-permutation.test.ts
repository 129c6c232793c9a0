import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  clusterPermutation,
  countAssignments,
  exactGamma,
  exactKendallS,
  type StatisticName,
} from '../../src/index.ts'

// Eight clusters in two groups, three ordered categories.
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

const design = fc.integer({ min: 2, max: 6 }).chain((clusters) =>
  fc.record({
    tables: fc.array(fc.array(fc.nat(4), { minLength: 3, maxLength: 3 }), {
      minLength: clusters,
      maxLength: clusters,
    }),
    groupOf: fc.array(fc.nat(2), { minLength: clusters, maxLength: clusters }),
  }),
)
const named: StatisticName[] = ['gamma', 'tau-b', 'S', 'chi2', 'lr-chi2', 'mean-difference']

test('permutation p of gamma agrees with an R loop over the 70 assignments', () => {
  // R: A <- combn(8, 4); v <- apply(A, 2, function(a) gam(rbind(colSums(cl[-a, ]), colSums(cl[a, ]))))
  //    c(gam(rowsum(cl, g)), mean(abs(v) >= abs(o) - 1e-12), mean(v >= o - 1e-12), mean(v <= o + 1e-12))
  const answer = clusterPermutation(tables, { groupOf })
  expect(answer.estimate).toBeCloseTo(0.7538462, 7)
  expect(answer.p?.p).toBeCloseTo(0.02857143, 8)
  expect(answer.greater?.p).toBeCloseTo(0.01428571, 8)
  expect(answer.less?.p).toBe(1)
  expect(answer).toMatchObject({ assignments: 70, exact: true, clusters: 8, groups: 2, n: 64, warnings: [] })
})

test('permutation p of chi2 agrees with an R loop', () => {
  // R: v <- apply(A, 2, function(a) chisq.test(rbind(colSums(cl[-a, ]), colSums(cl[a, ])))$statistic)
  const answer = clusterPermutation(tables, { groupOf }, { statistic: 'chi2' })
  expect(answer.estimate).toBeCloseTo(17.96791, 5)
  expect(answer.p?.p).toBeCloseTo(0.02857143, 8)
  expect(answer.greater).toBeUndefined()
})

test('units shuffled one by one agree with coin', () => {
  // R: y <- c(1,1,2,3,3,2,1,3,3,2,3,1); x <- factor(c(1,1,1,1,1,1,1,2,2,2,2,2))
  //    coin::pvalue(coin::oneway_test(y ~ x, distribution = "exact"))  # 0.356060606060606
  const y = [1, 1, 2, 3, 3, 2, 1, 3, 3, 2, 3, 1]
  const units = y.map((value) => [1, 2, 3].map((category) => (category === value ? 1 : 0)))
  const answer = clusterPermutation(
    units,
    { groupOf: [1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2] },
    { statistic: 'mean-difference' },
  )
  expect(answer.p?.p).toBeCloseTo(0.356060606060606, 12)
})

test('strata limit the shuffling, and Monte Carlo agrees within its error', () => {
  // R: coin::pvalue(coin::oneway_test(y ~ x | st, distribution = approximate(nresample = 1e6)))  # 0.373623
  const y = [1, 1, 2, 3, 3, 2, 1, 3, 3, 2, 3, 1]
  const strata = [1, 1, 1, 2, 2, 2, 2, 1, 1, 2, 2, 2]
  const x = [1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2]
  const S = (groups: number[]) =>
    [1, 2].reduce((sum, stratum) => {
      const members = y.flatMap((_, i) => (strata[i] === stratum ? [i] : []))
      const share = members.filter((i) => groups[i] === 2).length / members.length
      return sum + members.reduce((s, i) => s + y[i] * ((groups[i] === 2 ? 1 : 0) - share), 0)
    }, 0)
  const exhaustive = clusterPermutation(
    y.map((value) => [1, 2, 3].map((category) => (category === value ? 1 : 0))),
    { groupOf: x, strata },
    {
      statistic: {
        name: 'sum of the second group',
        directional: true,
        // Centred by its expectation, which the strata fix, so that two-sided means as in coin.
        of: (table) => table[1].reduce((sum, count, j) => sum + count * (j + 1), 0) - expectation(),
      },
    },
  )
  function expectation() {
    const sum = x.reduce((s, group, i) => s + (group === 2 ? y[i] : 0), 0)
    return sum - S(x)
  }
  expect(exhaustive.assignments).toBe(350)
  expect(Math.abs(exhaustive.p!.p - 0.373623)).toBeLessThan(0.002)
})

test('exhaustive shuffling of single units is the exact test given the margins', () => {
  const table = [
    [5, 3, 0],
    [4, 4, 0],
    [2, 1, 5],
  ]
  const units = table.flatMap((line) =>
    line.flatMap((count, j) => Array.from({ length: count }, () => line.map((_, k) => (k === j ? 1 : 0)))),
  )
  const groups = table.flatMap((line, i) => line.flatMap((count) => Array<number>(count).fill(i)))
  const shuffled = clusterPermutation(units, { groupOf: groups })
  expect(shuffled).toMatchObject({ assignments: 9465511770, exact: true })
  expect(shuffled.p?.p).toBeCloseTo(exactGamma(table).twoSided.p, 12)
  const s = clusterPermutation(units, { groupOf: groups }, { statistic: 'S' })
  expect(s.p?.p).toBeCloseTo(exactKendallS(table).twoSided.p, 12)
})

test('no p is below the smallest possible, and every p is a whole number of assignments', () => {
  fc.assert(
    fc.property(design, fc.constantFrom(...named), ({ tables, groupOf }, statistic) => {
      const { p, smallestPossible, assignments } = clusterPermutation(tables, { groupOf }, { statistic })
      if (!p) return
      expect(p.p).toBeGreaterThanOrEqual(smallestPossible - 1e-12)
      expect(p.p * assignments).toBeCloseTo(Math.round(p.p * assignments), 8)
    }),
    { seed: 2, numRuns: 150 },
  )
})

test('turning the categories around swaps greater and less', () => {
  fc.assert(
    fc.property(design, fc.constantFrom('gamma', 'tau-b', 'S', 'mean-difference'), (drawn, statistic) => {
      const name = statistic as StatisticName
      const there = clusterPermutation(drawn.tables, drawn, { statistic: name })
      const back = clusterPermutation(
        drawn.tables.map((line) => line.toReversed()),
        drawn,
        { statistic: name },
      )
      if (there.estimate === undefined) expect(back.estimate).toBeUndefined()
      else expect(back.estimate).toBeCloseTo(-there.estimate, 10)
      expect(back.p?.p).toBe(there.p?.p)
      expect(back.greater?.p).toBe(there.less?.p)
    }),
    { seed: 3, numRuns: 100 },
  )
})

test('scaling all counts changes no p', () => {
  fc.assert(
    fc.property(design, fc.constantFrom(...named), ({ tables, groupOf }, statistic) => {
      const scaled = tables.map((line) => line.map((count) => count * 2.5))
      const [one, other] = [tables, scaled].map((t) => clusterPermutation(t, { groupOf }, { statistic }))
      expect(other.p?.p).toBe(one.p?.p)
    }),
    { seed: 4, numRuns: 80 },
  )
})

test('many assignments are drawn with a seed that reaches the shuffling', () => {
  const many = Array.from({ length: 40 }, (_, i) => [1 + ((i * 7) % 5), 1 + ((i * 3) % 4), (i * 5) % 6])
  const halves = many.map((_, i) => i % 2)
  const options = { enumerateUpTo: 1000, draws: 2000 }
  const one = clusterPermutation(many, { groupOf: halves }, { ...options, seed: 1 })
  expect(one).toMatchObject({ exact: false, assignments: countAssignments({ groupOf: halves }) })
  expect(one.p).toMatchObject({ draws: 2000, seed: 1 })
  expect(clusterPermutation(many, { groupOf: halves }, { ...options, seed: 1 })).toEqual(one)
  expect(clusterPermutation(many, { groupOf: halves }, { ...options, seed: 2 }).p?.p).not.toBe(one.p?.p)
})

test('draws agree with the listing within four standard errors', () => {
  const listed = clusterPermutation(tables, { groupOf: [1, 2, 1, 2, 1, 2, 1, 2] })
  const drawn = clusterPermutation(
    tables,
    { groupOf: [1, 2, 1, 2, 1, 2, 1, 2] },
    { enumerateUpTo: 1, draws: 20_000 },
  )
  expect(drawn.exact).toBe(false)
  expect(Math.abs(drawn.p!.p - listed.p!.p)).toBeLessThan(4 * drawn.p!.se! + 1e-4)
})
