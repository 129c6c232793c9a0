import { expect, test } from 'vitest'
import {
  exactGamma,
  exactKendallS,
  exactLinearByLinear,
  fisherFreemanHalton,
  fisherTwoByTwo,
} from '../../src/index.ts'

const kora = [
  [5, 3, 0],
  [4, 4, 0],
  [2, 1, 5],
]

test('Fisher–Freeman–Halton p of a 3 × 3 table is that of R', () => {
  // fisher.test(matrix(c(5,3,0,4,4,0,2,1,5), 3, byrow = TRUE))$p.value
  expect(fisherFreemanHalton(kora).twoSided.p).toBeCloseTo(0.0235034106349219, 13)
})

test('Fisher–Freeman–Halton p of the job satisfaction table is that of R', () => {
  // fisher.test(vcdExtra::JobSat, workspace = 2e7)$p.value
  const jobs = [
    [1, 3, 10, 6],
    [2, 3, 10, 7],
    [1, 6, 14, 12],
    [0, 1, 9, 11],
  ]
  const result = fisherFreemanHalton(jobs)
  expect(result.exact).toBe(true)
  expect(result.twoSided.p).toBeCloseTo(0.782684938965693, 11)
})

test('a tail of 10⁻²² keeps its digits', () => {
  // fisher.test(matrix(c(1198, 1493, 557, 1278), 2, byrow = TRUE))$p.value
  const p = fisherFreemanHalton([
    [1198, 1493],
    [557, 1278],
  ]).twoSided.p
  expect(p / 4.83590317933728e-22).toBeCloseTo(1, 9)
})

test('twenty thousand observations lose no table to underflow', () => {
  const large = [
    [5012, 4990],
    [4985, 5023],
  ]
  const p = fisherTwoByTwo(large).twoSided.p
  expect(fisherFreemanHalton(large).twoSided.p).toBeCloseTo(p, 9)
  expect(exactKendallS(large).twoSided.p).toBeCloseTo(p, 9)
})

test('five columns of unequal totals agree with R, turned or not', () => {
  // fisher.test(t, workspace = 2e7)$p.value, right to eleven digits (that of t(t) differs in the twelfth)
  const five = [
    [3, 2, 4, 1, 2],
    [1, 3, 2, 4, 2],
    [2, 2, 3, 3, 4],
    [4, 1, 2, 2, 3],
    [1, 3, 2, 3, 3],
  ]
  const turned = five[0].map((_, j) => five.map((row) => row[j]))
  expect(fisherFreemanHalton(five).twoSided.p).toBeCloseTo(0.96080044378, 10)
  expect(fisherFreemanHalton(turned).twoSided.p).toBeCloseTo(fisherFreemanHalton(five).twoSided.p, 12)
})

test('the tails of a sparse 5 × 5 table sum to one', () => {
  const sparse = [
    [2, 1, 0, 3, 1],
    [0, 3, 1, 0, 2],
    [1, 1, 4, 0, 1],
    [0, 2, 0, 3, 1],
    [2, 0, 1, 1, 3],
  ]
  for (const test of [exactGamma, exactKendallS, exactLinearByLinear]) {
    const { upper, lower, point, exact } = test(sparse, { workLimit: 1e9 })
    expect(exact).toBe(true)
    expect(upper.p + lower.p - point).toBeCloseTo(1, 12)
  }
})
