import { symlink, utimes, writeFile, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { RunPlan } from '@pejling/ledger'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ended, type TestHouse, testHouse } from './command-line.ts'
import type { RunReport } from '../src/run.ts'
import { halfMade, liveOf, parquetOf } from './killed-runs.ts'

let house: TestHouse
beforeAll(async () => {
  house = await testHouse('kora-2017-synthetic', 'smaabornsteam-2020')
  const first = await ended(house.spawnWith({ PEJLING_WORKERS: '1' }, 'run'))
  expect(first.code).toBe(0)
}, 120_000)
afterAll(async () => {
  await house.close()
})

const planOf = async (...words: string[]) =>
  JSON.parse((await house.pejling('plan', '--json', ...words)).out) as RunPlan
const worked = ({ steps }: RunPlan) => steps.filter(({ action }) => action === 'run').map(({ name }) => name)

test('the same inputs give the same bytes with one worker and with four, in another order and another house', async () => {
  const other = await testHouse('kora-2017-synthetic', 'smaabornsteam-2020')
  expect((await ended(other.spawnWith({ PEJLING_WORKERS: '4' }, 'run'))).code).toBe(0)
  const [one, four] = [await parquetOf(house), await parquetOf(other)]
  expect(Object.keys(one).length).toBeGreaterThan(8)
  expect(four).toEqual(one)
  expect(await liveOf(other)).toBe(await liveOf(house))
  await other.close()
}, 120_000)

test('a touched file with the same content runs nothing', async () => {
  await utimes(join(house.studies, 'smaabornsteam-2020/units/institution.csv'), new Date(), new Date())
  expect((await house.pejling('run')).out).toContain('nothing changed')
}, 60_000)

test('a changed row is worked with all that builds on it, and the plan says why', async () => {
  const file = join(house.studies, 'smaabornsteam-2020/units/municipality.csv')
  const before = await readFile(file, 'utf8')
  await writeFile(file, `${before.trimEnd().split('\n').slice(0, -1).join('\n')}\n`)
  const plan = await planOf()
  expect(worked(plan)).toContain('survey/smaabornsteam-2020/municipality')
  expect(worked(plan).filter((name) => name.includes('kora'))).toEqual([])
  const [step] = plan.steps.filter(({ name }) => name === 'survey/smaabornsteam-2020/municipality')
  expect(step.reasons).toEqual([
    {
      kind: 'file-changed',
      file: 'smaabornsteam-2020/units/municipality.csv',
      changes: [{ kind: 'rows', changed: 0, added: 0, removed: 1 }],
    },
  ])
  const alone = await planOf('--study', 'kora-2017-synthetic')
  expect(alone).toMatchObject({
    upToDate: true,
    untouched: ['smaabornsteam-2020'],
    hash: await liveOf(house),
  })
  await writeFile(file, before)
}, 60_000)

test('a file with other bytes that say the same is worked, and what builds on it is kept: what it left is the same', async () => {
  const file = join(house.studies, 'smaabornsteam-2020/units/municipality.csv')
  const before = await readFile(file, 'utf8')
  await writeFile(file, before.replaceAll('\n', '\r\n'))
  const [municipality, institution] = ['municipality', 'institution'].map(
    (unit) => `survey/smaabornsteam-2020/${unit}`,
  )
  expect(worked(await planOf())).toEqual(expect.arrayContaining([municipality, institution]))
  const told = 'what is worked only because a step before it is, is kept if that leaves the same\n'
  expect((await house.pejling('plan')).out).toContain(told)
  const statuses = async () => {
    const { steps } = JSON.parse((await house.pejling('run', '--json')).out) as RunReport
    return Object.fromEntries(steps.map(({ step, status }) => [step, status]))
  }
  expect(await statuses()).toMatchObject({ [municipality]: 'done', [institution]: 'kept' })
  const [latest] = JSON.parse((await house.pejling('runs', '--json')).out) as { id: number }[]
  const { out } = await house.pejling('runs', String(latest.id))
  expect(out).toMatch(/^run \d+ done\nasked for +all; pejling run, owner, /)
  expect(out).toMatch(new RegExp(`^${municipality} +done +\\d+ rows +\\d+ ms +last \\d+ ms +\\d+ MB$`, 'm'))
  expect(out).toContain(
    `${institution}\n  why      ${municipality} is worked\n` +
      '  log      what the steps before it left is what it was made of before: its output is kept\n',
  )
  expect((await house.pejling('runs', '999')).err).toBe('pejling: unknown run: 999\n')
  // What was kept counts as made of what is there now.
  const readme = join(house.studies, 'smaabornsteam-2020/README.md')
  const said = await readFile(readme, 'utf8')
  await writeFile(readme, `${said}\n`)
  expect(worked(await planOf())).toEqual(['edition'])
  await writeFile(readme, said)
  await writeFile(file, before.replace(/\n.*\n$/, '\n'))
  expect(await statuses()).toMatchObject({ [municipality]: 'done', [institution]: 'failed' })
  await writeFile(file, before)
  expect((await house.pejling('run')).code).toBe(0)
}, 120_000)

test('what cannot be read is neither missing nor fresh: one cannot tell, and no run begins', async () => {
  const link = join(house.studies, 'smaabornsteam-2020/units/loop.csv')
  await symlink('loop.csv', link)
  const { steps, hash } = await planOf()
  expect(hash).toBeUndefined()
  expect(steps[0]).toMatchObject({
    ...{ name: 'study/smaabornsteam-2020', action: 'cannot-tell' },
    reasons: [{ kind: 'cannot-tell', why: 'smaabornsteam-2020/units/loop.csv: ELOOP' }],
  })
  expect(await house.pejling('run')).toMatchObject({
    ...{ code: 2, err: 'pejling: cannot tell: smaabornsteam-2020/units/loop.csv: ELOOP\n' },
  })
  await rm(link)
}, 60_000)

test('a run from a step on works it and what builds on it anew, and finds the same bytes', async () => {
  const from = 'survey/kora-2017-synthetic/municipality'
  expect(worked(await planOf('--from', from))).toContain(from)
  const { out } = await house.pejling('run', '--from', from, '--json')
  const done = (JSON.parse(out).steps as { step: string; status: string }[]).filter(
    ({ status }) => status === 'done',
  )
  expect(done.map(({ step }) => step)).toEqual(expect.arrayContaining([from, 'edition']))
  const { latestRun } = JSON.parse((await house.pejling('status', '--json')).out)
  const kinds = latestRun.steps.flatMap(({ warnings }: { warnings: { kind: string }[] }) =>
    warnings.map(({ kind }) => kind),
  )
  expect(kinds).not.toContain('not-deterministic')
}, 60_000)

test('a run that is cancelled leaves nothing behind, and what was live stays', async () => {
  const live = await liveOf(house)
  const file = join(house.studies, 'smaabornsteam-2020/README.md')
  await writeFile(file, 'changed')
  const child = house.spawn('run', '--from', 'survey/smaabornsteam-2020/municipality')
  const end = ended(child)
  await new Promise((begun) => child.stderr!.once('data', begun))
  child.kill('SIGINT')
  const { code, out } = await end
  expect({ code, out }).toEqual({
    code: 1,
    out: expect.stringMatching(/^run \d+ was cancelled; edition \w+ is still live\n$/),
  })
  expect(await liveOf(house)).toBe(live)
  expect(await halfMade(house)).toEqual([])
}, 60_000)
