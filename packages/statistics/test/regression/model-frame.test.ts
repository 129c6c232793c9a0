import { expect, test } from 'vitest'
import { modelFrame } from '../../src/index.ts'

test('identical rows become one cell with the sum of their weights', () => {
  const frame = modelFrame({
    y: { levels: ['no', 'yes'], values: ['yes', 'no', 'yes', 'yes'] },
    x: {
      f: { type: 'factor', levels: ['a', 'b'], values: ['b', 'a', 'b', 'a'] },
      v: { type: 'numeric', values: [2, 2, 2, 2] },
    },
    weights: [1, 2, 3, 0.5],
  })
  expect(frame).toMatchObject({ patterns: 2, n: 6.5, dropped: 0 })
  expect([...frame.start]).toEqual([0, 1, 3])
  expect([...frame.category]).toEqual([1, 0, 1])
  expect([...frame.weight]).toEqual([4, 2, 0.5])
})

test('rows of a nearly continuous covariate stay as they are', () => {
  const values = Float64Array.from({ length: 5000 }, (_, row) => Math.sin(row))
  const frame = modelFrame({
    y: { levels: ['no', 'yes'], codes: values.map((value) => (value > 0 ? 1 : 0)) },
    x: { v: { type: 'numeric', values } },
  })
  expect(frame.patterns).toBe(5000)
})

test('rows without weight do not count, nor do their levels', () => {
  const frame = modelFrame({
    y: { levels: ['no', 'yes'], values: ['yes', 'no'] },
    x: {},
    weights: [0, 1],
  })
  expect(frame).toMatchObject({ n: 1, dropped: 0, patterns: 1 })
})

test('clusters are counted within cells', () => {
  const { clusters } = modelFrame({
    y: { levels: ['no', 'yes'], values: ['yes', 'yes', 'yes', 'no'] },
    x: {},
    clusters: ['k', 'k', 'l', 'l'],
  })
  expect(clusters?.count).toBe(2)
  expect([...clusters!.weight]).toEqual([2, 1, 1])
})

test('columns of different length are refused', () => {
  expect(() => modelFrame({ y: { levels: ['no'], values: ['no'] }, x: {}, clusters: [] })).toThrow(
    new RangeError('expected as many clusters as outcomes, 1; found 0'),
  )
})
