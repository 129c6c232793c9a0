import fc from 'fast-check'
import { expect, test } from 'vitest'
import { biasReducedLogit, logitFromMargins, type LogitMargins, orderedLogit } from '../../src/index.ts'

const published: LogitMargins = {
  factors: [
    {
      name: 'funding',
      levels: ['none', 'unbound', 'bound'],
      outcome: [
        [3, 5],
        [6, 2],
        [0, 7],
      ],
    },
    {
      name: 'load',
      levels: ['low', 'middle', 'high'],
      outcome: [
        [4, 3],
        [2, 2],
        [3, 9],
      ],
    },
  ],
  patterns: [4, 2, 2, 2, 2, 4, 1, 0, 6],
  categories: ['never_sometimes', 'often_always'],
}

// Case pub-51: R 4.2.2 glm on each of the three consistent joint tables, brglm2 0.9 AS_mean
test('published margins give the model of the rows', () => {
  const { likelihood, biasReduced } = logitFromMargins(published)
  expect(likelihood.logLik).toBeCloseTo(-9.02945306704668, 9)
  expect(likelihood.terms[0].likelihoodRatio?.statistic).toBeCloseTo(10.5430282470442, 8)
  expect(likelihood.coefficients.map(({ name, limit }) => [name, limit])).toEqual([
    ['funding=unbound', 'finite'],
    ['funding=bound', 'plus-infinity'],
    ['load=middle', 'finite'],
    ['load=high', 'finite'],
  ])
  expect(biasReduced.coefficients.map(({ estimate }) => estimate)).toEqual([
    expect.closeTo(-1.63674299118695, 8),
    expect.closeTo(1.80026469215434, 8),
    expect.closeTo(0.934252963485937, 8),
    expect.closeTo(1.20568910834598, 8),
  ])
})

test('the margins of any rows give what the rows give', () => {
  const rows = fc.array(fc.tuple(fc.nat(2), fc.nat(1), fc.nat(1)), { minLength: 4, maxLength: 40 })
  fc.assert(
    fc.property(rows, (of) => {
      const count = (test: (row: [number, number, number]) => boolean) => of.filter(test).length
      const factor = (name: string, levels: string[], at: 0 | 1) => ({
        ...{ name, levels },
        outcome: levels.map((_, level) =>
          [0, 1].map((y) => count((row) => row[at] === level && row[2] === y)),
        ),
      })
      const margins = logitFromMargins({
        factors: [factor('a', ['p', 'q', 'r'], 0), factor('b', ['s', 't'], 1)],
        patterns: [0, 1, 2].flatMap((a) => [0, 1].map((b) => count((row) => row[0] === a && row[1] === b))),
      })
      const data = {
        y: { levels: ['lower', 'higher'], codes: of.map((row) => row[2]) },
        x: {
          a: { type: 'factor', levels: ['p', 'q', 'r'], codes: of.map((row) => row[0]) },
          b: { type: 'factor', levels: ['s', 't'], codes: of.map((row) => row[1]) },
        },
      } as const
      const direct = orderedLogit(data)
      expect(margins.likelihood.separation).toMatchObject({ kind: direct.separation.kind })
      expect(margins.likelihood.logLik ?? 0).toBeCloseTo(direct.logLik ?? 0, 6)
      const reduced = biasReducedLogit(data, { profiles: false })
      if (direct.logLik !== undefined)
        reduced.coefficients.forEach(({ estimate }, i) => {
          if (estimate !== undefined)
            expect(margins.biasReduced.coefficients[i].estimate).toBeCloseTo(estimate, 5)
        })
    }),
    { seed: 1, numRuns: 60 },
  )
})

test('no units leave the model undefined', () => {
  const { likelihood, warnings } = logitFromMargins({
    factors: [{ name: 'a', levels: ['p'], outcome: [[0, 0]] }],
    patterns: [0],
  })
  expect(likelihood.logLik).toBeUndefined()
  expect(warnings).toEqual([{ code: 'no-observations' }])
})

test.each<[string, Partial<LogitMargins>]>([
  ['logit from margins: expected 9 patterns, found 2', { patterns: [1, 2] }],
  ['logit from margins: expected counts of at least 0, found -1', { patterns: [4, 2, 2, 2, 2, 4, 1, -1, 7] }],
  [
    'logit from margins: no joint table has the margins of funding, load',
    { patterns: [4, 2, 3, 2, 2, 4, 1, 0, 5] },
  ],
])('%s', (message, change) => {
  expect(() => logitFromMargins({ ...published, ...change })).toThrow(new RangeError(message))
})
