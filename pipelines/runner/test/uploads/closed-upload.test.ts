import { existsSync } from 'node:fs'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { EditionEffect } from '@pejling/association'
import { failedRowsFile } from '@pejling/archive'
import { hiddenProblem, type Receipt, type UploadPreview } from '@pejling/indicators'
import type { Upload } from '@pejling/ledger'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeSample } from '../../src/sample/make-sample.ts'
import { type TestHouse, testHouse } from '../command-line.ts'
import { addAneAndBo, ane, bo } from '../house-people.ts'
import { study } from './upload-house.ts'

let house: TestHouse
let sent: string
beforeAll(async () => {
  house = await testHouse()
  const target = await makeSample(house.studies, study, {
    institutions: 12,
    children: 24,
    rounds: 3,
    seed: 1,
  })
  const file = join(target, 'study.yaml')
  const text = await readFile(file, 'utf8')
  // Rows of nobody, in a study that is closed as if they were somebody's.
  await writeFile(
    file,
    text.replace('synthetic: true', 'synthetic: false').replace(/^disclosure:\n(?: {2}.*\n)+/m, ''),
  )
  sent = join(house.studies, '..', 'sent')
  await rename(join(target, 'rounds/2025'), sent)
  expect((await house.pejling('run')).code).toBe(0)
  await addAneAndBo(house.home)
}, 240_000)
afterAll(() => house.close())

const round = (...words: string[]) => house.pejling('round', ...words)
const shown = async (...as: string[]) => {
  const { receipt, preview, effect, problems, ...rest } = JSON.parse(
    (await round('show', '1', '--json', ...as)).out,
  ) as Upload
  return {
    ...{ ...rest, problems, receipt: receipt as Receipt, preview: preview as UploadPreview },
    effect: effect as EditionEffect,
  }
}

test('what is in a file of a closed study is for who sent it and who has its rights; others see that it is there', async () => {
  const lines = (await readFile(join(sent, 'institution.csv'), 'utf8')).split('\n')
  lines[2] = lines[2].replace(/ofte eller altid|aldrig eller af og til/, 'somme tider')
  const bad = join(sent, 'bad.csv')
  await writeFile(bad, lines.join('\n'))
  const of = ['--study', study, '--round', '2025', '--unit', 'institution']
  await round('add', bad, ...of, '--facts', join(sent, 'round.yaml'), ...ane)
  await round('match', '1', '--suggested', ...ane)
  const own = await shown(...ane)
  expect(own.receipt.samples.length).toBeGreaterThan(0)
  expect(own.preview.first.length).toBeGreaterThan(0)
  expect(own.problems).toMatchObject([{ rule: 'category', value: 'somme tider', row: 3 }])
  const other = await shown(...bo)
  expect(other.receipt.samples).toEqual([])
  expect(other.receipt.tables).toEqual(own.receipt.tables)
  expect(other.preview).toEqual({ rows: 12 })
  expect(other.problems).toMatchObject([{ rule: 'category', message: hiddenProblem }])
  expect(other.problems[0]).not.toHaveProperty('value')
  const told = await round('show', '1', ...bo)
  expect(told.out).not.toContain('somme tider')
  expect((await round('show', '1')).out).toContain('somme tider')
  expect(existsSync(failedRowsFile(house.home, 1))).toBe(true)
}, 240_000)

test('what it would change of a closed study is told by the rights of who asks, and not by who sent it', async () => {
  const accepted = await round(
    ...['accept', '1', '--rule', 'category', '--variable', 'analysis_tools', '--value', 'somme tider'],
    ...['--as-missing', 'not_codable', '--note', 'an old word', ...ane],
  )
  expect(accepted.code).toBe(0)
  await round('preview', '1', ...ane)
  const { effect: owners } = await shown()
  expect(owners.open).toBe(false)
  for (const as of [ane, bo]) {
    const { effect } = await shown(...as)
    expect(effect).toEqual({
      ...{ before: owners.before, after: owners.after, open: false, suppressed: owners.suppressed },
    })
    expect(effect.suppressed!.published).toEqual([])
    for (const table of effect.suppressed!.tables) expect(table).toMatchObject({ rows: null, examples: [] })
    for (const relation of effect.suppressed!.relations)
      if (relation.withheld) expect([relation.cells, relation.statistics]).toEqual([[], []])
  }
}, 240_000)

test('failed rows are gone when the upload is withdrawn', async () => {
  expect((await round('withdraw', '1', '--why', 'a mended file comes', ...ane)).code).toBe(0)
  expect(existsSync(failedRowsFile(house.home, 1))).toBe(false)
  const { state, receipt } = await shown()
  expect([state, receipt.samples]).toEqual(['withdrawn', []])
}, 240_000)

test('a run tells what is wrong in a closed study to those only who have its rights', async () => {
  const file = join(house.studies, study, 'rounds/2024/institution.csv')
  const [header, first, ...rest] = (await readFile(file, 'utf8')).split('\n')
  const wrong = first.split(';').with(2, 'somme tider').join(';')
  await writeFile(file, [header, wrong, ...rest].join('\n'))
  const others = await house.pejling('run', ...bo)
  expect(others.code).toBe(1)
  expect(others.err).toContain(hiddenProblem)
  expect(others.err + others.out).not.toContain('somme tider')
  const own = await house.pejling('run')
  expect([own.code, own.err.includes('somme tider')]).toEqual([1, true])
}, 240_000)
