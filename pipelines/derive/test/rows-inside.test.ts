import type { Variable } from '@pejling/indicators'
import { describe, expect, test } from 'vitest'
import { type Bare, categories, type Cell, made, madeRows, variable } from './made-rows.ts'

const institution = (id: string, rest: Partial<Variable> = {}) => variable(id, 'institution', rest)
const child = (id: string, rest: Partial<Variable> = {}) => variable(id, 'child', rest)

describe('over the rows of a unit inside', () => {
  const inside = [child('age', categories('nursery', 'kindergarten')), child('hours')]
  const kids: [string, string, Cell, Cell][] = [
    ['a', 'i0', 'nursery', 10],
    ['b', 'i0', 'kindergarten', 20],
    ['c', 'i0', 'kindergarten', '!not_answered'],
    ['d', 'i1', '!not_codable', '!not_answered'],
  ]
  const over = async (derived: Bare) => {
    const { rows, problems } = await madeRows({
      variables: [...inside, institution('y', made(derived))],
      tables: [
        {
          unit: 'institution',
          rows: ['i0', 'i1', 'i2'].map((institution_id) => ({ institution_id, municipality_id: 'm' })),
        },
        {
          unit: 'child',
          rows: kids.map(([child_id, institution_id, age, hours]) => ({
            child_id,
            institution_id,
            age,
            hours,
          })),
        },
      ],
    })
    return problems.length > 0 ? problems : rows.institution.map(({ y }) => y)
  }
  test.each<[string, Bare, (Cell | null)[]]>([
    [
      'age weights',
      { kind: 'weighted_count', by: 'age', weights: { nursery: 2, kindergarten: 1 } },
      [4, '!not_codable', 0],
    ],
    ['a count of rows', { kind: 'aggregate', of: 'child', as: 'count' }, [3, 1, 0]],
    [
      'a count of categories',
      { kind: 'aggregate', of: 'child', as: 'count', variable: 'age', categories: ['kindergarten'] },
      [2, 0, 0],
    ],
    [
      'a share',
      { kind: 'aggregate', of: 'child', as: 'share', variable: 'age', categories: ['nursery'] },
      [1 / 3, '!not_codable', '!not_applicable'],
    ],
    [
      'a mean',
      { kind: 'aggregate', of: 'child', as: 'mean', variable: 'hours' },
      [15, '!not_answered', '!not_applicable'],
    ],
    [
      'a mean of at least three',
      { kind: 'aggregate', of: 'child', as: 'mean', variable: 'hours', atLeast: 3 },
      ['!not_answered', '!not_answered', '!not_applicable'],
    ],
    [
      'a median',
      { kind: 'aggregate', of: 'child', as: 'median', variable: 'hours' },
      [15, '!not_answered', '!not_applicable'],
    ],
  ])('%s', async (_, derived, expected) => {
    expect(await over(derived)).toEqual(expected)
  })
})

test('one unit may take turns with another: a share of children, a difference from it, a mean of those', async () => {
  const { rows, steps } = await madeRows({
    variables: [
      child('hours'),
      institution('mean_hours', made({ kind: 'aggregate', of: 'child', as: 'mean', variable: 'hours' })),
      child('relative', made({ kind: 'ratio', numerator: 'hours', denominator: 'mean_hours' })),
      institution('largest', made({ kind: 'aggregate', of: 'child', as: 'max', variable: 'relative' })),
    ],
    tables: [
      { unit: 'institution', rows: [{ institution_id: 'a', municipality_id: 'm' }] },
      { unit: 'child', rows: [10, 30].map((hours, i) => ({ child_id: `${i}`, institution_id: 'a', hours })) },
    ],
  })
  expect(rows).toEqual({
    institution: [{ mean_hours: 20, largest: 1.5 }],
    child: [{ relative: 0.5 }, { relative: 1.5 }],
  })
  expect(steps).toEqual(['derive/trial/institution', 'derive/trial/child', 'derive/trial/institution/2'])
})
