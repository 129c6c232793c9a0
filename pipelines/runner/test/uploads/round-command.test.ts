import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Upload } from '@pejling/ledger'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { makeSample } from '../../src/sample/make-sample.ts'
import { type TestHouse, testHouse } from '../command-line.ts'
import { addAneAndBo, ane, bo } from '../house-people.ts'
import { study } from './upload-house.ts'

let house: TestHouse
let sent: string
beforeAll(async () => {
  house = await testHouse()
  const size = { institutions: 12, children: 24, rounds: 3, seed: 1 }
  sent = join(house.studies, '..', 'sent')
  await rename(join(await makeSample(house.studies, study, size), 'rounds/2025'), sent)
  expect((await house.pejling('run')).code).toBe(0)
  await addAneAndBo(house.home)
}, 240_000)
afterAll(() => house.close())

const round = (...words: string[]) => house.pejling('round', ...words)
const place = ['--study', study, '--round', '2025', '--unit', 'institution']
const shown = async (id: string) => JSON.parse((await round('show', id, '--json')).out) as Upload

test('a round goes from a file to what is live, and back, at the command line', async () => {
  const added = await round(
    'add',
    join(sent, 'institution.csv'),
    ...place,
    '--facts',
    join(sent, 'round.yaml'),
    ...ane,
  )
  expect([added.code, added.err]).toEqual([0, ''])
  expect(added.out).toMatch(/^upload 1: rounds-synthetic\/2025\/institution, read\n/)
  expect(added.out).toContain('read with delimiter ;')
  const suggested = await round('match', '1', ...ane)
  expect(suggested.out).toMatch(/^institution +institution_id +name: institution$/m)
  const matched = await round('match', '1', '--suggested', ...ane)
  expect(matched.code).toBe(0)
  expect(matched.out).toContain('checked: 12 rows, 0 problems stop it')
  const previewed = await round('preview', '1', ...ane)
  expect(previewed.out).toContain('table institution: 24 → 36 rows: 12 added, 0 removed, 0 changed')
  const alone = await round('approve', '1', ...ane)
  expect([alone.code, alone.err]).toEqual([
    2,
    'pejling: no access: approve-rounds needs the role admin, found analyst\n',
  ])
  expect((await round('approve', '1', ...bo)).out).toBe('upload 1 is approved\n')
  expect((await round('live', '1', ...bo)).out).toBe('upload 1 is live\n')
  expect((await round('list')).out).toMatch(/^1 {2}rounds-synthetic\/2025\/institution {2}live/)
  expect((await round('withdraw', '1', '--why', 'a test', ...bo)).out).toBe('upload 1 is withdrawn\n')
}, 240_000)

test('what stops it is told with its place and ends with 1; accepted with a note it goes on', async () => {
  const bad = join(sent, 'bad.csv')
  const lines = (await readFile(join(sent, 'institution.csv'), 'utf8')).split('\n')
  lines[2] = lines[2].replace(/ofte eller altid|aldrig eller af og til/, 'somme tider')
  await writeFile(bad, lines.join('\n'))
  expect((await round('add', bad, ...place)).code).toBe(0)
  const checked = await round('match', '2', '--suggested')
  expect(checked.code).toBe(1)
  expect(checked.out).toMatch(/stops: rounds-synthetic\/rounds\/2025\/institution\.csv:3 analysis_tools: /)
  const refused = await round('preview', '2')
  expect([refused.code, refused.err]).toEqual([
    2,
    'pejling: preview: 1 problems stop it; accept them or send a mended file\n',
  ])
  const of = ['--rule', 'category', '--variable', 'analysis_tools', '--value', 'somme tider']
  const accepted = await round('accept', '2', ...of, '--as-missing', 'not_codable', '--note', 'an old word')
  expect([accepted.code, (await shown('2')).stopping]).toEqual([0, 0])
}, 240_000)

test('what cannot be is refused in one line with exit code 2', async () => {
  const lines = [
    [['show', '99'], 'unknown upload: 99'],
    [['show', 'x'], 'upload: expected a number, found x'],
    [['live', '2'], 'publish: expected approved, found checked'],
    [
      ['list', '--state', 'gone'],
      'unknown state: gone; expected one of uploaded, read, checked, previewed, approved, live, withdrawn',
    ],
  ] as const
  for (const [words, line] of lines) {
    const { code, err } = await round(...words)
    expect([code, err]).toEqual([2, `pejling: ${line}\n`])
  }
}, 120_000)

test('a file of a round of which nobody has said what it is is checked as the last one was, and waits for it to be said', async () => {
  const of = ['--study', study, '--round', '2026', '--unit', 'institution']
  const { out } = await round('add', join(sent, 'institution.csv'), ...of, '--json')
  const { id } = JSON.parse(out) as Upload
  const bad = await round('match', String(id), '--suggested')
  expect(bad.code).toBe(1)
  expect(bad.out).toContain(
    `stops: ${study}/rounds/2026/round.yaml: expected what the round is (instrument, version, period), ` +
      `found nothing; pejling round facts ${id}`,
  )
  expect(await shown(String(id))).toMatchObject({ state: 'checked', rows: 12, stopping: 1 })
  const draft = await round('facts', String(id))
  const { version } = parse(await readFile(join(sent, 'round.yaml'), 'utf8')) as { version: string }
  expect(draft.code).toBe(0)
  expect(parse(draft.out)).toMatchObject({ id: '2026', version, period: { from: '', to: '' } })
  const file = join(sent, 'draft.yaml')
  await writeFile(file, draft.out)
  const unfinished = await round('facts', String(id), '--facts', file)
  expect([unfinished.code, unfinished.err.split(': ')[0]]).toEqual([2, 'pejling'])
  const facts = { ...(parse(draft.out) as object), label: { da: 'Forår 2026', en: 'Spring 2026' } }
  await writeFile(file, stringify({ ...facts, period: { from: '2026-03-01', to: '2026-04-15' } }))
  const said = await round('facts', String(id), '--facts', file, ...ane)
  expect([said.code, said.err]).toEqual([0, ''])
  expect(said.out).toContain('checked: 12 rows, 0 problems stop it')
  const now = JSON.parse((await round('facts', String(id), '--json')).out) as { from: string }
  expect(now.from).toBe('ledger')
}, 240_000)

test("what a round of the study's folder is is changed in the folder", async () => {
  const of = ['--study', study, '--round', '2024', '--unit', 'institution']
  const { out } = await round(
    'add',
    join(house.studies, study, 'rounds/2024/institution.csv'),
    ...of,
    '--json',
  )
  const { id } = JSON.parse(out) as Upload
  const refused = await round('facts', String(id), '--facts', join(sent, 'round.yaml'))
  expect([refused.code, refused.err]).toEqual([
    2,
    "pejling: round 2024: expected no rounds/2024/round.yaml in the study's folder, found one; change it there\n",
  ])
}, 240_000)
