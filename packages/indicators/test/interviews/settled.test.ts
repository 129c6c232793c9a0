import { expect, test } from 'vitest'
import {
  type Coding,
  judgementStates,
  parseSettledCodings,
  type SettledCoding,
  settleCodings,
} from '../../src/index.ts'

const excerpts = [
  { id: 'e1', source: 's', place: { kind: 'text' as const, start: 0, end: 10 } },
  { id: 'e2', source: 's', place: { kind: 'text' as const, start: 5, end: 12 } },
  { id: 'e3', source: 's', place: { kind: 'text' as const, start: 20, end: 30 } },
  { id: 'e4', source: 's', place: { kind: 'whole' as const } },
]
const given: Coding[] = [
  { excerpt: 'e1', code: 'x', coder: 'a' },
  { excerpt: 'e2', code: 'x', coder: 'b' },
  { excerpt: 'e2', code: 'y', coder: 'b' },
  { excerpt: 'e1', code: 'x', coder: 'c' },
  { excerpt: 'e3', code: 'x', coder: 'b' },
  { excerpt: 'e4', code: 'x', coder: 'a' },
]
const settle = (keep: SettledCoding['keep']) =>
  settleCodings(given, excerpts, [
    { source: 's', code: 'x', start: 0, end: 12, first: 'a', second: 'b', keep },
  ])
    .filter(({ excerpt, code }) => ['e1', 'e2'].includes(excerpt) && code === 'x')
    .map(({ excerpt, coder }) => `${excerpt} ${coder}`)

test('what is kept is given by both, what is not goes, and others keep what they gave', () => {
  expect(settle('first')).toEqual(['e1 a', 'e1 b', 'e1 c'])
  expect(settle('second')).toEqual(['e2 a', 'e2 b', 'e1 c'])
  expect(settle('both')).toEqual(['e1 a', 'e1 b', 'e2 a', 'e2 b', 'e1 c'])
  expect(settle('neither')).toEqual(['e1 c'])
})

test('other codes, other places and codings of a whole text stay as they are', () => {
  const settled: SettledCoding = {
    source: 's',
    code: 'x',
    start: 0,
    end: 12,
    first: 'a',
    second: 'b',
    keep: 'neither',
  }
  expect(settleCodings(given, excerpts, [settled])).toEqual([given[2], given[3], given[4], given[5]])
  expect(settleCodings(given, excerpts, [{ ...settled, source: 't' }])).toEqual(given)
})

test('a file of what was settled is read, and each mistake has its line', () => {
  const header = 'source,code,start,end,first,second,keep'
  const read = (text: string) => parseSettledCodings({ path: 'settled/codings.csv', text })
  expect(read(`${header}\ns,"x, y",3,9,a,b,both\n`).settled).toEqual([
    { source: 's', code: 'x, y', start: 3, end: 9, first: 'a', second: 'b', keep: 'both' },
  ])
  const { problems } = read(`${header}\ns,x,9,3,a,b,both\ns,x,3,9,a,b,third\n`)
  expect(problems.map(({ row, message }) => `${row} ${message}`)).toEqual([
    '2 expected a place in the text, found 9 to 3',
    '3 keep: expected one of first, second, both, neither, found third',
  ])
  expect(read('source,code\n').problems.map(({ message }) => message)[0]).toBe(
    'expected a column start, found none',
  )
})

test('a coder sees their own judgement alone, both once two have judged, and may settle as a third', () => {
  const rules = {
    rules: [
      {
        ...{ kind: 'judgement' as const, variable: 'v', version: 1, date: '2026-11-21' },
        not_codable: { u4: { da: 'nej', en: 'no' } },
      },
    ],
  }
  const one = (unit: string, coder: string, value: string, settles?: true) => ({
    ...{ unit, variable: 'v', coder, value, ...(settles ? { settles } : {}) },
  })
  const judged = [
    one('u1', 'a', 'some'),
    ...[one('u2', 'a', 'some'), one('u2', 'b', 'often')],
    ...[one('u3', 'a', 'some'), one('u3', 'b', 'some')],
    ...[one('u5', 'a', 'some'), one('u5', 'b', 'often'), one('u5', 'c', 'often', true)],
  ]
  const seen = (coder?: string) =>
    judgementStates(rules, ['u0', 'u1', 'u2', 'u3', 'u4', 'u5'], judged, coder).map(
      ({ state, own, judged, may }) => `${state} ${own?.value ?? '-'} ${judged.length} ${may ?? '-'}`,
    )
  expect(seen('a')).toEqual([
    ...['none - 0 judge', 'one some 0 judge-anew', 'differ some 2 -', 'agree some 2 -', 'excepted - 0 -'],
    'settled some 2 -',
  ])
  expect(seen('c')).toEqual([
    ...[
      'none - 0 judge',
      'one - 0 judge',
      'differ - 2 settle',
      'agree - 2 -',
      'excepted - 0 -',
      'settled - 2 -',
    ],
  ])
  expect(seen().every((line) => line.endsWith(' -'))).toBe(true)
})
