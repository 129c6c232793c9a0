import { expect, test } from 'vitest'
import { modelFromMargins } from '../../src/index.ts'

const mainEffects = [['funding'], ['load']]

test('a main-effects logit needs only the two-way tables', () => {
  expect(modelFromMargins({ link: 'logit', terms: mainEffects, published: [['load'], ['funding']] })).toEqual(
    {
      identified: true,
      missing: [],
      reason: 'the published tables are the sufficient statistics of the model',
    },
  )
})

test('a finer published table serves the coarser terms', () => {
  const published = [['funding', 'load']]
  expect(modelFromMargins({ link: 'multinomial', terms: mainEffects, published }).identified).toBe(true)
})

test('an interaction needs its own table', () => {
  const terms = [...mainEffects, ['funding', 'load']]
  expect(modelFromMargins({ link: 'logit', terms, published: mainEffects })).toMatchObject({
    identified: false,
    missing: [['funding', 'load']],
  })
})

test('an ordered logit with two factors is no function of the two-way tables', () => {
  expect(modelFromMargins({ link: 'cumulative', terms: mainEffects, published: mainEffects })).toEqual({
    identified: false,
    missing: [['funding', 'load']],
    reason:
      'the link is not canonical: the likelihood needs the outcome by all attributes of the model at once',
  })
  expect(
    modelFromMargins({ link: 'cumulative', terms: [['funding']], published: mainEffects }).identified,
  ).toBe(true)
})

test('two attributes that are not known jointly do not identify a logit', () => {
  const model = { link: 'logit' as const, terms: mainEffects, published: mainEffects }
  expect(modelFromMargins({ ...model, attributesKnownJointly: false })).toMatchObject({
    identified: false,
    missing: [['funding', 'load']],
  })
})

test('a model without terms needs nothing', () => {
  expect(modelFromMargins({ link: 'logit', terms: [], published: [] }).identified).toBe(true)
})

test('an unknown link is refused', () => {
  expect(() => modelFromMargins({ link: 'cloglog' as 'logit', terms: [], published: [] })).toThrow(
    new RangeError('unknown link: cloglog'),
  )
})
