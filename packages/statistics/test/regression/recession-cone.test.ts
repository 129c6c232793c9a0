import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CumulativeProblem } from '../../src/regression/cumulative-likelihood.ts'
import { cumulativeProblem, startingParameters } from '../../src/regression/cumulative-problem.ts'
import { designMatrix } from '../../src/regression/design-matrix.ts'
import { maximumLikelihood } from '../../src/regression/maximum-likelihood.ts'
import { modelFrame } from '../../src/regression/model-frame.ts'
import { recessionCone } from '../../src/regression/recession-cone.ts'

/** Outcomes with up to three covariates on coarse and fine grids, far from zero or not. */
const problems = fc
  .record({
    grids: fc.array(fc.constantFrom(1, 3, 9, 999), { minLength: 1, maxLength: 3 }),
    scale: fc.constantFrom(1, 0.1, 1 / 3, 1e4),
    offset: fc.constantFrom(0, 1000),
    rows: fc.array(fc.tuple(fc.nat(3), fc.nat(999), fc.nat(999), fc.nat(999)), {
      minLength: 3,
      maxLength: 25,
    }),
  })
  .map(({ grids, scale, offset, rows }) => {
    const frame = modelFrame({
      y: { levels: ['a', 'b', 'c', 'd'], codes: rows.map(([y]) => y) },
      x: Object.fromEntries(
        grids.map((grid, c) => [
          `v${c}`,
          { type: 'numeric', values: rows.map((row) => offset + scale * (row[c + 1] % (grid + 1))) },
        ]),
      ),
    })
    return cumulativeProblem(frame, designMatrix(frame))
  })
  .filter(({ categories }) => categories.length > 1)

test('the direction found is opposed by no observation, and exactly the settled ones go along', () => {
  fc.assert(
    fc.property(problems, ({ problem }) => {
      const { separated, direction, settled } = recessionCone(problem)
      if (!separated) return
      expect(direction.some((value) => value !== 0)).toBe(true)
      for (const { along, runs } of alongs(problem, direction, settled))
        if (runs) expect(along).toBeGreaterThan(1e-8)
        else expect(Math.abs(along)).toBeLessThan(1e-8)
    }),
    { seed: 1, numRuns: 500 },
  )
})

test('without separation the maximum is reached, with separation the reduced one', () => {
  fc.assert(
    fc.property(problems, ({ problem, counts }) => {
      const fit = maximumLikelihood(problem, startingParameters(problem, counts))
      expect(fit.converged).toBe(true)
      expect(fit.iterations).toBeLessThan(40)
    }),
    { seed: 2, numRuns: 500 },
  )
})

test('a direction exists exactly if minus the sum of what may grow is out of reach', () => {
  const pair = (x: number[], category: number[]): CumulativeProblem => ({
    ...{ categories: 2, patterns: 2, columns: 1, free: 1, x: Float64Array.from(x) },
    ...{ start: Int32Array.of(0, 1, 2), category: Int32Array.from(category), weight: Float64Array.of(1, 1) },
  })
  expect(recessionCone(pair([0, 1], [0, 1]))).toMatchObject({ separated: true, complete: true })
  expect(recessionCone(pair([1, 1], [0, 1]))).toMatchObject({ separated: true, complete: false })
})

/** How every observation fares along a direction, on each side, and whether it is said to run off. */
function* alongs(problem: CumulativeProblem, direction: Float64Array, settled: Uint8Array) {
  const top = problem.categories - 1
  for (let g = 0; g < problem.patterns; g++) {
    let eta = 0
    for (let c = 0; c < problem.columns; c++) eta += problem.x[g * problem.columns + c] * direction[top + c]
    for (let i = problem.start[g]; i < problem.start[g + 1]; i++) {
      const j = problem.category[i]
      if (j < top) yield { along: direction[j] - eta, runs: (settled[i] & 1) > 0 }
      if (j > 0) yield { along: eta - direction[j - 1], runs: (settled[i] & 2) > 0 }
    }
  }
}
