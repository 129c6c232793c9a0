import { describe, expect, test } from 'vitest'
import { orderedLogit } from '../../src/index.ts'
import { cars, funding, judges, tabled, wine } from './known-data.ts'

describe('reference values', () => {
  // R 4.2.2: m <- ordinal::clm(rating ~ temp + contact, data = wine); summary(m); drop1(m, test = 'Chisq')
  test('ratings of wine by temperature and contact', () => {
    const fit = orderedLogit(wine)
    expect(fit.thresholds.map(({ name }) => name)).toEqual(['1|2', '2|3', '3|4', '4|5'])
    expect(fit.thresholds[3].estimate).toBeCloseTo(5.00640420427, 8)
    const [temp, contact] = fit.coefficients
    expect(temp).toMatchObject({ name: 'temp=warm', term: 'temp', level: 'warm', limit: 'finite' })
    expect(temp.estimate).toBeCloseTo(2.50310200789956, 9)
    expect(contact.se).toBeCloseTo(0.476622629648342, 9)
    expect(contact.wald?.p.p).toBeCloseTo(0.00134843952860623, 10)
    expect(fit.terms.map(({ likelihoodRatio }) => likelihoodRatio?.statistic)).toEqual([
      expect.closeTo(26.92797513, 7),
      expect.closeTo(11.04300431, 7),
    ])
    expect(fit.covariance.values[4][5]).toBeCloseTo(0.0481350684082, 8)
    expect(fit.warnings).toEqual([])
  })

  // uniroot on 2 (logLik(m) - logLik(clm(rating ~ contact + offset(b * (temp == 'warm'))))) - qchisq(.95, 1), tol 1e-13
  test('profile-likelihood interval', () => {
    const { interval } = orderedLogit(wine).coefficients[0]
    expect(interval?.lower).toBeCloseTo(1.50974834109, 9)
    expect(interval?.upper).toBeCloseTo(3.59518822962, 9)
  })

  // confint(m, type = 'Wald')
  test('Wald interval', () => {
    const { interval } = orderedLogit(wine, { intervals: 'wald' }).coefficients[1]
    expect(interval?.lower).toBeCloseTo(0.593634469768, 7)
    expect(interval?.upper).toBeCloseTo(2.461960846422, 7)
  })

  // sqrt(diag(sandwich::vcovCL(m, cluster = wine$judge)))
  test('cluster-robust standard errors, with few clusters named', () => {
    const fit = orderedLogit({ ...wine, clusters: judges })
    expect(fit.coefficients.map(({ robust }) => robust?.se)).toEqual([
      expect.closeTo(0.353901520951, 8),
      expect.closeTo(0.434397757531, 8),
    ])
    expect(fit.coefficients[0].robust?.df).toBe(8)
    expect(fit.warnings).toEqual([{ code: 'few-clusters', values: { clusters: 9 } }])
  })

  // glm(am ~ wt, data = mtcars, family = binomial, control = list(epsilon = 1e-15, maxit = 100)), confint (interpolated)
  test('binary outcome on a covariate', () => {
    const { estimate, se, interval } = orderedLogit(cars).coefficients[0]
    expect(estimate).toBeCloseTo(-4.023969962173, 9)
    expect(se).toBeCloseTo(1.436527743689, 7)
    expect(interval?.lower).toBeCloseTo(-7.699, 3)
    expect(interval?.upper).toBeCloseTo(-1.833, 3)
  })

  // logit of a 2 × 2 table: log (30 · 40 / (20 · 10)), variance Σ 1/n
  test('the log odds ratio of a 2 × 2 table', () => {
    const fit = orderedLogit(
      tabled(
        'x',
        ['a', 'b'],
        ['no', 'yes'],
        [
          [30, 20],
          [10, 40],
        ],
      ),
    )
    expect(fit.coefficients[0].estimate).toBeCloseTo(Math.log(6), 12)
    expect(fit.coefficients[0].se).toBeCloseTo(Math.sqrt(1 / 30 + 1 / 20 + 1 / 10 + 1 / 40), 12)
  })
})

