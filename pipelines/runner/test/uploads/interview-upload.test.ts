import { cp, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { InterviewPreview, InterviewReceipt } from '@pejling/indicators'
import type { Upload } from '@pejling/ledger'
import { openEdition } from '@pejling/warehouse'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestHouse, testHouse } from '../command-line.ts'
import { addAneAndBo, ane, bo } from '../house-people.ts'
import { liveOf } from '../killed-runs.ts'

const study = 'interviews-synthetic'
const named = 'Åse Opdigtet Koder'
let house: TestHouse
let sent: string

beforeAll(async () => {
  house = await testHouse(study)
  sent = join(house.studies, '..')
  await cp(join(house.studies, study, 'interviews/project.qdpx'), join(sent, 'project.qdpx'))
  await writeFile(
    join(sent, 'more.csv'),
    `source;code;excerpt;coder;case\nX6-tillæg;Tidlig indsats > Opsporing og screening > TOPI;vi måler trivsel to gange;${named};X6\n`,
  )
  expect((await house.pejling('run')).code).toBe(0)
  await addAneAndBo(house.home)
}, 240_000)
afterAll(() => house.close())

const round = (...words: string[]) => house.pejling('round', ...words)
const shown = async (id: string) => JSON.parse((await round('show', id, '--json')).out) as Upload
const place = ['--kind', 'interviews', '--study', study, '--unit', 'more']

async function filesLive(): Promise<string[]> {
  const edition = await openEdition(join(house.home, 'editions', `${await liveOf(house)}.duckdb`))
  try {
    const found = await edition.query<{ file: string }>(
      'SELECT file FROM interview_project ORDER BY position',
    )
    return found.map(({ file }) => file)
  } finally {
    await edition.close()
  }
}

test('coded interviews go from a file to what is live, and back, by the states of a round', async () => {
  const added = await round('add', join(sent, 'more.csv'), ...place, ...ane)
  expect([added.code, added.err]).toEqual([0, ''])
  expect(added.out).toMatch(/^upload 1: interviews-synthetic\/\/more, read\n/)
  expect((await shown('1')).receipt as InterviewReceipt).toMatchObject({
    ...{ format: 'codings', counts: { codings: 1, coders: 1 } },
  })
  const checked = await round('check', '1', ...ane)
  expect(checked.out).toContain('checked: 92 rows, 0 problems stop it\n')
  const preview = (await shown('1')).preview as InterviewPreview
  expect(preview).toMatchObject({ values: 18, uncertain: 0, units: ['X1', 'X2', 'X3', 'X4', 'X5', 'X6'] })
  expect((await round('preview', '1', ...ane)).code).toBe(0)
  const alone = await round('approve', '1', ...ane)
  expect([alone.code, alone.err]).toEqual([
    2,
    'pejling: no access: approve-rounds needs the role admin, found analyst\n',
  ])
  expect((await round('approve', '1', ...bo)).out).toBe('upload 1 is approved\n')
  expect(await filesLive()).toEqual(['interviews/project.qdpx', 'interviews/condensations.csv'])
  expect((await round('live', '1', ...bo)).out).toBe('upload 1 is live\n')
  expect(await filesLive()).toEqual([
    'interviews/more.csv',
    'interviews/project.qdpx',
    'interviews/condensations.csv',
  ])
  expect((await round('withdraw', '1', '--why', 'a test', ...bo)).out).toBe('upload 1 is withdrawn\n')
  expect(await filesLive()).toEqual(['interviews/project.qdpx', 'interviews/condensations.csv'])
}, 240_000)

test('a file of the same name stands in the place of the one in the folder, whatever it is written in', async () => {
  const own = place.map((word) => (word === 'more' ? 'project' : word))
  expect((await round('add', join(sent, 'more.csv'), ...own)).code).toBe(0)
  const checked = await round('check', '2')
  expect(checked.out).toContain('checked: 1 rows, 0 problems stop it\n')
  const { changed, counts } = (await shown('2')).preview as InterviewPreview
  expect(counts).toMatchObject({ sources: 1, codings: 1 })
  expect(changed).toContainEqual({ unit: 'X1', variable: 'screening', before: 'other' })
  expect(checked.out).toContain('  screening of X1: other → no value\n')
  expect(checked.out).toContain(
    'warns: interviews-synthetic/interviews small_groups: expected every code of the rule',
  )
}, 240_000)

test('what is no file of interviews is told when it is read, and stays as it is', async () => {
  await writeFile(join(sent, 'broken.qdpx'), 'PK no archive')
  const { code, out } = await round('add', join(sent, 'broken.qdpx'), ...place)
  expect([code, (await shown('3')).state]).toEqual([1, 'uploaded'])
  expect(out).toMatch(/upload 3: interviews-synthetic\/\/more, uploaded; read failed: broken\.qdpx: /)
  const two = await round('add', join(sent, 'more.csv'), join(sent, 'project.qdpx'), ...place)
  expect([two.code, two.err]).toEqual([2, 'pejling: interviews: expected one file, found 2\n'])
  const odd = await round(
    'add',
    join(sent, 'more.csv'),
    '--kind',
    'texts',
    '--study',
    study,
    '--unit',
    'more',
  )
  expect([odd.code, odd.err]).toEqual([2, 'pejling: kind: expected survey or interviews, found texts\n'])
}, 240_000)

test('whoever coded stands in the ledger alone: in no receipt, preview, edition, step or log', async () => {
  for (const id of ['1', '2']) expect(JSON.stringify(await shown(id))).not.toContain('Opdigtet Koder')
  const files = await readdir(house.home, { recursive: true, withFileTypes: true })
  const ours = files.filter(
    (entry) =>
      entry.isFile() &&
      !['postgres', 'uploads'].some((folder) => entry.parentPath.startsWith(join(house.home, folder))),
  )
  for (const entry of ours)
    expect(`${entry.name} ${String(await readFile(join(entry.parentPath, entry.name)))}`).not.toContain(
      'Opdigtet Koder',
    )
}, 60_000)
