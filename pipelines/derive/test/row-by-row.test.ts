import type { Variable } from '@pejling/indicators'
import { describe, expect, test } from 'vitest'
import { type Bare, categories, type Cell, made, madeRows, variable } from './made-rows.ts'

const institution = (id: string, rest: Partial<Variable> = {}) => variable(id, 'institution', rest)

/** One variable of institutions made from others, over some rows. */
async function one(
  derived: Bare,
  inputs: Variable[],
  given: Record<string, Cell>[],
  rest: Partial<Variable> = {},
) {
  const { rows, problems } = await madeRows({
    variables: [...inputs, institution('y', { ...rest, ...made(derived) })],
    tables: [
      {
        unit: 'institution',
        rows: given.map((row, i) => ({ institution_id: `i${i}`, municipality_id: 'm', ...row })),
      },
    ],
  })
  return problems.length > 0 ? problems : rows.institution.map(({ y }) => y)
}

describe('recode', () => {
  const load = institution('load', categories('1', '2', '3'))
  test('gathers values, keeps a missing reason, and may make a value a reason', async () => {
    const derived: Bare = { from: 'load', recode: { low: ['1', '2'] }, missing: { not_applicable: ['3'] } }
    const rows = [{ load: '1' }, { load: '2' }, { load: '3' }, { load: '!not_codable' }]
    expect(await one(derived, [load], rows, categories('low'))).toEqual([
      'low',
      'low',
      '!not_applicable',
      '!not_codable',
    ])
  })

  test('a number no category gathers is told, with how often it is there', async () => {
    const derived: Bare = { kind: 'recode', from: 'n', recode: { one: [1], two: [2] } }
    const rows = [{ n: 1 }, { n: 7 }, { n: 7 }]
    expect(await one(derived, [institution('n')], rows, categories('one', 'two'))).toEqual([
      'trial/codebook.yaml y: expected a category for every value of n, found none for 7.0 (2 rows)',
    ])
  })
})

describe('band', () => {
  const rows = [{ n: 1.9 }, { n: 2 }, { n: 5 }, { n: 5.1 }, { n: '!not_asked' }]
  test('a cut belongs to the category above it, or below it if said', async () => {
    const above: Bare = { kind: 'band', from: 'n', cuts: [2, 5] }
    const three = categories('low', 'middle', 'high')
    expect(await one(above, [institution('n')], rows, three)).toEqual([
      'low',
      'middle',
      'high',
      'high',
      '!not_asked',
    ])
    const below: Bare = { ...above, edge: 'below' } as Bare
    expect(await one(below, [institution('n')], rows, three)).toEqual([
      'low',
      'low',
      'middle',
      'high',
      '!not_asked',
    ])
  })
})

describe('score', () => {
  const item = (id: string) => institution(id, categories('never', 'sometimes', 'often'))
  const items = ['a', 'b', 'c'].map(item)
  const points = { never: 0, sometimes: 1, often: 2 }
  const rows = [
    { a: 'often', b: 'sometimes', c: 'never' },
    { a: 'often', b: '!not_answered', c: 'never' },
    { a: '!not_asked', b: '!not_answered', c: '!not_asked' },
    { a: 'often', b: '!not_answered', c: '!not_answered' },
  ]
  test('items turned round, and from two answers on the mean stands for the third', async () => {
    const derived: Bare = {
      kind: 'score',
      items: ['a', 'b', 'c'],
      reverse: ['c'],
      atLeast: 2,
      as: 'sum',
      points,
    }
    // (2 + 1 + 2), (2 + 2) / 2 × 3
    expect(await one(derived, items, rows)).toEqual([5, 6, '!not_asked', '!not_answered'])
    expect(await one({ ...derived, as: 'mean' } as Bare, items, rows)).toEqual([
      5 / 3,
      2,
      '!not_asked',
      '!not_answered',
    ])
  })

  test('a number is turned round by its range, and categories named by numbers count themselves', async () => {
    const inputs = [
      institution('n', { range: { min: 1, max: 10 } }),
      institution('m', categories('1', '2', '3')),
    ]
    const derived: Bare = { kind: 'score', items: ['n', 'm'], reverse: ['n', 'm'], atLeast: 2, as: 'sum' }
    expect(await one(derived, inputs, [{ n: 3, m: '1' }])).toEqual([8 + 3])
  })
})

describe('ratio', () => {
  const inputs = [institution('a'), institution('b')]
  test('is not applicable over 0, and missing as the first reason in order says', async () => {
    const rows = [
      { a: 1, b: 4 },
      { a: 1, b: 0 },
      { a: '!not_answered', b: '!not_asked' },
      { a: '!not_answered', b: 0 },
    ]
    const derived: Bare = { kind: 'ratio', numerator: 'a', denominator: 'b', times: 100 }
    expect(await one(derived, inputs, rows)).toEqual([25, '!not_applicable', '!not_asked', '!not_answered'])
  })

  test('takes a number of the unit around it', async () => {
    const { rows } = await madeRows({
      variables: [
        variable('people', 'municipality'),
        institution('a'),
        institution('y', made({ kind: 'ratio', numerator: 'a', denominator: 'people' })),
      ],
      tables: [
        {
          unit: 'municipality',
          rows: [
            { municipality_id: 'm', people: 50 },
            { municipality_id: 'n', people: '!suppressed' },
          ],
        },
        {
          unit: 'institution',
          rows: ['m', 'n', 'm'].map((municipality_id, i) => ({
            institution_id: `i${i}`,
            municipality_id,
            a: i + 1,
          })),
        },
      ],
    })
    expect(rows.institution).toEqual([{ y: 0.02 }, { y: '!suppressed' }, { y: 0.06 }])
  })

  test('a number outside the range of the variable is told', async () => {
    const derived: Bare = { kind: 'ratio', numerator: 'a', denominator: 'b' }
    expect(await one(derived, inputs, [{ a: 3, b: 2 }], { range: { min: 0, max: 1 } })).toEqual([
      'trial/codebook.yaml y: expected 0 to 1, found 1.5',
    ])
  })
})

describe('weighted count', () => {
  test('adds numbers with weights; a missing one makes it missing', async () => {
    const derived: Bare = { kind: 'weighted_count', weights: { nursery: 1.74, kindergarten: 1 } }
    const rows = [
      { nursery: 50, kindergarten: 93 },
      { nursery: '!not_answered', kindergarten: 93 },
    ]
    expect(await one(derived, [institution('nursery'), institution('kindergarten')], rows)).toEqual([
      180,
      '!not_answered',
    ])
  })
})
