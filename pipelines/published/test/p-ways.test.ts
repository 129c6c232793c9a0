import { describe, expect, test } from 'vitest'
import { contrastOf, logitContrast } from '../src/contrast.ts'
import { pRange, pWays, waysInWords } from '../src/p-ways.ts'

const table = [
  [5, 3, 0],
  [4, 4, 0],
  [2, 1, 5],
]
const p = (counts: number[][], id: string, sides: 1 | 2 = 2) =>
  pWays(counts, 'any').find((way) => way.id === id && way.sides === sides)?.p

describe('ways to a p-value', () => {
  // R 4.2.2: vcdExtra::GKgamma (ASE1), the null variance (ASE0), cor.test(method = 'kendall'), chisq.test,
  // vcd::assocstats (G²), fisher.test, and exact enumeration given the margins; packages/statistics' reference cases.
  test.each([
    ['ASE1', 2, 0.00227457715432446],
    ['ASE1', 1, 0.00113728857716223],
    ['ASE0', 2, 0.0125625653913803],
    ['ASE0', 1, 0.00628128269569014],
    ['Kendall', 2, 0.0176462177770702],
    ['exact gamma', 2, 0.0176117038413446],
    ['exact gamma', 1, 0.00880585192067231],
    ['exact S', 2, 0.0161481728314413],
    ['χ²', 2, 0.0111652767022726],
    ['G²', 2, 0.0062633939451047],
    ['exact χ²', 2, 0.0092590587946626],
    ['exact G²', 2, 0.0148584010476595],
    ['Fisher', 2, 0.0235034106349225],
  ] as const)('%s on %i sides is %d', (id, sides, expected) => {
    expect(p(table, id, sides)).toBeCloseTo(expected, 9)
  })

  test('turning the columns round leaves every two-sided p as it is', () => {
    const turned = table.map((line) => line.toReversed())
    for (const { id, sides, p: before } of pWays(table, 'any'))
      if (sides === 2) expect(p(turned, id)).toBeCloseTo(before, 9)
  })

  test('χ² and gamma have their own ways, any has both', () => {
    const of = (tested: 'gamma' | 'chi2' | 'any') => pWays(table, tested).length
    expect(of('gamma') + of('chi2')).toBe(of('any'))
  })

  test('a table with one row has none', () => {
    expect(pWays([[3, 4]], 'any')).toEqual([])
    expect(pRange([])).toBe('?')
  })

  test('are written with two digits, one-sided in brackets', () => {
    expect(waysInWords(pWays(table, 'gamma').slice(0, 4))).toBe(
      'ASE1 0.0023 (1: 0.0011), ASE0 0.013 (1: 0.0063)',
    )
  })
})

describe('a contrast of two rows', () => {
  test('by the ordered logit is that of MASS::polr and ordinal::clm', () => {
    // R 4.2.2: ordinal::clm(screening ~ funding), reference none: bound 2.877 (p 0.01385), unbound 0.425 (p 0.6597).
    const [none, unbound, bound] = [0, 1, 2]
    expect(logitContrast(table, bound, none).ways[0].p).toBeCloseTo(0.0138541142091508, 7)
    expect(logitContrast(table, bound, none).direction).toBeCloseTo(2.87739014316425, 6)
    expect(logitContrast(table, unbound, none).ways[0].p).toBeCloseTo(0.659627741617382, 7)
  })

  test('has no logit p where the model is separated, but the pair’s own', () => {
    const separated = [
      [3, 5],
      [6, 2],
      [0, 7],
    ]
    expect(logitContrast(separated, 2, 0).ways).toEqual([])
    expect(contrastOf(separated, 2, 0).ways.find(({ id }) => id === 'Fisher')?.p).toBeCloseTo(0.2, 3)
  })

  test('turned round has the same p and the other direction', () => {
    const [one, other] = [contrastOf(table, 2, 1), contrastOf(table, 1, 2)]
    expect(one.direction).toBeCloseTo(-other.direction, 12)
    expect(one.direction).toBeGreaterThan(0)
  })
})
