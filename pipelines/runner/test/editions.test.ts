import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openEdition } from '@pejling/warehouse'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestHouse, testHouse } from './command-line.ts'
import { openLedgerOf } from './house-people.ts'

let house: TestHouse
let server: Awaited<ReturnType<typeof openLedgerOf>>
const made: string[] = []
const edition = (...words: string[]) => house.pejling('edition', ...words)
const json = async <T>(...words: string[]) => {
  const { out, err } = await edition(...words, '--json')
  expect(err).toBe('')
  return JSON.parse(out) as T
}

beforeAll(async () => {
  house = await testHouse('kora-2017-synthetic')
  // Running already, so that no command has to start it.
  server = await openLedgerOf(house.home)
  const file = join(house.studies, 'kora-2017-synthetic/units/institution.csv')
  const text = await readFile(file, 'utf8')
  for (const change of [(line: string) => line, (line: string) => line.replace('experience', 'language')]) {
    await writeFile(
      file,
      text
        .split('\n')
        .map((line, at) => (at === 1 ? change(line) : line))
        .join('\n'),
    )
    const { out, code, err } = await house.pejling('run', '--json')
    expect([code, err.includes('stops')]).toEqual([0, false])
    made.push((JSON.parse(out) as { edition: string }).edition)
  }
  expect(made[0]).not.toBe(made[1])
}, 120_000)
afterAll(async () => {
  await server.close()
  await house.close()
})

test('what moved is said with its cell, its row, the numbers, the relations, and the file that changed', async () => {
  const { out, code } = await edition('compare', made[0], made[1])
  expect(code).toBe(0)
  const lines = out.split('\n').map((line) => line.trim())
  expect(lines[0]).toBe(`${made[0]} → ${made[1]}`)
  expect(lines).toContain('went in: data: units/institution.csv changed')
  expect(lines.find((line) => line.startsWith('table institution'))).toBe(
    'table institution: 24 → 24 rows: 0 added, 0 removed, 1 changed; because of data: units/institution.csv changed',
  )
  expect(out).toMatch(/changed institution_id \S+ \(line 2 → 2\): screening experience → language/)
  expect(out).toMatch(
    /\w+ × screening \(rows\): .*gamma .* → .*; because of data: units\/institution\.csv changed/,
  )
}, 60_000)

test('the same as JSON has every number that moved with how much, and no whole tables', async () => {
  type Told = {
    studies: { relations: { statistics: unknown[]; before?: unknown }[]; variables: unknown[] }[]
  }
  const { studies } = await json<Told>('compare', made[0], made[1], '--study', 'kora-2017-synthetic')
  expect(studies).toHaveLength(1)
  expect(studies[0].variables).not.toEqual([])
  expect(studies[0].relations.length).toBeGreaterThan(5)
  for (const relation of studies[0].relations) expect(relation).not.toHaveProperty('before')
  const same = await edition('compare', made[1], made[1].slice(0, 6))
  expect(same.out).toBe(`${made[1]} → ${made[1]}: every table holds the same\n`)
}, 60_000)

test('wrong use is one line', async () => {
  expect((await edition('compare', 'zz', made[0])).err).toMatch(/^pejling: unknown edition: zz/)
  expect((await edition('compare', made[0], made[1], '--study', 'x')).err).toBe('pejling: unknown study: x\n')
  expect((await edition('keep', made[0])).err).toBe(
    'pejling: keep: expected --reason with the edition, found none\n',
  )
}, 60_000)

test('going back is one command and one more is where one was; the log has both', async () => {
  expect((await edition('undo')).out).toBe(`edition ${made[0]} is live\n`)
  expect(await json('undo')).toEqual({ live: made[1], moved: true })
  const { out } = await house.pejling('audit-log', 'list', '--act', 'use-edition', '--json')
  expect((JSON.parse(out) as { subject: string }[]).map(({ subject }) => subject).slice(0, 2)).toEqual([
    made[1],
    made[0],
  ])
}, 60_000)

test('the list says size, run, reason, who, marks and notes', async () => {
  await edition('note', made[0], 'before the correction')
  type Line = { hash: string; bytes: number; live: boolean; note: string; wasLive: { actor: string }[] }
  const [newest, oldest] = await json<Line[]>('list')
  expect(newest).toMatchObject({ hash: made[1], live: true, wasLive: [{ actor: 'owner' }, {}] })
  expect(oldest).toMatchObject({ hash: made[0], live: false, note: 'before the correction' })
  expect(oldest.bytes).toBeGreaterThan(100_000)
  expect((await edition('list')).out).toContain('before the correction')
}, 60_000)

test('an edition that was exported is imported in another house, live on demand, and not if it was changed', async () => {
  const folder = join(house.home, '../exported')
  const { seal } = await json<{ seal: string }>('export', made[0], folder)
  const other = await testHouse()
  try {
    const imported = await other.pejling('edition', 'import', folder, '--seal', seal, '--use', '--json')
    expect(JSON.parse(imported.out)).toEqual({ edition: made[0], seal, live: true })
    const ask = [
      'relation',
      '--study',
      'kora-2017-synthetic',
      '--x',
      'funding_model',
      '--y',
      'screening',
      '--json',
    ]
    const here = await house.pejling(...ask, '--edition', made[0])
    expect((await other.pejling(...ask)).out).toBe(here.out)
    await writeFile(join(folder, 'README.da.md'), 'something else')
    expect((await other.pejling('edition', 'import', folder)).err).toMatch(
      /^pejling: archive: README\.da\.md: expected sha256 [0-9a-f]{64}, found [0-9a-f]{64}\n$/,
    )
  } finally {
    await other.close()
  }
}, 120_000)

test('prune removes what nothing keeps, and leaves what is live, marked or open', async () => {
  const files = () => readdir(join(house.home, 'editions'))
  expect((await edition('prune')).out).toBe('nothing to remove\n')
  await edition('keep', '--last', '1')
  await edition('keep', made[0], '--reason', 'seen by the council')
  expect((await edition('prune')).out).toBe('nothing to remove\n')
  await edition('let-go', made[0])
  expect((await edition('prune', '--dry')).out).toBe(`${made[0]}  may go\n`)
  expect(await files()).toHaveLength(2)
  expect((await edition('prune')).out).toBe(`${made[0]}  removed\n`)
  expect(await files()).toEqual([`${made[1]}.duckdb`])
  expect((await edition('use', made[0])).err).toMatch(/^pejling: unknown edition/)
  // What is live is whole after all of it.
  const live = await openEdition(join(house.home, 'editions', `${made[1]}.duckdb`))
  expect(live.hash).toBe(made[1])
  await live.close()
}, 60_000)
