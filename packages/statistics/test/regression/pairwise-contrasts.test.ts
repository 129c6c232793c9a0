import fc from 'fast-check'
import { expect, test } from 'vitest'
import { orderedLogit, pairwiseContrasts } from '../../src/index.ts'
import { funding, housing, tabled } from './known-data.ts'
import { randomData } from './random-data.ts'

// R 4.2.2: clm(Sat ~ Infl + relevel(Type, 'Apartment') + Cont, weights = Freq, data = MASS::housing), and for the
// likelihood ratio 2 (logLik(m) - logLik(m with Terrace merged into Apartment))
test('a contrast between two levels that are not the reference', () => {
  const { contrasts } = pairwiseContrasts(housing, 'Type')
  expect(contrasts.map(({ name }) => name)).toEqual([
    'Apartment-Tower',
    'Atrium-Tower',
    'Atrium-Apartment',
    'Terrace-Tower',
    'Terrace-Apartment',
    'Terrace-Atrium',
  ])
  const [, , , , terrace] = contrasts
  expect(terrace.estimate).toBeCloseTo(-0.5186646569243, 8)
  expect(terrace.se).toBeCloseTo(0.1334269710582, 8)
  expect(terrace.wald?.p.p).toBeCloseTo(0.000101384243361, 10)
  expect(terrace.likelihoodRatio?.statistic).toBeCloseTo(15.2709310282, 7)
})

// Case pub-20
test('likelihood-ratio tests of separated contrasts use the supremum', () => {
  const { contrasts, warnings } = pairwiseContrasts(funding, 'funding')
  expect(contrasts.map(({ name, limit }) => [name, limit])).toEqual([
    ['unbound-none', 'finite'],
    ['bound-none', 'plus-infinity'],
    ['bound-unbound', 'plus-infinity'],
  ])
  expect(contrasts.map(({ likelihoodRatio }) => likelihoodRatio?.statistic)).toEqual([
    expect.closeTo(0.768560663460306, 8),
    expect.closeTo(6.56671207141973, 8),
    expect.closeTo(10.234733774515, 8),
  ])
  expect(warnings.map(({ code }) => code)).toEqual(['tests-not-adjusted', 'separation', 'separation'])
})

test('two levels that run off together have a finite difference', () => {
  const { contrasts } = pairwiseContrasts(
    tabled(
      'x',
      ['a', 'b', 'c'],
      ['no', 'yes'],
      [
        [0, 5],
        [2, 2],
        [3, 1],
      ],
    ),
    'x',
  )
  expect(contrasts.at(-1)).toMatchObject({ name: 'c-b', limit: 'finite' })
  expect(contrasts.at(-1)?.estimate).toBeCloseTo(Math.log(1 / 3), 10)
})

test('the contrasts with the reference are the coefficients', () => {
  fc.assert(
    fc.property(randomData, (data) => {
      const { coefficients } = orderedLogit(data)
      const { contrasts } = pairwiseContrasts(data, 'f')
      const reference = contrasts[0]?.against
      for (const { level, against, estimate, limit } of contrasts) {
        if (against !== reference) continue
        const coefficient = coefficients.find(({ name }) => name === `f=${level}`)!
        if (coefficient.limit === 'aliased') continue
        expect(limit).toBe(coefficient.limit)
        if (estimate !== undefined) expect(estimate).toBeCloseTo(coefficient.estimate!, 6)
      }
    }),
    { seed: 1, numRuns: 40 },
  )
})

test('one category of the outcome leaves no contrasts', () => {
  const { contrasts, warnings } = pairwiseContrasts(
    tabled(
      'x',
      ['a', 'b'],
      ['no', 'yes'],
      [
        [1, 0],
        [1, 0],
      ],
    ),
    'x',
  )
  expect(contrasts).toEqual([])
  expect(warnings).toEqual([{ code: 'no-contrasts', values: { term: 'x' } }])
})

test('a term that is no factor of the model is refused', () => {
  expect(() => pairwiseContrasts(housing, 'type')).toThrow(new RangeError('unknown factor: type'))
})
