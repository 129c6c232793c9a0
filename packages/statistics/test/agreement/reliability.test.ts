import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cronbachAlpha, intraclassCorrelation } from '../../src/index.ts'

// Shrout and Fleiss 1979, table 2: six subjects, four judges.
const judged = [
  [9, 2, 5, 8],
  [6, 1, 3, 2],
  [8, 4, 6, 8],
  [7, 1, 2, 6],
  [10, 5, 6, 9],
  [6, 2, 4, 7],
]

test('the six intraclass correlations of Shrout and Fleiss have the values and limits of psych', () => {
  const { oneWay, twoWayRandom, twoWayMixed } = intraclassCorrelation(judged)
  // psych::ICC(m, lmer = FALSE)$results
  const forms = [
    oneWay.single,
    twoWayRandom.single,
    twoWayMixed.single,
    oneWay.average,
    twoWayRandom.average,
    twoWayMixed.average,
  ]
  const known = [
    [0.165741768405476, -0.1329323248747509, 0.722560062328121],
    [0.289763779527559, 0.018786513374712, 0.761084369648953],
    [0.714840714840715, 0.3424647650339254, 0.94585825995536],
    [0.442797133679269, -0.884442155238119, 0.912415420340776],
    [0.620050547598989, 0.0711368153025035, 0.927232040167722],
    [0.909315542377069, 0.6756747138163047, 0.985891678169062],
  ]
  forms.forEach(({ estimate, interval }, i) =>
    [estimate, interval!.lower, interval!.upper].forEach((value, j) =>
      expect(value).toBeCloseTo(known[i][j], 8),
    ),
  )
  expect(oneWay.single.pValue!.p).toBeCloseTo(0.164768808344639611, 10)
  expect(twoWayMixed.single.pValue!.p).toBeCloseTo(0.000134566516484337, 12)
})

test("Cronbach's alpha is psych's, and the intraclass correlation of the mean of fixed raters", () => {
  // psych::alpha(data.frame(a = c(1,2,3,4), b = c(2,2,4,3)))$total$raw_alpha
  expect(
    cronbachAlpha([
      [1, 2],
      [2, 2],
      [3, 4],
      [4, 3],
    ]).estimate,
  ).toBeCloseTo(0.784313725490196, 12)
  const alpha = cronbachAlpha(judged)
  const { average } = intraclassCorrelation(judged).twoWayMixed
  expect(alpha.estimate).toBeCloseTo(average.estimate!, 12)
  expect(alpha.interval!.lower).toBeCloseTo(average.interval!.lower, 10)
})

const scores = fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 3, maxLength: 3 }), {
  minLength: 4,
  maxLength: 12,
})

test('shifting one rater moves only the forms in which levels count', () => {
  fc.assert(
    fc.property(scores, (rows) => {
      const plain = intraclassCorrelation(rows)
      const shifted = intraclassCorrelation(rows.map(([a, b, c]) => [a + 5, b, c]))
      if (plain.twoWayMixed.single.estimate === undefined) return
      expect(shifted.twoWayMixed.single.estimate).toBeCloseTo(plain.twoWayMixed.single.estimate, 9)
      expect(cronbachAlpha(rows.map(([a, b, c]) => [a + 5, b, c])).estimate ?? 0).toBeCloseTo(
        cronbachAlpha(rows).estimate ?? 0,
        9,
      )
    }),
    { seed: 2, numRuns: 80 },
  )
})

test('subjects with a gap are left out and counted', () => {
  const gaps = [...judged, [9, null, 5, 8], [1, 2, undefined, NaN]]
  expect(intraclassCorrelation(gaps)).toMatchObject({ subjects: 6, raters: 4, missing: 2 })
  expect(cronbachAlpha(gaps)).toMatchObject({ estimate: cronbachAlpha(judged).estimate, missing: 2, n: 6 })
})

test('an item without variance is left out of alpha and named', () => {
  const alpha = cronbachAlpha(judged.map((row) => [...row, 3]))
  expect(alpha.estimate).toBe(cronbachAlpha(judged).estimate)
  expect(alpha.warnings).toEqual([{ code: 'constant-item', values: { item: 5 } }])
})

test('nothing varying or one subject is undefined, perfect agreement has no interval', () => {
  for (const rows of [
    [],
    [[1, 2, 3]],
    [
      [2, 2],
      [2, 2],
    ],
  ]) {
    expect(cronbachAlpha(rows).estimate).toBeUndefined()
    expect(intraclassCorrelation(rows).oneWay.single).toMatchObject({
      estimate: undefined,
      interval: undefined,
    })
  }
  const perfect = intraclassCorrelation([
    [1, 1],
    [2, 2],
    [5, 5],
  ])
  expect(perfect.twoWayRandom.single).toMatchObject({ estimate: 1, interval: undefined, pValue: undefined })
})

test('scores that do not fit are refused by name', () => {
  expect(() => cronbachAlpha([[1, 2], [1]])).toThrow('scores: expected 2 scores for subject 2, found 1')
  expect(() => intraclassCorrelation([[1, Infinity]])).toThrow(
    'scores: expected a finite number or nothing for subject 1, found Infinity',
  )
  expect(() => cronbachAlpha(judged, { level: 1 })).toThrow('invalid confidence level; not in (0, 1): 1')
})