describe('separation', () => {
  // lower bound: uniroot as above over offset(b * (funding == 'bound')); the rest as in pub-20
  test('a coefficient that runs to infinity has no estimate, and a bound on one side', () => {
    const fit = orderedLogit(funding)
    const [unbound, bound] = fit.coefficients
    expect(unbound.estimate).toBeCloseTo(-0.824369121612705, 9)
    expect(bound).toMatchObject({
      limit: 'plus-infinity',
      estimate: undefined,
      se: undefined,
      wald: undefined,
    })
    expect(bound.interval?.lower).toBeCloseTo(0.827913510807, 9)
    expect(bound.interval?.upper).toBeUndefined()
    expect(fit.terms[0]).toMatchObject({ wald: undefined })
    expect(fit.covariance.names).toEqual([
      'not_mentioned|to_some_degree',
      'to_some_degree|often',
      'funding=unbound',
    ])
    expect(fit.warnings[0]).toEqual({
      code: 'separation',
      values: {
        ...{ coefficient: 'funding=bound', term: 'funding', limit: 'plus-infinity', kind: 'quasi-complete' },
        ...{ alike: 'bound', observations: 8, category: 'often' },
      },
    })
  })

  test('with a separated reference the other levels run off and their difference stays finite', () => {
    const fit = orderedLogit(
      tabled(
        'x',
        ['a', 'b', 'c'],
        ['low', 'middle', 'high'],
        [
          [0, 0, 5],
          [2, 2, 1],
          [1, 2, 2],
        ],
      ),
    )
    expect(fit.coefficients.map(({ limit }) => limit)).toEqual(['minus-infinity', 'minus-infinity'])
    expect(fit.thresholds.map(({ limit }) => limit)).toEqual(['minus-infinity', 'minus-infinity'])
    expect(fit.separation.coefficients[0].alike).toEqual({ level: 'a', observations: 5, category: 'high' })
  })
})

describe('edges', () => {
  const empty = { y: { levels: ['a', 'b'], codes: [] }, x: {} }

  test('no rows', () => {
    const fit = orderedLogit(empty)
    expect(fit).toMatchObject({ n: 0, logLik: undefined, coefficients: [], aic: undefined })
    expect(fit.warnings).toEqual([{ code: 'no-observations' }])
  })

  test('one category', () => {
    const fit = orderedLogit({ y: { levels: ['a', 'b'], codes: [1, 1] }, x: {} })
    expect(fit.logLik).toBeUndefined()
    expect(fit.warnings).toEqual([{ code: 'one-category', values: { n: 2 } }])
  })

  test('no explanatory columns', () => {
    const fit = orderedLogit({ y: { levels: ['a', 'b'], codes: [0, 1, 1, 1] }, x: {} })
    expect(fit.thresholds[0].estimate).toBeCloseTo(-Math.log(3), 12)
    expect(fit.likelihoodRatio).toBeUndefined()
  })

  test('a missing value leaves the row out and is counted', () => {
    const fit = orderedLogit({
      y: { levels: ['a', 'b'], values: ['a', 'b', null, 'b', 'a'] },
      x: { v: { type: 'numeric', values: [1, 2, 3, null, 4] } },
    })
    expect(fit).toMatchObject({ n: 3, dropped: 2 })
    expect(fit.warnings[0]).toEqual({ code: 'rows-dropped', values: { rows: 2 } })
  })

  test('empty categories, empty levels and repeated columns are left out by name', () => {
    const fit = orderedLogit({
      y: { levels: ['a', 'b', 'c'], codes: [0, 2, 2, 0, 2, 0] },
      x: {
        f: { type: 'factor', levels: ['r', 's', 't', 'u'], codes: [1, 1, 2, 2, 2, 1] },
        v: { type: 'numeric', values: [1, 2, 3, 4, 6, 5] },
        w: { type: 'numeric', values: [2, 4, 6, 8, 12, 10] },
      },
    })
    expect(fit.categories).toEqual(['a', 'c'])
    expect(fit.coefficients.map(({ name, limit }) => [name, limit])).toEqual([
      ['f=t', 'finite'],
      ['v', 'finite'],
      ['f=r', 'aliased'],
      ['f=u', 'aliased'],
      ['w', 'aliased'],
    ])
    expect(fit.warnings.slice(0, 5)).toEqual([
      { code: 'empty-category', values: { category: 'b' } },
      { code: 'empty-reference', values: { term: 'f', declared: 'r', used: 's' } },
      { code: 'aliased', values: { coefficient: 'f=r', term: 'f', reason: 'no-observations' } },
      { code: 'aliased', values: { coefficient: 'f=u', term: 'f', reason: 'no-observations' } },
      { code: 'aliased', values: { coefficient: 'w', term: 'w', reason: 'collinear' } },
    ])
  })
})

describe('invalid input', () => {
  const y = { levels: ['a', 'b'], values: ['a', 'b'] }
  test.each<[string, () => unknown]>([
    ['invalid confidence level; not in (0, 1): 95', () => orderedLogit({ y, x: {} }, { level: 95 })],
    ['invalid weight; not a number of at least 0: -1', () => orderedLogit({ y, x: {}, weights: [1, -1] })],
    [
      'expected as many v as outcomes, 2; found 1',
      () => orderedLogit({ y, x: { v: { type: 'numeric', values: [1] } } }),
    ],
    ['unknown level of y: c', () => orderedLogit({ y: { levels: ['a', 'b'], values: ['a', 'c'] }, x: {} })],
    [
      'unknown code of f; expected 0 to 1: 2',
      () => orderedLogit({ y, x: { f: { type: 'factor', levels: ['r', 's'], codes: [0, 2] } } }),
    ],
  ])('%s', (message, call) => {
    expect(call).toThrow(new RangeError(message))
  })
})
