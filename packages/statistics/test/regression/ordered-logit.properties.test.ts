import fc from 'fast-check'
import { expect, test } from 'vitest'
import { modelFrame, orderedLogit } from '../../src/index.ts'
import { cars, housing } from './known-data.ts'
import { randomData, reversed } from './random-data.ts'

test('turning the order of the categories around flips the signs', () => {
  fc.assert(
    fc.property(randomData, (data) => {
      const one = orderedLogit(data, { intervals: 'none', termTests: false })
      const other = orderedLogit(reversed(data), { intervals: 'none', termTests: false })
      expect(other.logLik ?? 0).toBeCloseTo(one.logLik ?? 0, 8)
      one.coefficients.forEach(({ estimate, se }, i) => {
        if (estimate === undefined) expect(other.coefficients[i].estimate).toBeUndefined()
        else expect(Math.abs(other.coefficients[i].estimate! + estimate)).toBeLessThan(1e-6 * (se! + 1))
      })
    }),
    { seed: 1, numRuns: 150 },
  )
})

test('multiplying all weights by four divides standard errors by two and leaves estimates', () => {
  fc.assert(
    fc.property(randomData, (data) => {
      const one = orderedLogit(data, { intervals: 'none', termTests: false })
      const four = orderedLogit(
        { ...data, weights: data.weights.map((weight) => 4 * weight) },
        { intervals: 'none', termTests: false },
      )
      one.coefficients.forEach(({ estimate, se, limit }, i) => {
        expect(four.coefficients[i].limit).toBe(limit)
        if (estimate === undefined) return
        expect(Math.abs(four.coefficients[i].estimate! - estimate)).toBeLessThan(1e-6 * (se! + 1))
        expect(four.coefficients[i].se! / se!).toBeCloseTo(0.5, 6)
      })
    }),
    { seed: 2, numRuns: 100 },
  )
})

test('merged rows give what the single rows give', () => {
  const repeated = housing.weights.flatMap((weight, row) => Array<number>(weight).fill(row))
  const pick = (codes: number[]) => repeated.map((row) => codes[row])
  const single = {
    y: { ...housing.y, codes: pick(housing.y.codes) },
    x: Object.fromEntries(
      Object.entries(housing.x).map(([name, column]) => [name, { ...column, codes: pick(column.codes) }]),
    ),
  }
  expect(modelFrame(single).patterns).toBe(24)
  expect(orderedLogit(single).coefficients).toEqual(
    orderedLogit(housing).coefficients.map((coefficient) => ({
      ...coefficient,
      estimate: expect.closeTo(coefficient.estimate!, 10),
      se: expect.closeTo(coefficient.se!, 10),
      wald: expect.anything(),
      interval: expect.anything(),
    })),
  )
})

test('shifting and scaling a covariate scales its coefficient and nothing else', () => {
  const scaled = orderedLogit({
    ...cars,
    x: { wt: { type: 'numeric', values: cars.x.wt.values.map((value) => 1e6 + 1000 * value) } },
  })
  const plain = orderedLogit(cars)
  expect(scaled.logLik).toBeCloseTo(plain.logLik!, 8)
  expect(scaled.coefficients[0].estimate! * 1000).toBeCloseTo(plain.coefficients[0].estimate!, 7)
  expect(scaled.coefficients[0].wald?.z).toBeCloseTo(plain.coefficients[0].wald!.z, 7)
})

test('without separation the score is zero, with separation the supremum is above every finite fit', () => {
  fc.assert(
    fc.property(randomData, (data) => {
      const fit = orderedLogit(data, { intervals: 'none', termTests: false })
      if (fit.logLik === undefined) return
      expect(fit.converged).toBe(true)
      expect(fit.logLik).toBeGreaterThanOrEqual(fit.logLikNull! - 1e-9)
      for (const { limit, estimate, se } of fit.coefficients)
        if (limit === 'finite') expect([Math.abs(estimate!) < 100, se! < 1000]).toEqual([true, true])
    }),
    { seed: 3, numRuns: 300 },
  )
})

test('nothing in a result is NaN or infinite', () => {
  fc.assert(
    fc.property(randomData, (data) => {
      JSON.stringify(orderedLogit(data), (_, value) => {
        if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true)
        return value
      })
    }),
    { seed: 4, numRuns: 60 },
  )
})
