import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Columns, nonnegativeLeastSquares } from '../../src/regression/nonnegative-least-squares.ts'

// By hand: the target (1, -1) is nearest to the cone of (1, 0) and (1, 1) at (1, 0)
test('a target outside the cone is projected on its edge', () => {
  const { used, residual } = nonnegativeLeastSquares(
    dense([
      [1, 0],
      [1, 1],
    ]),
    Float64Array.of(1, -1),
  )
  expect([...used]).toEqual([[0, 1]])
  expect([...residual]).toEqual([0, -1])
})

test('weights are positive, and no column goes along with what is left', () => {
  const vectors = fc.array(fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 4, maxLength: 4 }), {
    minLength: 1,
    maxLength: 12,
  })
  fc.assert(
    fc.property(
      vectors,
      fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 4, maxLength: 4 }),
      (rows, target) => {
        const { used, residual } = nonnegativeLeastSquares(dense(rows), Float64Array.from(target))
        const left = [...target]
        for (const [index, weight] of used) {
          expect(weight).toBeGreaterThan(0)
          rows[index].forEach((value, i) => (left[i] -= weight * value))
        }
        left.forEach((value, i) => expect(value).toBeCloseTo(residual[i], 9))
        for (const row of rows)
          expect(row.reduce((sum, value, i) => sum + value * residual[i], 0)).toBeLessThan(1e-8)
      },
    ),
    { seed: 1, numRuns: 300 },
  )
})

test('without columns everything is left', () => {
  expect([...nonnegativeLeastSquares(dense([]), Float64Array.of(3)).residual]).toEqual([3])
})

function dense(rows: number[][]): Columns {
  const columns = rows.map((row) => Float64Array.from(row))
  return {
    size: rows[0]?.length ?? 1,
    count: rows.length,
    column: (index) => columns[index],
    products: (vector, products) =>
      columns.forEach(
        (column, i) => (products[i] = column.reduce((sum, value, k) => sum + value * vector[k], 0)),
      ),
  }
}
