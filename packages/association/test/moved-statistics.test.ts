import type { Variable } from '@pejling/indicators'
import type { RelationComparison } from '@pejling/warehouse'
import { expect, test } from 'vitest'
import { movedStatistics } from '../src/index.ts'
import { screening } from './printed-tables.ts'

const label = { da: '-', en: '-' }
const variable = (id: string, scale: Variable['scale']): Variable => ({
  ...{ id, label, unit: 'institution', scale, quality: 'process', disclosure: 'open' },
})
const both = [variable('model', 'ordinal'), variable('tool', 'ordinal')]
const relation: RelationComparison = {
  ...{ x: 'model', y: 'tool', source: 'published', presence: 'both', cells: [], causes: [] },
  ...{ n: { before: 24, after: 24, change: 0 }, before: screening, after: screening },
}
const swapped = {
  ...screening,
  counts: [
    [5, 3, 0],
    [4, 4, 0],
    [1, 2, 5],
  ],
}

test('equal tables move no statistic', () => {
  expect(movedStatistics(relation, { before: both, after: both })).toEqual([])
})

test('one institution in another cell moves gamma by what the pairs say, and the others with it', () => {
  const moved = movedStatistics({ ...relation, after: swapped }, { before: both, after: both })
  const of = (name: string) => moved.find(({ statistic }) => statistic === name)!
  // Concordant and discordant pairs counted by hand: 109 and 26 as printed (0.61 in the report), then 118 and 19.
  expect(of('gamma').before).toBeCloseTo(83 / 135, 12)
  expect(of('gamma').after).toBeCloseTo(99 / 137, 12)
  expect(of('gamma').change).toBeCloseTo(99 / 137 - 83 / 135, 12)
  expect(moved.map(({ statistic }) => statistic)).toEqual([
    ...['gamma', 'tauB', 'spearman', 'pAse0', 'cramersV', 'chi2', 'pChi2'],
  ])
})

test('a variable that loses its order loses gamma; a hidden table has no statistics', () => {
  const nominal = [variable('model', 'nominal'), both[1]]
  const moved = movedStatistics(relation, { before: both, after: nominal })
  expect(moved).toContainEqual({
    statistic: 'gamma',
    before: expect.closeTo(83 / 135, 12),
    after: null,
    change: null,
  })
  const hidden: RelationComparison['after'] = {
    ...{
      kind: 'crosstab',
      suppressed: true,
      source: 'rows',
      rows: screening.rows,
      columns: screening.columns,
    },
    ...{ counts: [[null]], rowTotals: [null], columnTotals: [null], n: null, missing: [] },
    why: { code: 'small-counts', values: { threshold: 3, unit: 'institution' } },
  }
  expect(
    movedStatistics({ ...relation, before: hidden, after: hidden }, { before: both, after: both }),
  ).toEqual([])
})
