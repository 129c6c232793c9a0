import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jointTables, publishedMargins } from '../../src/index.ts'

const units = [
  { municipality: 'I', load: 'high', funding: 'bound' },
  { municipality: 'I', load: 'high', funding: 'bound' },
  { municipality: 'I', load: 'low', funding: 'bound' },
  { municipality: 'II', load: 'low', funding: 'none' },
]

test('units alike in the attributes used are one known cell', () => {
  expect(publishedMargins(units, [{ by: 'load', rows: { low: [1, 1], high: [0, 2] } }])).toEqual({
    sizes: [2, 2],
    tables: [
      {
        rowOf: [1, 0],
        counts: [
          [1, 1],
          [0, 2],
        ],
      },
    ],
    cells: [{ load: 'high' }, { load: 'low' }],
  })
})

test('attributes kept and rows of combinations tell cells apart', () => {
  const margins = publishedMargins(
    units,
    [{ by: ['funding', 'load'], rows: { 'bound × high': [2, 0], 'none × low': [0, 1] } }],
    ['municipality'],
  )
  expect(margins.sizes).toEqual([2, 1, 1])
  expect(margins.tables[0].rowOf).toEqual([0, undefined, 1])
})

test('a unit without the attribute is left out of the table', () => {
  const { tables, sizes } = publishedMargins(
    [{ load: 'low' }, { load: undefined }],
    [{ by: 'load', rows: { low: [1, 0] } }],
  )
  expect([sizes, tables[0].rowOf]).toEqual([
    [1, 1],
    [0, undefined],
  ])
})

test('the order of the units does not matter to the codings', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(units, { minLength: 4 }), (shuffled) => {
      const rows = { low: [1, 1], high: [1, 1] }
      const { codings } = jointTables(publishedMargins(shuffled, [{ by: 'load', rows }], ['municipality']))
      expect(codings).toBe(4)
    }),
    { seed: 1, numRuns: 20 },
  )
})

test('no units have no cells; a row with counts that no unit can be in is refused', () => {
  expect(publishedMargins([], [{ by: 'load', rows: { low: [0, 0] } }])).toEqual({
    sizes: [],
    tables: [{ rowOf: [], counts: [[0, 0]] }],
    cells: [],
  })
  expect(() => publishedMargins(units, [{ by: 'load', rows: { middle: [1, 1] } }])).toThrow(
    new RangeError('load: no unit has this label: middle'),
  )
})
