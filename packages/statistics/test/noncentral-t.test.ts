import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tTail } from '../src/distributions.ts'
import { noncentralTCdf, noncentralTShift } from '../src/noncentral-t.ts'

test('the noncentral t distribution is that of R', () => {
  // pt(c(1, 2, -1, 3, .5), c(5, 1, 10, 200, 2), c(.5, 3, -2, 2.5, 4))
  const known: [number, number, number, number][] = [
    [1, 5, 0.5, 0.666535702686992],
    [2, 1, 3, 0.179562496551772],
    [-1, 10, -2, 0.841484940462505],
    [3, 200, 2.5, 0.688197683849817],
    [0.5, 2, 4, 0.00027885810491254],
  ]
  for (const [t, df, shift, p] of known) expect(noncentralTCdf(t, df, shift)).toBeCloseTo(p, 12)
})

test('without a shift it is the central distribution, and turning all signs turns the tail', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -8, max: 8, noNaN: true }),
      fc.integer({ min: 1, max: 300 }),
      fc.double({ min: -6, max: 6, noNaN: true }),
      (t, df, shift) => {
        expect(noncentralTCdf(t, df, 0)).toBeCloseTo(1 - tTail(t, df), 10)
        expect(noncentralTCdf(-t, df, -shift)).toBeCloseTo(1 - noncentralTCdf(t, df, shift), 10)
      },
    ),
    { seed: 1, numRuns: 60 },
  )
})

test('the shift found gives back the chance it was found for, also far out', () => {
  for (const t of [-50, -2, 0, 0.3, 7, 400])
    for (const df of [1, 6, 1000])
      for (const p of [0.025, 0.5, 0.975])
        expect(noncentralTCdf(t, df, noncentralTShift(p, t, df))).toBeCloseTo(p, 9)
})
