import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Ledger } from '@pejling/ledger'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ended, type TestHouse, testHouse } from './command-line.ts'
import { addPerson, endAccessOf, grant, openLedgerOf, personOf } from './house-people.ts'

let house: TestHouse
let ledger: Ledger
let close: () => Promise<void>
const study = 'kora-2017-synthetic'
const printed = 'kora-2017'

/** Two studies as if they were somebody's: they say nothing of who may see what, the second nothing before a day. */
async function closeStudy(name: string, embargo?: string): Promise<void> {
  const file = join(house.studies, name, 'study.yaml')
  const text = (await readFile(file, 'utf8')).replace('synthetic: true', 'synthetic: false')
  const silent = text.replace(/^disclosure:\n(?: {2}.*\n)+/m, '')
  await writeFile(file, embargo ? `${silent}disclosure:\n  embargo: ${embargo}\n` : silent)
}

beforeAll(async () => {
  house = await testHouse(study, printed)
  await closeStudy(study)
  await closeStudy(printed)
  expect((await house.pejling('run')).code).toBe(0)
  ;({ ledger, close } = await openLedgerOf(house.home))
  await addPerson(ledger, 'rosa', 'researcher')
  await addPerson(ledger, 'anna', 'analyst')
  await addPerson(ledger, 'ada', 'admin')
  await addPerson(ledger, 'abel', 'admin')
}, 120_000)
afterAll(async () => {
  await close()
  await house.close()
})

const relation = (...words: string[]) =>
  house.pejling('relation', '--study', study, '--x', 'funding_model', '--y', 'screening', ...words)
const countsFor = async (...words: string[]) => {
  const { out, err } = await relation('--json', ...words)
  if (err) throw new Error(err)
  return JSON.parse(out) as { suppressed?: true; counts: (number | null)[][]; why?: { code: string } }
}
const whole = [
  [5, 3, 0],
  [4, 4, 0],
  [2, 1, 5],
]

test('a person sees a study that is not open as their grants let them, from one command to the next', async () => {
  const rosa = ['--as', 'rosa@example.org']
  expect(await countsFor(...rosa)).toMatchObject({ suppressed: true, why: { code: 'small-counts' } })
  expect((await relation(...rosa)).out).toContain('Some counts are hidden so that nobody can be recognised')
  await grant(ledger, 'rosa', study, 'rows')
  expect((await countsFor(...rosa)).counts.flat()).toContain(null)
  await grant(ledger, 'rosa', study, 'unsuppressed')
  expect((await countsFor(...rosa)).counts).toEqual(whole)
  expect((await countsFor('--suppressed', ...rosa)).counts.flat()).toContain(null)
  await grant(ledger, 'rosa', study, 'unsuppressed', false)
  expect((await countsFor(...rosa)).suppressed).toBe(true)
  expect((await countsFor()).counts).toEqual(whole)
}, 60_000)

test('the environment can say who acts, and an empty --as is not the owner', async () => {
  const asked = ['relation', '--study', study, '--x', 'funding_model', '--y', 'screening', '--json']
  const as = (who: string) => ended(house.spawnWith({ PEJLING_AS: who }, ...asked))
  expect(JSON.parse((await as('ROSA@example.org')).out).suppressed).toBe(true)
  expect(await as('rosa')).toEqual({
    ...{ code: 2, out: '', err: 'pejling: PEJLING_AS: expected an e-mail address, found rosa\n' },
  })
  expect(await relation('--as', '')).toEqual({
    ...{ code: 2, out: '', err: 'pejling: --as: expected an e-mail address, found nothing\n' },
  })
}, 30_000)

