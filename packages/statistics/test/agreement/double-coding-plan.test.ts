import { expect, test } from 'vitest'
import { doubleCodingPlan, scottPi } from '../../src/index.ts'

const plan = { agreement: 0.8, shares: [5, 3, 2], width: 0.3 }

test('the planned units give an interval of the width asked for when codings turn out as expected', () => {
  const shares = [0.5, 0.3, 0.2]
  const { units } = doubleCodingPlan({ ...plan, draws: 0 })
  const codings = (n: number): number[][] =>
    shares.map((row, i) => shares.map((column, j) => n * ((i === j ? 0.8 * row : 0) + 0.2 * row * column)))
  const width = (n: number): number => {
    const { lower, upper } = scottPi({ table: codings(n) }).interval!
    return upper - lower
  }
  expect(width(units)).toBeLessThan(0.305)
  expect(width(units - 2)).toBeGreaterThan(0.3)
})

test('fewer units give wider intervals, and narrower ones need more units', () => {
  const { at, units } = doubleCodingPlan({ ...plan, draws: 100 })
  expect(at.map((planned) => planned.units)).toEqual([6, 12, 24])
  expect(at[0].width! > at[1].width! && at[1].width! > at[2].width!).toBe(true)
  expect(doubleCodingPlan({ ...plan, width: 0.15, draws: 0 }).units).toBeGreaterThan(3 * units)
  expect(doubleCodingPlan({ ...plan, coders: 4, draws: 0 }).units).toBeLessThan(units)
})

test('one unit gives no interval, six often none', () => {
  const { at, warnings } = doubleCodingPlan({ ...plan, show: [1, 6] })
  expect(at[0]).toMatchObject({ width: undefined, simulatedWidth: undefined, withoutInterval: 1 })
  expect(at[1].withoutInterval).toBeGreaterThan(0.2)
  expect(warnings).toEqual([{ code: 'no-interval', values: { units: 1 } }])
})

test('with two categories the error behind the interval is that of Bloch and Kraemer', () => {
  // Bloch and Kraemer 1989; Donner and Eliasziw 1992, eq. 2, the intraclass kappa of two raters:
  // var = (1 - k) / n * ((1 - k) * (1 - 2 * k) + k * (2 - k) / (2 * p * (1 - p)))
  for (const [k, p] of [
    [0.6, 0.3],
    [0.8, 0.1],
    [0.2, 0.5],
  ]) {
    const error = Math.sqrt(((1 - k) / 24) * ((1 - k) * (1 - 2 * k) + (k * (2 - k)) / (2 * p * (1 - p))))
    const [{ interval }] = doubleCodingPlan({
      agreement: k,
      shares: [p, 1 - p],
      width: 0.3,
      show: [24],
      draws: 0,
    }).at
    const reach = (Math.atanh(interval!.upper) - Math.atanh(interval!.lower)) / 2
    // qt(.975, 23) in R
    expect((reach * (1 - k ** 2)) / 2.06865761041904).toBeCloseTo(error, 8)
  }
})

test('the seed reaches the simulation', () => {
  expect(doubleCodingPlan({ ...plan, seed: 7 })).toEqual(doubleCodingPlan({ ...plan, seed: 7 }))
  expect(doubleCodingPlan({ ...plan, seed: 7 }).at).not.toEqual(doubleCodingPlan({ ...plan, seed: 8 }).at)
})

test('plans that cannot be made are refused by name', () => {
  const refused = (change: object, message: string): void =>
    expect(() => doubleCodingPlan({ ...plan, ...change })).toThrow(message)
  refused({ agreement: 1 }, 'double coding: expected an agreement from 0 to below 1, found 1')
  refused({ width: 0 }, 'double coding: expected a width above 0, found 0')
  refused({ shares: [1, 0] }, 'double coding: expected at least two categories with a share above 0, found 1')
  refused({ coders: 1 }, 'double coding: expected 2 to 8 coders, found 1')
})
