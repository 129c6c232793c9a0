import { expect, test } from 'vitest'
import { roundLines } from '../../src/index.ts'

const rounds = ['2019', '2021', '2023', '2025'].map((id) => ({ id, label: { da: id, en: id } }))
const options = {
  language: 'da' as const,
  bases: ['n = 22', 'n = 24', 'n = 24', 'n = 21'],
  format: (value: number) => `${Math.round(value * 100)} %`,
  domain: [0, 1] as [number, number],
  breaks: [],
  breakLabel: 'ikke sammenlignelig',
}
const moves = (svg: string) =>
  [...svg.matchAll(/<path[^>]* d="([^"]+)"/g)].map(([, path]) => path.match(/M/g)!.length)

test('a line over comparable rounds is one line', () => {
  const { wide } = roundLines(rounds, [{ name: 'ofte', values: [0.3, 0.4, 0.6, 0.65] }], options)
  expect(wide.match(/<path[^>]* d="M[^"]*L/g)).toHaveLength(1)
  expect(wide).not.toContain('ikke sammenlignelig')
})

test('where a question is not comparable the line breaks and it is said', () => {
  const line = [{ name: 'ofte', values: [0.3, 0.4, 0.6, 0.65] }]
  const { wide } = roundLines(rounds, line, { ...options, breaks: [1] })
  expect(wide.match(/<path[^>]* d="M[^"]*L/g)).toHaveLength(2)
  expect(wide).toContain('ikke sammenlignelig')
})

test('a round without a value is a gap, not a zero and not a straight line across', () => {
  const { wide } = roundLines(rounds, [{ name: 'ofte', values: [0.3, undefined, 0.6, 0.65] }], options)
  expect(wide.match(/<circle/g)).toHaveLength(3)
  expect(moves(wide).every((count) => count === 1)).toBe(true)
  expect(wide.match(/<path[^>]* d="M[^"]*L/g)).toHaveLength(1)
})

test('names at the ends of lines do not cover each other', () => {
  const lines = ['ofte', 'jævnligt', 'sjældent'].map((name) => ({ name, values: [0.3, 0.3, 0.3, 0.3] }))
  const { wide } = roundLines(rounds, lines, options)
  const places = lines.map(({ name }) =>
    Number(new RegExp(`translate\\([\\d.]+,([\\d.]+)\\)"[^>]*>${name}<`).exec(wide)![1]),
  )
  places.sort((a, b) => a - b)
  expect(places[1] - places[0]).toBeGreaterThan(14)
  expect(places[2] - places[1]).toBeGreaterThan(14)
})

test('on a phone lines are named above, each with a piece of its own line', () => {
  const lines = ['ofte', 'sjældent'].map((name) => ({ name, values: [0.3, 0.4, 0.5, 0.6] }))
  const { narrow, wide } = roundLines(rounds, lines, options)
  const at = (svg: string, name: string) =>
    Number(new RegExp(`translate\\(([\\d.]+),[\\d.]+\\)"[^>]*>${name}<`).exec(svg)![1])
  expect(lines.map(({ name }) => at(narrow, name))).toEqual([34, 34])
  expect(at(wide, 'ofte')).toBeGreaterThan(700)
})

test('no number reaches into the names or the scale', () => {
  const { wide } = roundLines(rounds, [{ name: 'ofte', values: [0.3, 0.4, 0.6, 0.65] }], options)
  const at = (label: string) => Number(new RegExp(`translate\\(([\\d.]+),[^>]*>${label}<`).exec(wide)![1])
  const half = ('30 %'.length * 13 * 0.58) / 2
  expect(at('30 %') - half).toBeGreaterThan(at('20 %'))
  expect(at('65 %') + half).toBeLessThan(at('ofte'))
})