test('what a printed number should be is not said of a study that is not open to the person', async () => {
  const audit = (...words: string[]) => house.pejling('audit', '--study', printed, '--json', ...words)
  type Finding = { printed: string; verdict: string; recomputed?: string; reason: { code: string } }
  const [all, some] = await Promise.all([audit(), audit('--as', 'rosa@example.org')])
  const [seen, told] = [JSON.parse(all.out) as Finding[], JSON.parse(some.out) as Finding[]]
  expect(seen.some(({ recomputed }) => recomputed !== undefined)).toBe(true)
  expect(told.map(({ printed, verdict }) => [printed, verdict])).toEqual(
    seen.map(({ printed, verdict }) => [printed, verdict]),
  )
  expect(told.every(({ recomputed, reason }) => recomputed === undefined && reason.code === 'hidden')).toBe(
    true,
  )
  expect([all.err, some.err]).toEqual([
    '',
    'hidden: what the printed numbers should be, since it may be counted from rows; the study is not open to you\n',
  ])
}, 30_000)

test('nobody without the right sees a figure before the end of an embargo, --suppressed or not', async () => {
  await closeStudy(study, '2099-01-01')
  await closeStudy(printed, '2099-01-01')
  expect((await house.pejling('run')).code).toBe(0)
  for (const words of [[], ['--suppressed']])
    expect(await countsFor('--as', 'rosa@example.org', ...words)).toMatchObject({
      ...{ suppressed: true, why: { code: 'embargo' } },
    })
  const audit = await house.pejling('audit', '--study', printed, '--json', '--as', 'rosa@example.org')
  expect([audit.out, audit.err]).toEqual([
    ...['[]\n', 'hidden: the figures of this study have not been released yet\n'],
  ])
}, 60_000)

test('what a person does is theirs in the log, which says that it came through the command line', async () => {
  const { id } = await personOf(ledger, 'anna')
  await writeFile(join(house.studies, printed, 'README.md'), 'Changed.\n', { flag: 'a' })
  expect((await house.pejling('run', '--as', 'anna@example.org')).code).toBe(0)
  const editions = JSON.parse((await house.pejling('edition', 'list', '--json')).out) as { hash: string }[]
  expect((await house.pejling('edition', 'use', editions[1].hash, '--as', 'anna@example.org')).code).toBe(0)
  const ada = ['--as', 'ada@example.org']
  expect((await house.pejling('people', 'role', 'rosa@example.org', 'reader', ...ada)).code).toBe(0)
  const log = async (actor: string) => {
    const { out } = await house.pejling('audit-log', 'list', '--actor', actor, '--json', ...ada)
    const entries = JSON.parse(out) as { act: string; role: string; details: { through?: string } }[]
    return entries.map(({ act, role, details }) => [act, role, details.through]).reverse()
  }
  const through = 'command line'
  expect(await log(id)).toEqual([
    ...[
      ['run', 'analyst', through],
      ['use-edition', 'analyst', through],
      ['use-edition', 'analyst', through],
    ],
  ])
  expect(await log((await personOf(ledger, 'ada')).id)).toEqual([['role-change', 'admin', through]])
  expect((await house.pejling('audit-log', 'verify', ...ada)).code).toBe(0)
}, 60_000)

test('who may not is told in one line, with exit code 2', async () => {
  const refused = async (...words: string[]) => {
    const { code, out, err } = await house.pejling(...words)
    expect([code, out]).toEqual([2, ''])
    return err
  }
  expect(await refused('run', '--as', 'rosa@example.org')).toBe(
    'pejling: no access: run-pipelines needs the role analyst, found reader\n',
  )
  expect(await refused('start', '--as', 'ada@example.org')).toBe(
    'pejling: no access: start is for the owner of the home folder; without --as and PEJLING_AS\n',
  )
  await endAccessOf(ledger, 'abel')
  expect(await refused('people', 'list', '--as', 'abel@example.org')).toBe(
    "pejling: no access: this account's access has ended\n",
  )
}, 30_000)

test('an account that must have a second factor and has none may do nothing', async () => {
  const asked = (policy: string, who: string) =>
    ended(
      house.spawnWith({ PEJLING_SECOND_FACTOR: policy }, 'studies', '--json', '--as', `${who}@example.org`),
    )
  expect(await asked('admins', 'ada')).toEqual({
    ...{ code: 2, out: '' },
    err: 'pejling: no access: this account must have a second factor; sign in and set it up\n',
  })
  expect((await asked('admins', 'anna')).code).toBe(0)
  expect((await asked('everyone', 'anna')).code).toBe(2)
}, 30_000)
