import { expect, test } from 'vitest'
import { differences, leadP, lookOf, type Result } from '../src/index.ts'

const text = (word: string) => ({ da: word, en: word })
const named = (id: string) => ({ id, label: text(id) })
const table = (counts: number[][], gamma: number): Result => ({
  format: 1,
  study: { id: 's', title: text('S'), citation: 'S (2017).', year: 2017, synthetic: false },
  relation: { study: 's', x: 'x', y: 'y', where: [] },
  ...{ x: named('x'), y: named('y'), unit: { id: 'u', plural: text('us') }, notes: [] },
  parts: [
    {
      answer: {
        ...{ kind: 'crosstab', source: 'rows', missing: [{ variable: 'y', reason: 'not_asked', n: 2 }] },
        ...{
          rows: [named('a'), named('b')],
          columns: [named('c'), named('d')],
          counts,
          n: counts.flat().reduce((s, n) => s + n),
        },
      },
      statistics: [{ id: 'gamma', estimate: gamma, p: 0.01, method: 'ASE0' }],
    },
  ],
})

test('the same result has no differences', () => {
  expect(
    differences(
      table(
        [
          [1, 2],
          [3, 4],
        ],
        0.5,
      ),
      table(
        [
          [1, 2],
          [3, 4],
        ],
        0.5,
      ),
    ),
  ).toEqual([])
})

test('numbers that differ are told with their place and both values, to the last digit', () => {
  expect(
    differences(
      table(
        [
          [1, 2],
          [3, 4],
        ],
        0.5,
      ),
      table(
        [
          [1, 2],
          [2, 5],
        ],
        0.5000000000000001,
      ),
    ),
  ).toEqual([
    { kind: 'number', path: 'counts.b.c', at: text('b × c'), kept: 3, now: 2 },
    { kind: 'number', path: 'counts.b.d', at: text('b × d'), kept: 4, now: 5 },
    {
      kind: 'number',
      path: 'gamma.estimate',
      at: { da: 'Goodman–Kruskals gamma: skøn', en: 'Goodman–Kruskal gamma: estimate' },
      kept: 0.5,
      now: 0.5000000000000001,
    },
  ])
})

test('a statistic that is no longer there, or new, has one value only; words that changed come last', () => {
  const now = table(
    [
      [1, 2],
      [3, 4],
    ],
    0.5,
  )
  now.parts[0].statistics = [{ id: 'tauB', estimate: 0.4, method: 'b' }]
  now.notes = [text('mind')]
  const found = differences(
    table(
      [
        [1, 2],
        [3, 4],
      ],
      0.5,
    ),
    now,
  )
  expect(found.map(({ kind, path, kept, now }) => [kind, path, kept, now])).toEqual([
    ['number', 'gamma.estimate', 0.5, undefined],
    ['number', 'gamma.p', 0.01, undefined],
    ['number', 'tauB.estimate', undefined, 0.4],
    ['words', 'answer', expect.any(String), expect.any(String)],
    ['words', 'notes', '[]', '[{"da":"mind","en":"mind"}]'],
  ])
})

test('the p that counts is the one that respects the design, at its largest; then of gamma, then of χ²', () => {
  const gamma = { id: 'gamma', estimate: 0.6, p: 0.01, method: '' }
  const chi2 = { id: 'chi2', estimate: 9, p: 0.03, method: '' }
  expect(leadP([gamma, chi2, { id: 'design', p: 0.07, pHigh: 0.24, method: '' }])).toEqual({
    p: 0.24,
    of: 'design',
  })
  expect(leadP([chi2, gamma, { id: 'design', p: 0.07, method: '' }])).toEqual({ p: 0.07, of: 'design' })
  expect(leadP([chi2, gamma])).toEqual({ p: 0.01, of: 'gamma' })
  expect(leadP([{ id: 'gamma', method: '' }, chi2])).toEqual({ p: 0.03, of: 'chi2' })
  expect(leadP([])).toBeUndefined()
})

test('x by y and y by x are one look, in every edition; another filter is another look', () => {
  const one = { study: 's', x: 'b', y: 'a', where: [] }
  expect(lookOf(one)).toBe('?study=s&x=a&y=b')
  expect(lookOf({ ...one, x: 'a', y: 'b', edition: 'e' })).toBe('?study=s&x=a&y=b')
  expect(lookOf({ ...one, where: [{ variable: 'c', values: ['1'] }] })).toBe('?study=s&x=a&y=b&where=c:1')
})
