import fc from 'fast-check'
import { expect, test } from 'vitest'
import { averageMarginalEffects } from '../../src/index.ts'
import { cars, funding, housing, judges, tabled, wine } from './known-data.ts'
import { randomData } from './random-data.ts'

// R 4.2.2: m <- clm(Sat ~ Infl + Type + Cont, weights = Freq, data = MASS::housing); mean difference of fitted
// probabilities with Type = 'Atrium' and 'Tower', delta method by central differences over vcov(m)
test('effects of a level on every category', () => {
  const effects = averageMarginalEffects(housing).effects.filter(({ level }) => level === 'Atrium')
  expect(effects.map(({ category, against }) => [category, against])).toEqual([
    ['Low', 'Tower'],
    ['Medium', 'Tower'],
    ['High', 'Tower'],
  ])
  expect(effects.map(({ estimate }) => estimate)).toEqual([
    expect.closeTo(0.06919015674, 9),
    expect.closeTo(0.0163831795549, 9),
    expect.closeTo(-0.0855733362949, 9),
  ])
  expect(effects.map(({ se }) => se)).toEqual([
    expect.closeTo(0.02976527247, 8),
    expect.closeTo(0.00684707475, 8),
    expect.closeTo(0.03596752858, 8),
  ])
})

// R: m <- glm(am ~ wt, data = mtcars, family = binomial, control = list(epsilon = 1e-15, maxit = 100))
// mean(dlogis(predict(m))) * coef(m)[2]
test('the effect of a covariate is the mean slope', () => {
  const [automatic, manual] = averageMarginalEffects(cars).effects
  expect(manual.estimate).toBeCloseTo(-0.3697578622, 8)
  expect(automatic.estimate).toBeCloseTo(-manual.estimate, 12)
  expect(manual.against).toBeUndefined()
})

test('in a 2 × 2 table the effect is the difference of proportions with its usual error', () => {
  const data = tabled(
    'x',
    ['a', 'b'],
    ['no', 'yes'],
    [
      [6, 4],
      [5, 15],
    ],
  )
  const [, yes] = averageMarginalEffects(data).effects
  expect(yes.estimate).toBeCloseTo(0.75 - 0.4, 10)
  expect(yes.se).toBeCloseTo(Math.sqrt((0.4 * 0.6) / 10 + (0.75 * 0.25) / 20), 10)
})

test('the effects on all categories sum to zero', () => {
  fc.assert(
    fc.property(randomData, (data) => {
      const { effects } = averageMarginalEffects(data)
      for (const name of new Set(effects.map((effect) => effect.name))) {
        const own = effects.filter((effect) => effect.name === name)
        expect(own.reduce((sum, { estimate }) => sum + estimate, 0)).toBeCloseTo(0, 10)
      }
    }),
    { seed: 1, numRuns: 80 },
  )
})

test('clusters change the errors and the words, not the effects', () => {
  const plain = averageMarginalEffects(wine)
  const robust = averageMarginalEffects({ ...wine, clusters: judges })
  expect(robust.method).toBe(
    'average marginal effects, maximum likelihood, cluster-robust errors, delta method',
  )
  expect(robust.effects[0].estimate).toBe(plain.effects[0].estimate)
  expect(robust.effects[0].se).not.toBeCloseTo(plain.effects[0].se!, 3)
})

test('separated data get bias-reduced effects, named as such', () => {
  expect(averageMarginalEffects(funding)).toMatchObject({
    method: 'average marginal effects, mean bias-reduced (Kosmidis 2014), delta method',
    warnings: [{ code: 'separation' }],
  })
})

test('one category leaves no effects', () => {
  expect(averageMarginalEffects({ y: { levels: ['a', 'b'], codes: [0] }, x: {} })).toMatchObject({
    effects: [],
    warnings: [{ code: 'one-category', values: { n: 1 } }],
  })
})

test('a level of 95 is refused', () => {
  expect(() => averageMarginalEffects(cars, { level: 95 })).toThrow(
    new RangeError('invalid confidence level; not in (0, 1): 95'),
  )
})
