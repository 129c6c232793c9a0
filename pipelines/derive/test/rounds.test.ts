import type { Variable } from '@pejling/indicators'
import { describe, expect, test } from 'vitest'
import { type Cell, made, madeRows, variable } from './made-rows.ts'

const institution = (id: string, rest: Partial<Variable> = {}) => variable(id, 'institution', rest)

describe('over rounds', () => {
  const rounds = ['r1', 'r2', 'r3'].map((id, i) => ({
    ...{ id, label: { da: id, en: id }, instrument: 'form', version: i === 2 ? 'new' : 'old' },
    period: { from: `202${i}-01-01`, to: `202${i}-02-01` },
  }))
  const instruments = [
    {
      ...{ id: 'form', title: { da: 'f', en: 'f' } },
      versions: ['old', 'new'].map((id) => ({ id, label: { da: id, en: id } })),
      questions: [
        { variable: 'x', versions: { old: {}, new: { comparability: 'same' as const } } },
        {
          variable: 'z',
          versions: {
            old: {},
            new: { comparability: 'not_comparable' as const, reason: { da: 'ny', en: 'new' } },
          },
        },
      ],
    },
  ]
  const row = (institution_id: string, x: Cell, z: Cell) => ({ institution_id, municipality_id: 'm', x, z })
  const tables = [
    { unit: 'institution', round: 'r1', rows: [row('a', 1, 5), row('b', 2, 5)] },
    {
      unit: 'institution',
      round: 'r2',
      rows: [row('b', 5, 6), row('a', '!not_answered', 7), row('c', 9, 1)],
    },
    { unit: 'institution', round: 'r3', rows: [row('a', 4, 9), row('b', 7, 9)] },
  ]
  const changeOf = (of: string, since?: string) => made({ kind: 'change', of, ...(since ? { since } : {}) })

  test('a change is from the round before, the first or a named one, and breaks where questions are not comparable', async () => {
    const { rows, steps } = await madeRows({
      ...{ rounds, instruments, tables },
      variables: [
        institution('x'),
        institution('z'),
        institution('double', made({ kind: 'weighted_count', weights: { x: 2 } })),
        institution('before', changeOf('x')),
        institution('first', changeOf('double', 'first')),
        institution('since_r2', changeOf('x', 'r2')),
        institution('broken', changeOf('z')),
      ],
    })
    const none = '!not_applicable'
    expect(rows).toEqual({
      'institution r1': [
        { double: 2, before: none, first: none, since_r2: none, broken: none },
        { double: 4, before: none, first: none, since_r2: none, broken: none },
      ],
      'institution r2': [
        { double: 10, before: 3, first: 6, since_r2: none, broken: 1 },
        {
          double: '!not_answered',
          before: '!not_answered',
          first: '!not_answered',
          since_r2: none,
          broken: 2,
        },
        { double: 18, before: none, first: none, since_r2: none, broken: none },
      ],
      'institution r3': [
        { double: 8, before: '!not_answered', first: 6, since_r2: '!not_answered', broken: none },
        { double: 14, before: 2, first: 10, since_r2: 2, broken: none },
      ],
    })
    expect(steps).toEqual([
      'derive/trial/r1/institution',
      'derive/trial/r2/institution',
      'derive/trial/r3/institution',
      'derive/trial/institution/2',
    ])
  })
})
