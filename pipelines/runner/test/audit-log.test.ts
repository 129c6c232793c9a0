import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestHouse, testHouse } from './command-line.ts'

let house: TestHouse
let edition: string
beforeAll(async () => {
  house = await testHouse('kora-2017')
  edition = JSON.parse((await house.pejling('run', '--json')).out).edition
}, 60_000)
afterAll(async () => {
  await house.close()
})

const log = (...words: string[]) => house.pejling('audit-log', ...words)
type Entry = { id: number; actor: string; role: string; act: string; subject: string; details: unknown }

test('a run and the change of the live edition are entries of the owner', async () => {
  const { code, out } = await log('list', '--json')
  expect(code).toBe(0)
  const entries = (JSON.parse(out) as Entry[]).map(({ id, actor, role, act, subject, details }) => [
    ...[id, actor, role, act, subject, details],
  ])
  expect(entries).toEqual([
    [2, 'owner', 'owner', 'use-edition', edition, { reason: 'pejling run', before: null }],
    [1, 'owner', 'owner', 'run', '1', { reason: 'pejling run', joined: false }],
  ])
}, 30_000)

test('what changed nothing leaves no entry', async () => {
  await house.pejling('run')
  await house.pejling('edition', 'use', edition)
  expect(JSON.parse((await log('list', '--json')).out)).toHaveLength(2)
}, 30_000)

test('the list is filtered, and says one line an entry', async () => {
  const { out } = await log('list', '--act', 'run', '--from', '2020-01-01', '--limit', '1')
  expect(out).toMatch(
    /^1 {2}\d{4}-\d\d-\d\dT[\d:.]+Z {2}owner {2}run {2}1 {2}\{"joined":false,"reason":"pejling run"\}\n$/,
  )
  expect((await log('list', '--to', '2020-01-01T00:00:00Z')).out).toBe('no entry\n')
}, 30_000)

test('a filter that cannot be is one line and exit code 2', async () => {
  const wrong: [words: string[], line: string][] = [
    [['list', '--act', 'rum'], 'unknown act: rum (did you mean run?)'],
    [
      ['export', '--from', 'yesterday'],
      'from: expected 2026-11-01 (UTC) or 2026-11-01T09:30:00+01:00, found yesterday',
    ],
    [['list', '--limit', '0'], 'limit: expected a whole number from 1 on, found 0'],
    [['verify', '--head', 'abc'], 'invalid head; expected 64 hexadecimal digits: abc'],
  ]
  for (const [words, line] of wrong)
    expect(await log(...words)).toEqual({ code: 2, out: '', err: `pejling: ${line}\n` })
}, 30_000)

test('verify prints a head, which proves later that nothing before it was changed', async () => {
  const first = await log('verify')
  const head = /^2 entries in one unbroken chain\nhead ([0-9a-f]{64})\n$/.exec(first.out)![1]
  await writeFile(join(house.studies, 'kora-2017/NOTE.md'), 'A note.\n')
  await house.pejling('run')
  const later = await log('verify', '--head', head)
  expect(later.code).toBe(0)
  expect(later.out).toMatch(
    /^4 entries in one unbroken chain\nhead [0-9a-f]{64}\nthe head asked for is entry 2: nothing up to it was changed or removed\n$/,
  )
  const other = await log('verify', '--head', 'f'.repeat(64))
  expect(other.code).toBe(1)
  expect(other.out).toContain(
    'the head asked for is not in the chain: entries up to it were changed or removed',
  )
}, 60_000)

test('an exported log is verified without the ledger, and a changed line is found', async () => {
  const { out } = await log('export')
  const file = join(house.home, 'log.jsonl')
  await writeFile(file, out)
  const verified = await log('verify', '--file', file, '--json')
  expect(verified.code).toBe(0)
  const here = JSON.parse((await log('verify', '--json')).out)
  expect(JSON.parse(verified.out)).toEqual(here)
  const lines = out.trimEnd().split('\n')
  expect(lines).toHaveLength(here.entries)

  await writeFile(file, out.replace('pejling run', 'pejling rum'))
  expect(await log('verify', '--file', file)).toMatchObject({
    code: 1,
    out: `the chain breaks: entry 1 is not what its hash was made of; 0 entries before it are whole\nhead ${'0'.repeat(64)}\n`,
  })
  await writeFile(file, [lines[0], ...lines.slice(2)].join('\n'))
  expect((await log('verify', '--file', file)).out).toContain('the chain breaks: entry 2 is missing;')
  await writeFile(file, `${lines[0]}\n{"id":"2"}\n`)
  expect(await log('verify', '--file', file)).toEqual({
    ...{ code: 2, out: '', err: 'pejling: log.jsonl:2: expected an entry of the log as JSON\n' },
  })
}, 60_000)

test('a reader of the export who stops early ends it without an error', async () => {
  const child = house.spawn('audit-log', 'export')
  let said = ''
  child.stderr!.on('data', (chunk: Buffer) => (said += chunk.toString()))
  child.stdout!.destroy()
  const code = await new Promise((ended) => child.once('exit', ended))
  expect([code, said]).toEqual([0, ''])
}, 30_000)
