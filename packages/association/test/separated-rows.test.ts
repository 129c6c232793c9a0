import { expect, test } from 'vitest'
import { separatedRows } from '../src/index.ts'
import { screening, smallGroups } from './printed-tables.ts'

test('a row that answered alike is separated, and the bias-reduced estimate is finite', () => {
  const [found, ...others] = separatedRows(smallGroups)
  expect(others).toEqual([])
  expect([found.row.id, found.column.id, found.n]).toEqual(['bound', 'often', 8])
  expect(found.reduced?.reference.id).toBe('none')
  expect(found.reduced?.estimate).toBeGreaterThan(0)
  expect(found.reduced?.interval?.lower).toBeGreaterThan(0)
})

test('the reference is never the separated row', () => {
  const turned = {
    ...smallGroups,
    rows: smallGroups.rows.toReversed(),
    counts: smallGroups.counts.toReversed(),
  }
  const [found] = separatedRows(turned)
  expect([found.row.id, found.reduced?.reference.id]).toEqual(['bound', 'unbound'])
})

test('a table without a unanimous row is not separated', () => {
  expect(separatedRows(screening)).toEqual([])
})

test('an empty row and an empty table are not separated', () => {
  expect(
    separatedRows({
      ...screening,
      counts: [
        [0, 0, 0],
        [4, 4, 0],
        [2, 1, 5],
      ],
    }),
  ).toEqual([])
  expect(separatedRows({ ...screening, counts: screening.counts.map(() => [0, 0, 0]) })).toEqual([])
})
