import fc from 'fast-check'
import { expect, test } from 'vitest'
import { theilSenLine } from '../../src/index.ts'

// Hollander and Wolfe 1973, example 9.1: Smith 1967, cloud seeding
const years = [1, 2, 3, 4, 5]
const ratios = [1.26, 1.27, 1.12, 1.16, 1.03]
// R's cars: speed and stopping distance
const speed = [
  4, 4, 7, 7, 8, 9, 10, 10, 10, 11, 11, 12, 12, 12, 12, 13, 13, 13, 13, 14, 14, 14, 14, 15, 15, 15, 16, 16,
  17, 17, 17, 18, 18, 18, 18, 19, 19, 19, 20, 20, 20, 20, 20, 22, 23, 24, 24, 24, 24, 25,
]
const distance = [
  2, 10, 4, 22, 16, 10, 18, 26, 34, 17, 28, 14, 20, 24, 28, 26, 34, 34, 46, 26, 36, 60, 80, 20, 26, 54, 32,
  40, 32, 40, 50, 42, 56, 76, 84, 36, 46, 68, 32, 48, 52, 56, 64, 66, 54, 70, 92, 93, 120, 85,
]

test('five points of Hollander and Wolfe have the slope and the exact interval of the book', () => {
  const { estimate, intercept, interval, slopes } = theilSenLine(years, ratios, { level: 0.9 })
  expect(estimate).toBeCloseTo(-0.05625, 12)
  expect(intercept).toBeCloseTo(1.31625, 12)
  expect(slopes).toBe(10)
  expect(interval).toEqual({
    ...{ level: 0.9, method: "exact, from Kendall's test" },
    ...{ lower: expect.closeTo(-0.13, 12), upper: expect.closeTo(0.01, 12) },
  })
})

test('with ties in x slope, intercept and interval are those of the formulas in R', () => {
  // s <- sort of outer(y, y, "-") / outer(x, x, "-") below the diagonal where x differs; b <- median(s)
  // t <- table(x); v <- (n*(n-1)*(2*n+5) - sum(t*(t-1)*(2*t+5))) / 18; m <- floor((length(s) - qnorm(.975)*sqrt(v)) / 2)
  // c(b, median(y - b*x), length(s), s[m], s[length(s) + 1 - m])
  const { estimate, intercept, interval, slopes } = theilSenLine(speed, distance)
  expect(estimate).toBeCloseTo(3.6666666666667, 12)
  expect(intercept).toBeCloseTo(-15.6666666666667, 12)
  expect(slopes).toBe(1169)
  expect(interval!.lower).toBeCloseTo(2.9230769230769, 12)
  expect(interval!.upper).toBeCloseTo(4.5, 12)
  expect(interval!.method).toBe("normal approximation to Kendall's test")
})

const number = fc.integer({ min: -50, max: 50 })
const points = fc.array(fc.tuple(number, number), { minLength: 3, maxLength: 40 })
const line = (some: [number, number][], bend = (_: number, y: number) => y) =>
  theilSenLine(
    some.map(([x]) => x),
    some.map(([x, y]) => bend(x, y)),
  )

test('a line added to y is added to the line and its interval, and units scale it', () => {
  fc.assert(
    fc.property(points, number, number, (some, a, b) => {
      const plain = line(some)
      const moved = line(some, (x, y) => 3 * y + a + b * x)
      if (plain.estimate === undefined) return expect(moved.estimate).toBeUndefined()
      expect(moved.estimate).toBeCloseTo(3 * plain.estimate + b, 8)
      expect(moved.intercept).toBeCloseTo(3 * plain.intercept! + a, 6)
      if (plain.interval) expect(moved.interval!.lower).toBeCloseTo(3 * plain.interval.lower + b, 8)
    }),
  )
})

test('the order of the points does not matter, and the slope lies within its interval', () => {
  fc.assert(
    fc.property(points, (some) => {
      const { estimate, interval } = line(some)
      expect(line(some.toReversed())).toEqual(line(some))
      if (!interval) return
      expect(interval.lower).toBeLessThanOrEqual(estimate!)
      expect(interval.upper).toBeGreaterThanOrEqual(estimate!)
    }),
  )
})

test('a quarter of wild points does not carry the line away', () => {
  const x = Array.from({ length: 40 }, (_, i) => i)
  const y = x.map((value, i) => (i % 4 ? 2 * value + 1 : 1e6 * (i % 8 ? -1 : 1)))
  expect(theilSenLine(x, y).estimate).toBeCloseTo(2, 12)
})

test('one x, one point, none, or too many have no line, and it is said', () => {
  const said = (x: (number | null)[], y: number[]) => theilSenLine(x, y).warnings
  const constant = [{ code: 'constant-variable', values: { variable: 'x' } }]
  expect(said([], [])).toEqual(constant)
  expect(said([1], [2])).toEqual(constant)
  expect(said([3, 3, 3], [1, 2, 3])).toEqual(constant)
  expect(said([1, 2, 3], [1, 2, 4])).toEqual([{ code: 'too-few-for-level', values: { n: 3, level: 0.95 } }])
  const many = Array.from({ length: 2001 }, (_, i) => i)
  expect(said(many, many)).toEqual([{ code: 'too-many-points', values: { most: 2000 } }])
  expect(theilSenLine([1, null, 2], [1, 5, 3])).toMatchObject({ n: 2, missing: 1, estimate: 2 })
})

test('wrong input is told in one line', () => {
  expect(() => theilSenLine([1, 2], [1])).toThrow('measurements: expected as many x as y, found 2 and 1')
  expect(() => theilSenLine([1, 2], [1, 2], { level: 95 })).toThrow(
    'invalid confidence level; not in (0, 1): 95',
  )
})
