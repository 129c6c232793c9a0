import { expect, test } from 'vitest'
import { seededRandom } from '../src/seeded-random.ts'

test('the same seed gives the same numbers and another seed others', () => {
  const draws = (seed: number) => {
    const random = seededRandom(seed)
    return [random.uniform(), random.normal(), random.integer(10), ...random.shuffle([1, 2, 3, 4, 5])]
  }
  expect(draws(1)).toEqual(draws(1))
  expect(draws(1)).not.toEqual(draws(2))
  expect(seededRandom(7).seed).toBe(7)
})

test('uniform numbers fill the unit interval evenly', () => {
  const random = seededRandom(3)
  const bins = new Array<number>(10).fill(0)
  for (let i = 0; i < 100_000; i++) bins[Math.floor(random.uniform() * 10)]++
  // χ² on 9 degrees of freedom: 27.9 is its 0.1 % point.
  expect(bins.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0)).toBeLessThan(27.9)
})

test('normal numbers have mean 0, variance 1 and the tails they should', () => {
  const random = seededRandom(4)
  let sum = 0
  let squares = 0
  let beyond = 0
  for (let i = 0; i < 100_000; i++) {
    const z = random.normal()
    sum += z
    squares += z * z
    if (Math.abs(z) > 1.959963984540054) beyond++
  }
  expect(Math.abs(sum / 100_000)).toBeLessThan(0.0127)
  expect(Math.abs(squares / 100_000 - 1)).toBeLessThan(0.018)
  expect(Math.abs(beyond / 100_000 - 0.05)).toBeLessThan(0.0028)
})

test('all orders of three are equally likely', () => {
  const random = seededRandom(5)
  const orders = new Map<string, number>()
  for (let i = 0; i < 60_000; i++) {
    const order = random.shuffle([1, 2, 3]).join('')
    orders.set(order, (orders.get(order) ?? 0) + 1)
  }
  expect(orders.size).toBe(6)
  // χ² on 5 degrees of freedom: 20.5 is its 0.1 % point.
  expect([...orders.values()].reduce((sum, n) => sum + (n - 10_000) ** 2 / 10_000, 0)).toBeLessThan(20.5)
})

test('a seed that is not a 32-bit whole number is refused', () => {
  for (const seed of [-1, 0.5, 4294967296, NaN])
    expect(() => seededRandom(seed)).toThrow(
      new RangeError(`invalid seed; not a whole number from 0 to 4294967295: ${seed}`),
    )
})
