import { expect, test } from 'vitest'
import { agreedMatch, likeness, matchColumns, parseStudyFolder } from '../../src/index.ts'
import { studyFiles } from '../study-folders.ts'

const parsed = parseStudyFolder(studyFiles('rounds-synthetic'))
const { study, codebook, instruments, rounds } = parsed
const unit = study!.units.find(({ id }) => id === 'child')!
const round = rounds.find(({ id }) => id === '2025')!
const asked = { study: study!, codebook, unit, instruments, round }
const match = (names: string[], more = {}) =>
  matchColumns(
    names.map((name) => ({ name })),
    { ...asked, ...more },
  )
const best = (names: string[], more = {}) =>
  match(names, more).columns.map(({ best }) => best && [best.variable, best.by, best.known])

test('a column is known by its name, by another name and by its label in either language', () => {
  expect(best(['alder_i_måneder', 'age', 'Language at home', 'Sprog i hjemmet'])).toEqual([
    ['age', 'name', 'alder_i_måneder'],
    undefined,
    ['home_language', 'label', 'Language at home'],
    undefined,
  ])
  expect(best(['age', 'Sprog i hjemmet'])).toEqual([
    ['age', 'alias', 'age'],
    ['home_language', 'label', 'Sprog i hjemmet'],
  ])
})

test('a label the sender’s system gives is held against labels', () => {
  const { columns } = matchColumns([{ name: 'v12', label: 'Alder' }], asked)
  expect(columns[0].best).toEqual({
    variable: 'age',
    by: 'label',
    known: 'Alder',
    from: 'label',
    likeness: 1,
  })
})

test('a name that is nearly right is a candidate, with how alike it is', () => {
  const { columns } = match(['Alder i maaneder', 'sprog hjemmet', 'zzz'])
  expect(columns[0].best).toEqual({
    ...{ variable: 'age', by: 'similar', known: 'alder_i_måneder', from: 'name', likeness: 1 },
  })
  expect(columns[1].best).toMatchObject({ variable: 'home_language', by: 'similar' })
  expect(columns[2]).toEqual({ column: 'zzz', best: undefined, others: [] })
})

test('what was confirmed the last time goes before all else, also that a column was left out', () => {
  const before = { alder_i_måneder: 'attendance', fremmøde: null, x: 'age' }
  expect(best(['alder_i_måneder', 'fremmøde', 'x'], { before })).toEqual([
    ['attendance', 'before', 'alder_i_måneder'],
    undefined,
    ['age', 'before', 'x'],
  ])
})

test('each variable is held by one column, the surest, and the others are offered it', () => {
  const { columns, absent } = match(['alder', 'alder_i_måneder'])
  expect(columns.map(({ best }) => best?.variable)).toEqual([undefined, 'age'])
  expect(columns[0].others.map(({ variable }) => variable)).toContain('age')
  expect(absent).not.toContain('age')
  expect(absent).toContain('attendance')
})

test('what the round’s version does not ask is neither matched nor missed', () => {
  const earlier = rounds.find(({ id }) => id === '2022')!
  const { columns, absent } = match(['bekymringsgrad'], { round: earlier })
  expect(columns[0].best?.variable).not.toBe('concern')
  expect(absent).not.toContain('concern')
})

test('agreeing with all takes the best of each column and leaves out the rest', () => {
  expect(agreedMatch(match(['alder_i_måneder', 'zzz']))).toEqual({ alder_i_måneder: 'age', zzz: null })
})

test('the study’s own files match by name alone, every column', () => {
  const header = studyFiles('rounds-synthetic')
    .find(({ path }) => path === 'rounds/2025/child.csv')!
    .text.split('\n')[0]
    .split(';')
  const { columns, absent } = match(header)
  expect(absent).toEqual([])
  expect(columns.every(({ best }) => best && ['name', 'alias'].includes(best.by))).toBe(true)
})

test('a hundred thousand columns are matched exactly and at once', () => {
  const names = Array.from({ length: 100_000 }, (_, at) => `column ${at}`)
  const { columns } = match([...names, 'alder_i_måneder'])
  expect(columns.at(-1)!.best?.variable).toBe('age')
})

test('likeness is one for the same letters, the same both ways, and nothing without any', () => {
  expect(likeness('Indskrevne børn', 'boern_indskrevne')).toBe(1)
  expect(likeness('trivsel', 'trivslen')).toBe(likeness('trivslen', 'trivsel'))
  expect(likeness('trivsel', 'trivslen')).toBeCloseTo((2 * 4) / 13, 12)
  expect(likeness('abc', 'xyz')).toBe(0)
  expect(likeness('', 'a')).toBe(0)
})
