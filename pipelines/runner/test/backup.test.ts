import { once } from 'node:events'
import { access, cp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { arrivingFolder, checkSeal, keepOriginal, type Original, originalPath, seal } from '@pejling/archive'
import { createUpload, owner, recordAct } from '@pejling/ledger'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestHouse, testHouse } from './command-line.ts'
import { openLedgerOf } from './house-people.ts'

let house: TestHouse
let original: Original
let server: Awaited<ReturnType<typeof openLedgerOf>>
const at = (name: string) => join(house.home, '..', name)
const relation = [
  'relation',
  '--study',
  'kora-2017-synthetic',
  '--x',
  'funding_model',
  '--y',
  'screening',
  '--json',
]
type Told = { seal: string; live: string; editions: number; entries: number; head: string; missing: string[] }

beforeAll(async () => {
  house = await testHouse('kora-2017-synthetic')
  expect((await house.pejling('run')).code).toBe(0)
  server = await openLedgerOf(house.home)
  await writeFile(at('svar.csv'), 'as it was sent')
  original = await keepOriginal(house.home, at('svar.csv'), 'copy')
  await writeFile(join(arrivingFolder(house.home), 'half'), 'half sent')
  const files = [{ name: 'svar.csv', ...original }]
  await createUpload(
    server.ledger,
    { study: 'kora-2017-synthetic', round: '2026', unit: 'institution', files },
    owner,
  )
  await writeFile(join(house.home, 'secret'), 'the key', { mode: 0o600 })
  await house.pejling('people', 'invite', 'anna@example.org', '--role', 'analyst')
}, 120_000)
afterAll(async () => {
  await server.close()
  await house.close()
})

/** Another home beside, in which `restore` and everything after it works. */
const elsewhere = (name: string) => ({
  home: at(name),
  run: (...words: string[]) => ended(house.spawnWith({ PEJLING_HOME: at(name) }, ...words)),
})
async function ended(child: ReturnType<TestHouse['spawn']>) {
  let [out, err] = ['', '']
  child.stdout!.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr!.on('data', (chunk: Buffer) => (err += chunk.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, out, err }
}
async function backUp(name: string): Promise<Told> {
  const { out, err } = await house.pejling('backup', at(name), '--json')
  expect(err).toBe('')
  return JSON.parse(out) as Told
}

test('what was backed up while others wrote is restored: editions, people, uploads, key, and a log that verifies', async () => {
  let writing = true
  const writer = (async () => {
    while (writing) await recordAct(server.ledger, { ...owner, act: 'run', subject: 'meanwhile' })
  })()
  const made = await backUp('whole')
  writing = false
  await writer
  expect((await stat(at('whole'))).mode & 0o077).toBe(0)

  const other = elsewhere('restored')
  const { code, out, err } = await other.run('restore', at('whole'), '--seal', made.seal, '--json')
  expect([code, err]).toEqual([0, ''])
  expect(JSON.parse(out)).toMatchObject({ live: made.live, entries: made.entries, head: made.head })
  expect(await readFile(originalPath(other.home, original.sha256), 'utf8')).toBe('as it was sent')
  expect(await readdir(join(other.home, 'uploads'))).toEqual([original.sha256])
  const upload = JSON.parse((await other.run('round', 'show', '1', '--json')).out)
  expect(upload).toMatchObject({ state: 'uploaded', work: 'read', files: [original] })
  expect(await readFile(join(other.home, 'secret'), 'utf8')).toBe('the key')
  for (const name of ['.', 'secret']) expect((await stat(join(other.home, name))).mode & 0o077).toBe(0)

  const verified = JSON.parse((await other.run('audit-log', 'verify', '--head', made.head, '--json')).out)
  expect(verified).toMatchObject({ intact: true, knownHeadAt: made.entries })
  expect((await other.run('people', 'list', '--json')).out).toBe(
    (await house.pejling('people', 'list', '--json')).out,
  )
  expect((await other.run(...relation)).out).toBe((await house.pejling(...relation)).out)
  const run = JSON.parse((await other.run('run', '--json')).out) as { live: string; unchanged: boolean }
  expect(run).toMatchObject({ live: made.live, unchanged: true })
}, 180_000)

test('a home that is not empty, a broken checksum, a newer backup and a half one are refused and leave nothing', async () => {
  await backUp('good')
  const refused = async (folder: string, message: RegExp) => {
    const other = elsewhere(`for-${folder}`)
    const { code, err } = await other.run('restore', at(folder))
    expect([code, err.replaceAll(at(''), '')]).toEqual([2, expect.stringMatching(message)])
    await expect(access(other.home)).rejects.toThrow()
    await expect(access(`${other.home}.restoring`)).rejects.toThrow()
  }
  expect((await house.pejling('restore', at('good'))).err).toMatch(
    /^pejling: restore: expected an empty home, found .*; say another one with PEJLING_HOME\n$/,
  )
  await cp(at('good'), at('broken'), { recursive: true })
  await truncate(join(at('broken'), 'ledger/user.copy'), 0)
  await writeFile(join(at('broken'), 'ledger/user.copy'), 'x')
  await refused(
    'broken',
    /^pejling: archive: ledger\/user\.copy: expected sha256 [0-9a-f]{64}, found [0-9a-f]{64}\n$/,
  )
  await cp(at('good'), at('newer'), { recursive: true })
  const manifest = join(at('newer'), 'backup.json')
  await writeFile(manifest, (await readFile(manifest, 'utf8')).replace('"version": 1', '"version": 2'))
  await seal(at('newer'))
  await refused('newer', /^pejling: restore: version 2 is newer than this program \(1\)\n$/)
  await cp(at('good'), at('half'), { recursive: true })
  await rm(join(at('half'), 'SHA256SUMS'))
  await refused('half', /^pejling: archive: no SHA256SUMS in .*; not whole\n$/)
  // A log that somebody changed, with all checksums made anew.
  await cp(at('good'), at('forged'), { recursive: true })
  const log = join(at('forged'), 'ledger/audit_entry.copy')
  await writeFile(log, (await readFile(log, 'utf8')).replace('\tinvite\t', '\tsign-in\t'))
  await seal(at('forged'))
  await refused('forged', /^pejling: restore: the log of acts does not verify \(entry \d+ altered\)\n$/)
}, 180_000)

test('a backup that is killed leaves no folder of its name, or a whole one', async () => {
  for (const [turn, milliseconds] of [500, 900, 1300, 1700, 2100].entries()) {
    const name = `killed-${turn}`
    const child = house.spawn('backup', at(name))
    const closed = once(child, 'close')
    setTimeout(() => child.kill('SIGKILL'), milliseconds)
    await closed
    const there = (await readdir(at(''))).includes(name)
    if (there) expect(await checkSeal(at(name))).toMatch(/^[0-9a-f]{64}$/)
  }
  // The one that is let be is whole.
  expect(await checkSeal(at('good'))).toMatch(/^[0-9a-f]{64}$/)
}, 60_000)
