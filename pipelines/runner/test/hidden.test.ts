import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestHouse, testHouse } from './command-line.ts'

let house: TestHouse
const study = 'kora-2017-synthetic'
/** The made-up rows as if they were somebody's: a study that says nothing of who may see what. */
beforeAll(async () => {
  house = await testHouse(study)
  const file = join(house.studies, study, 'study.yaml')
  const text = await readFile(file, 'utf8')
  await writeFile(
    file,
    text.replace('synthetic: true', 'synthetic: false').replace(/^disclosure:\n(?: {2}.*\n)+/m, ''),
  )
  expect((await house.pejling('run')).code).toBe(0)
}, 60_000)
afterAll(async () => {
  await house.close()
})
const relation = (...words: string[]) =>
  house.pejling('relation', '--study', study, '--x', 'funding_model', ...words)

test('the owner of the house sees every count of a study that is not open', async () => {
  const { out } = await relation('--y', 'screening', '--json')
  expect(JSON.parse(out).counts).toEqual([
    [5, 3, 0],
    [4, 4, 0],
    [2, 1, 5],
  ])
}, 60_000)

test('as others see it counts are hidden in words and in JSON, without statistics', async () => {
  const { out, code } = await relation('--y', 'screening', '--suppressed')
  expect(code).toBe(0)
  expect(out).toContain('hidden')
  expect(out).toContain('those under 3 institution')
  expect(out).not.toMatch(/gamma|χ²|p </i)
  const json = JSON.parse((await relation('--y', 'screening', '--suppressed', '--json')).out)
  expect(json).toMatchObject({ suppressed: true, why: { code: 'small-counts', values: { threshold: 3 } } })
  expect(json.statistics).toBeUndefined()
  const counts: (number | null)[] = json.counts.flat()
  expect(counts).toContain(null)
  for (const n of counts) expect(n === null || n === 0 || n >= 3).toBe(true)
}, 60_000)

test('divided by a third variable there is nothing but the reason', async () => {
  const { out } = await relation('--y', 'screening', '--by', 'load_category', '--suppressed')
  expect(out).toContain('narrowed like this, small counts could be worked out')
  expect(out).not.toMatch(/n = \d/)
}, 60_000)

test('a number of each institution is not shown one by one', async () => {
  const { points, why, n } = JSON.parse(
    (await relation('--y', 'extra_grant_per_child', '--suppressed', '--json')).out,
  )
  expect([points, why.code, n]).toEqual([[], 'rows', null])
}, 60_000)

test('tables that form a ring with those an earlier edition showed are no edition, unless the study says why it can do no harm', async () => {
  const file = join(house.studies, study, 'study.yaml')
  const before = await readFile(file, 'utf8')
  const shows = (...lines: string[]) =>
    writeFile(file, `${before}disclosure:\n${lines.map((line) => `  ${line}\n`).join('')}`)
  await shows('crossings: [[funding_model, screening]]')
  expect((await house.pejling('run')).code).toBe(0)
  // The edition before that one showed funding_model with both.
  await shows('crossings: [[screening, small_groups]]')
  const stopped = await house.pejling('run', '--json')
  expect(stopped.code).toBe(1)
  const problems = JSON.parse(stopped.out).problems as { rule: string; message: string }[]
  expect(problems.map(({ rule, message }) => `${rule} ${message}`)).toEqual([
    expect.stringMatching(
      /^disclosure crossings: expected no ring, found .*screening.*, with what edition [0-9a-f]{8} showed; say in disclosure\.crossingsReason why that can do no harm$/,
    ),
  ])
  await shows(
    'crossings: [[screening, small_groups]]',
    'crossingsReason: { da: Alle er nye., en: All are new. }',
  )
  expect((await house.pejling('run')).code).toBe(0)
}, 120_000)
