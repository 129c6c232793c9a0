import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  betaCdf,
  betaQuantile,
  betaTail,
  binomialCdf,
  binomialTail,
  chiSquareQuantile,
  chiSquareTail,
  fTail,
  logChoose,
  logFactorial,
  logGamma,
  normalCdf,
  normalDensity,
  normalQuantile,
  normalTail,
  normalTwoSided,
  tQuantile,
  tTail,
  tTwoSided,
} from '../src/distributions.ts'
import { fixedRuns } from './arbitrary-table.ts'

/** Relative agreement to twelve digits with what R prints. */
function sameAsR(got: number, want: number): void {
  expect(got / want).toBeCloseTo(1, 11)
}

test('normal tails and quantiles are those of R however far out', () => {
  // pnorm(c(1, 10, 35), lower = FALSE); qnorm(c(1e-300, 1e-20, .025))
  sameAsR(normalTail(1), 0.158655253931457)
  sameAsR(normalTail(10), 7.619853024160527e-24)
  sameAsR(normalTail(35), 1.124910706472406e-268)
  sameAsR(normalTwoSided(-10), 2 * 7.619853024160527e-24)
  sameAsR(normalCdf(-10), 7.619853024160527e-24)
  sameAsR(normalQuantile(1e-300), -37.0470962993612)
  sameAsR(normalQuantile(1e-20), -9.262340089798405)
  sameAsR(normalQuantile(0.025), -1.959963984540054)
  expect(normalQuantile(0.5)).toBe(0)
  sameAsR(normalDensity(0), 1 / Math.sqrt(2 * Math.PI))
})

test('χ² tails and quantiles are those of R up to a million degrees of freedom', () => {
  // pchisq(c(106.175058541183, 1e5, 1e6 + 5000), c(4, 1e5, 1e6), lower = FALSE); qchisq(c(.001, .95), c(3, 1e5))
  sameAsR(chiSquareTail(106.175058541183, 4), 4.758566283840795e-22)
  sameAsR(chiSquareTail(1e5, 1e5), 0.4994052918952067)
  sameAsR(chiSquareTail(1_005_000, 1e6), 0.00020767800946703)
  sameAsR(chiSquareQuantile(0.001, 3), 0.02429758581569273)
  sameAsR(chiSquareQuantile(0.95, 1e5), 100736.736177319)
  expect(chiSquareTail(0, 0)).toBe(1)
  expect(chiSquareTail(1, 0)).toBe(0)
})

test("Student's tails and quantiles are those of R", () => {
  // pt(c(2, 40), c(5, 22), lower = FALSE); qt(c(1e-10, .975), c(2, 5.5))
  sameAsR(tTail(2, 5), 0.05096973941492914)
  sameAsR(tTail(40, 22), 2.4186461663094e-22)
  sameAsR(tTwoSided(-2, 5), 2 * 0.05096973941492914)
  sameAsR(tQuantile(1e-10, 2), -70710.67810804815)
  sameAsR(tQuantile(0.975, 5.5), 2.50185861758924)
  sameAsR(tTail(1, Infinity), 0.158655253931457)
  sameAsR(tQuantile(0.025, Infinity), -1.959963984540054)
  sameAsR(tTail(-2, 5), 1 - 0.05096973941492914)
})

test('F tails are those of R', () => {
  // pf(c(5, 20), c(3, 2.5), c(50, 1000), lower = FALSE)
  sameAsR(fTail(5, 3, 50), 0.004134785690693929)
  sameAsR(fTail(20, 2.5, 1000), 6.259581855691601e-11)
  expect(fTail(0, 3, 50)).toBe(1)
})

test('beta and binomial chances are those of R', () => {
  // qbeta(c(.025, .975), c(7, .5), c(3, 80)); pbinom(300, 1000, .5); pbinom(2, 30, .3); pbinom(699, 1000, .5, lower = FALSE)
  sameAsR(betaQuantile(0.025, 7, 3), 0.3999064262836878)
  sameAsR(betaQuantile(0.975, 0.5, 80), 0.03100643223850563)
  sameAsR(betaCdf(0.3, 2, 5), 0.5798250000000001)
  sameAsR(betaTail(0.3, 2, 5), 0.4201749999999999)
  sameAsR(binomialCdf(300, 1000, 0.5), 8.832839003974623e-38)
  sameAsR(binomialCdf(2, 30, 0.3), 0.002113178148886534)
  sameAsR(binomialTail(700, 1000, 0.5), 8.832839003974623e-38)
  expect(binomialTail(0, 5, 0.5)).toBe(1)
  expect(binomialCdf(5, 5, 0.5)).toBe(1)
})

test('log factorials are those of R on both sides of the table that is kept', () => {
  // lgamma(c(11, 5001, 1e7 + 1)); lchoose(50, 20)
  sameAsR(logFactorial(10), 15.10441257307552)
  sameAsR(logFactorial(5000), 37591.14350887677)
  sameAsR(logFactorial(1e7), 151180965.4875696)
  sameAsR(logChoose(50, 20), 31.48391414218938)
  expect(logChoose(5, 6)).toBe(-Infinity)
  for (const n of [4094, 4095, 4096, 4097])
    expect(Math.abs(logFactorial(n) / logGamma(n + 1) - 1)).toBeLessThan(1e-15)
})

test('quantiles undo the tails', () => {
  const chance = fc.double({ min: 1e-8, max: 1 - 1e-8, noNaN: true })
  fc.assert(
    fc.property(chance, fc.double({ min: 0.6, max: 5000, noNaN: true }), (p, df) => {
      expect(normalCdf(normalQuantile(p))).toBeCloseTo(p, 12)
      expect(1 - chiSquareTail(chiSquareQuantile(p, df), df)).toBeCloseTo(p, 9)
      expect(1 - tTail(tQuantile(p, df), df)).toBeCloseTo(p, 9)
    }),
    fixedRuns,
  )
})
