import { expect, test } from 'vitest'
import { type LineageMark, lineageFigure } from '#lib/figures/lineage-figure.ts'

const mark = (address: string, layer: number, more: Partial<LineageMark> = {}): LineageMark => ({
  ...{ address, layer, kind: 'kind', label: address, many: false },
  door: { href: `/lineage/${address}`, words: address },
  ...more,
})
const marks = [
  mark('file', -1),
  mark('cells', -1, { many: true }),
  mark('asked', 0, { door: undefined }),
  mark('use', 1),
]
const edges = [
  { from: 'file', to: 'asked' },
  { from: 'cells', to: 'asked' },
  { from: 'asked', to: 'use' },
]
const count = (drawn: string, what: RegExp) => drawn.match(what)?.length ?? 0
const placeOf = (drawn: string, label: string) => {
  const [, x, y] = new RegExp(`translate\\(([\\d.]+),([\\d.]+)\\)[^>]*>${label}<`).exec(drawn)!
  return { x: Number(x), y: Number(y) }
}

test('everything but what was asked for is a link, at every size', () => {
  const { wide, middle, narrow } = lineageFigure(marks, edges)
  for (const drawn of [wide, middle, narrow])
    expect([count(drawn, /<a /g), count(drawn, /aria-label="cells"/g)]).toEqual([3, 1])
})

test('what goes into something is to its left, and on a phone above it and further out', () => {
  const { wide, narrow } = lineageFigure(marks, edges)
  expect(placeOf(wide, 'file').x).toBeLessThan(placeOf(wide, 'asked').x)
  expect(placeOf(wide, 'asked').x).toBeLessThan(placeOf(wide, 'use').x)
  for (const side of ['x', 'y'] as const) {
    expect(placeOf(narrow, 'file')[side]).toBeLessThan(placeOf(narrow, 'asked')[side])
    expect(placeOf(narrow, 'asked')[side]).toBeLessThan(placeOf(narrow, 'use')[side])
  }
})

test('with more layers than there is room for it is a list', () => {
  const long = Array.from({ length: 14 }, (_, layer) => mark(`m${layer}`, layer))
  const { wide } = lineageFigure(long, [])
  const ys = long.map(({ address }) => placeOf(wide, address).y)
  expect(ys).toEqual(ys.toSorted((a, b) => a - b))
  expect(new Set(ys).size).toBe(14)
})
