import { compareSides, type ComparedNumber, type SideQuestion } from '@pejling/association'
import { readCsv } from '@pejling/indicators'
import { openEdition, type Edition } from '@pejling/warehouse'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestHouse, testHouse } from './command-line.ts'
import { sampleEdition, type SampleEdition, study as rounds } from './sample-edition.ts'

let house: TestHouse
let sample: SampleEdition
let before: Edition
let after: Edition
const all = () => ({ sees: 'all', rows: true }) as const
const kora = 'kora-2017-synthetic'
const file = () => join(house.studies, kora, 'units/institution.csv')

/** Two editions of the house: in the second one institution has another load. */
beforeAll(async () => {
  sample = await sampleEdition()
  house = await testHouse('kora-2017', kora)
  expect((await house.pejling('run')).code).toBe(0)
  const folder = join(house.home, 'editions')
  const [first] = await editionsIn(folder)
  await writeFile(file(), raised(await readFile(file(), 'utf8')))
  expect((await house.pejling('run')).code).toBe(0)
  const second = (await editionsIn(folder)).find((name) => name !== first)!
  before = await openEdition(join(folder, first))
  after = await openEdition(join(folder, second))
}, 180_000)
afterAll(async () => {
  await Promise.all([sample.close(), before.close(), after.close()])
  await house.close()
})

async function editionsIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith('.duckdb'))
}

/** The load of the first institution one step up. */
function raised(text: string): string {
  const separator = text.split('\n')[0].includes(';') ? ';' : ','
  const [header, first] = readCsv(text, separator).records
  const at = header.fields.indexOf('load_degree')
  const line = text.split('\n')[1]
  const value = first.fields[at]
  expect(Number(value)).toBeLessThan(5)
  const cells = line.split(separator)
  const from = cells.findIndex((cell, i) => i >= at && cell === value)
  return text.replace(line, cells.with(from, String(Number(value) + 1)).join(separator))
}

const side = (edition: Edition, study: string, round?: string): SideQuestion => ({
  ...{ edition, study, viewer: all },
  ...(round && { round }),
})
const find = (numbers: ComparedNumber[], id: string) => numbers.find((one) => one.id === id)!

test('the share of a category in two rounds is that of the files, and another round is why it differs', async () => {
  const { numbers } = await compareSides(
    side(sample.edition, rounds, '2022'),
    side(sample.edition, rounds, '2023'),
  )
  const share = async (round: string) => {
    const found = await sample.records(`rounds/${round}/institution.csv`)
    const answers = found.map((record) => record.s1_opsporing).filter(Boolean)
    return answers.filter((word) => word === 'øvrige redskaber').length / answers.length
  }
  const found = find(numbers, 'screening/other_tools')
  expect(found.left!.value).toBeCloseTo(await share('2022'), 12)
  expect(found.right!.value).toBeCloseTo(await share('2023'), 12)
  expect(found.difference).toBeCloseTo((await share('2023')) - (await share('2022')), 12)
  expect(found.causes).toEqual(found.difference === 0 ? [] : [{ kind: 'data', why: 'other-round' }])
})

test('between rounds a question that became another one is not compared, and the reason is the questionnaire’s', async () => {
  const { numbers } = await compareSides(
    side(sample.edition, rounds, '2022'),
    side(sample.edition, rounds, '2025'),
  )
  const changed = find(numbers, 'small_groups/often')
  expect(changed.because).toMatchObject({ code: 'question-changed' })
  expect([changed.difference, changed.causes]).toEqual([undefined, []])
  expect(changed.left!.n).toBeGreaterThan(0)
  expect(find(numbers, 'purpose_known/yes').because).toEqual({ code: 'not-asked' })
  expect(find(numbers, 'analysis_tools/often').causes).toMatchObject([
    { kind: 'data', why: 'other-round' },
    { kind: 'codebook', why: 'recoded' },
  ])
})

test('two studies are compared on their indicators and on what has the same name and categories', async () => {
  const found = await compareSides(side(before, 'kora-2017'), side(before, kora), {
    ...{ x: 'funding_model', y: 'screening' },
  })
  const gamma = find(found.numbers, 'funding_model × screening')
  // The made-up rows agree with the printed table: both sides are 83/135.
  expect(gamma.left!.value).toBeCloseTo(83 / 135, 12)
  expect([gamma.right!.value, gamma.difference]).toEqual([gamma.left!.value, 0])
  expect(gamma.causes).toEqual([])
  const { numbers } = await compareSides(side(before, 'kora-2017'), side(before, kora))
  const grant = numbers.find(({ indicator }) => indicator?.id === 'extra_grant_per_child')!
  expect(grant.causes.map(({ kind, why }) => `${kind} ${why}`)).toEqual([
    ...['data other-study', 'rule derived-otherwise', 'codebook other-definition'],
  ])
})

test('two editions differ by the file that changed', async () => {
  const { numbers, left, right } = await compareSides(side(before, kora), side(after, kora))
  expect([left.edition, right.edition]).toEqual([before.hash, after.hash])
  const moved = numbers.filter(({ difference }) => difference)
  expect(moved.map(({ variables }) => variables[0].id)).toContain('load_degree')
  expect(moved.length).toBeLessThan(numbers.length)
  for (const { causes } of moved)
    expect(causes.map(({ kind, why }) => [kind, why])).toContainEqual(['data', 'edition'])
})

test('who may not see all counts gets the reason instead of numbers', async () => {
  const others = {
    ...side(sample.edition, rounds, '2022'),
    viewer: () => ({ sees: 'suppressed', rows: false }) as const,
  }
  const { numbers } = await compareSides(others, side(sample.edition, rounds, '2023'))
  const found = find(numbers, 'screening/other_tools')
  expect(found.left).toBeUndefined()
  expect(found.because).toMatchObject({ code: 'hidden', why: { code: 'rounds' } })
})

test('what is asked for wrongly is said in one line', async () => {
  const one = side(sample.edition, rounds, '2022')
  await expect(compareSides(one, side(sample.edition, rounds, '1999'))).rejects.toThrow('unknown round: 1999')
  await expect(compareSides(one, one, { x: 'screening' })).rejects.toThrow(
    'x and y: expected two variables, found one',
  )
  await expect(
    compareSides(side(before, 'kora-2017'), side(before, kora), { x: 'funding_model', y: 'inclusion' }),
  ).rejects.toThrow(
    /^unknown variable: inclusion|^not shared: inclusion of kora-2017 and kora-2017-synthetic$/,
  )
})

test('the command line tells the same', async () => {
  const { out, code } = await house.pejling('compare', '--left', 'kora-2017', '--right', kora)
  expect(code).toBe(0)
  expect(out).toMatch(/^screening\/other +share +0.208 \(.*\), n = 24 +0.208/m)
  const refused = await house.pejling(
    'compare',
    '--left',
    'kora-2017',
    '--right',
    kora,
    '--left-edition',
    '0',
  )
  expect([refused.code, refused.err.trim()]).toEqual([
    2,
    'pejling: compare --left-edition: expected --edition as well, found none',
  ])
}, 60_000)
