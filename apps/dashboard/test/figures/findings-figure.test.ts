import { expect, test } from 'vitest'
import { type FindingMark, findingsFigure } from '#lib/figures/findings-figure.ts'

const mark = (more: Partial<FindingMark> = {}): FindingMark => ({
  ...{ row: 0, column: 0, printed: '(+)*', verdict: '✓', wrong: false, p: 'p 0,013' },
  ...{ estimate: 0.5, lower: 0.1, upper: 0.9, below: 'design' },
  ...more,
  door: { href: '/relations?x=a', words: 'a × b', ...more.door },
})
const options = { rows: ['Model', 'Load'], columns: ['Screening', 'Tools'], nothing: 'Nothing:' }
const count = (drawn: string, what: RegExp) => drawn.match(what)?.length ?? 0

test('every cell is a door, on a wide page and in the list of a phone', () => {
  const marks = [mark(), mark({ row: 1, column: 1 })]
  const { wide, narrow, doors } = findingsFigure(marks, options)
  expect(doors).toBe(true)
  for (const drawn of [wide, narrow])
    expect([count(drawn, /href="\/relations\?x=a"/g), count(drawn, /aria-label="a × b"/g)]).toEqual([2, 2])
})

test('a dot is filled, a ring with a point or an empty ring by the level and the design', () => {
  const filled = (below: FindingMark['below']) => findingsFigure([mark({ below })], options).wide
  expect(count(filled('design'), /r="5"/g)).toBe(2)
  expect(count(filled('naive'), /r="1.8"/g)).toBe(1)
  expect(count(filled('no'), /<circle/g)).toBe(1)
})

test('what was looked at and gave nothing has a dash in the matrix, and is named once in the list', () => {
  const empty = mark({ row: 0, column: 1, printed: '', verdict: '', estimate: undefined, p: '' })
  const { wide, narrow } = findingsFigure([mark(), empty], options)
  expect(wide).toContain('>–<')
  expect(narrow).toContain('Nothing: Tools')
})

test('with more columns than there is room for it is a list', () => {
  const columns = Array.from({ length: 12 }, (_, i) => `column ${i}`)
  const marks = columns.map((_, column) => mark({ column }))
  const { wide } = findingsFigure(marks, { ...options, columns })
  expect(count(wide, />column \d+</g)).toBe(12)
  expect(Number(/height="(\d+)/.exec(wide)![1])).toBeGreaterThan(400)
})
