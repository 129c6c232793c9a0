import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  type Ledger,
  migrate,
  openLedger,
  recordEdition,
  listEditions,
  roleOf,
  startPostgres,
} from '../src/index.ts'

let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'pejling-postgres-'))
})
afterEach(async () => {
  await rm(home, { recursive: true, force: true })
})

test('what was committed before a kill is there after the next start', async () => {
  const postgres = await startPostgres(home)
  const owner = openLedger(postgres.ownerUrl)
  await migrate(owner, roleOf(postgres.url))
  await owner.destroy()
  const ledger = openLedger(postgres.url)
  await recordEdition(ledger, { hash: 'aaaa', codeVersion: '1' })
  const pid = Number((await readFile(join(home, 'postgres/data/postmaster.pid'), 'utf8')).split('\n')[0])
  process.kill(pid, 'SIGKILL')
  await ledger.destroy()
  const again = await startPostgres(home)
  const reopened = openLedger(again.url)
  expect((await listEditions(reopened)).map(({ hash }) => hash)).toEqual(['aaaa'])
  await reopened.destroy()
  await again.stop()
}, 60_000)

test('two starts at once share one server', async () => {
  const [one, two] = await Promise.all([startPostgres(home), startPostgres(home)])
  expect(one.url).toBe(two.url)
  expect([one.started, two.started].sort()).toEqual([false, true])
  await one.stop()
}, 60_000)

test('the password is readable by the owner only', async () => {
  const postgres = await startPostgres(home)
  expect((await stat(join(home, 'postgres.json'))).mode & 0o077).toBe(0)
  await postgres.stop()
}, 60_000)

test('a server that was killed comes back on its port, and whoever started the first stops the second', async () => {
  const first = await startPostgres(home)
  const pid = async () =>
    Number((await readFile(join(home, 'postgres/data/postmaster.pid'), 'utf8')).split('\n')[0])
  const killed = await pid()
  process.kill(killed, 'SIGKILL')
  const second = await startPostgres(home)
  expect([second.url, second.ownerUrl]).toEqual([first.url, first.ownerUrl])
  expect(await pid()).not.toBe(killed)
  await first.stop()
  const ledger = openLedger(second.url)
  await expect(listEditions(ledger)).rejects.toThrow(/ECONNREFUSED/)
  await ledger.destroy()
}, 60_000)

test('everyday work has a role and a password of its own, the same at the next start', async () => {
  const first = await startPostgres(home)
  expect(new URL(first.url).username).toBe('pejling_app')
  expect(new URL(first.ownerUrl).username).toBe('pejling')
  expect(new URL(first.url).password).not.toBe(new URL(first.ownerUrl).password)
  await first.stop()
  const second = await startPostgres(home)
  expect(new URL(second.url).password).toBe(new URL(first.url).password)
  await second.stop()
}, 60_000)

const damages: [what: string, damage: (owner: Ledger) => Promise<void>][] = [
  ['is of an earlier program, without such a role', forget],
  ['was killed before it had made the role', dropRole],
  ['had an earlier program in between, which forgot the password', () => forgetPassword()],
]

test.each(damages)(
  'a home whose server %s gets one, running or not',
  async (_what, damage) => {
    for (const running of [true, false]) {
      const { url, ownerUrl, stop } = await startPostgres(home)
      const owner = openLedger(ownerUrl, { connections: 1 })
      await migrate(owner, roleOf(url))
      await damage(owner)
      await owner.destroy()
      if (!running) await stop()
      const [one, two] = await Promise.all([startPostgres(home), startPostgres(home)])
      expect(one.url).toBe(two.url)
      expect([one.started, two.started].filter(Boolean)).toHaveLength(running ? 0 : 1)
      const [keeper, ledger] = [openLedger(one.ownerUrl), openLedger(one.url)]
      await migrate(keeper, roleOf(one.url))
      expect(await listEditions(ledger)).toEqual([])
      await Promise.all([keeper.destroy(), ledger.destroy()])
      await one.stop()
    }
  },
  60_000,
)

async function forget(owner: Ledger): Promise<void> {
  await forgetPassword()
  await dropRole(owner)
}

async function forgetPassword(): Promise<void> {
  const file = join(home, 'postgres.json')
  const { port, password } = JSON.parse(await readFile(file, 'utf8'))
  await writeFile(file, JSON.stringify({ port, password }))
}

async function dropRole(owner: Ledger): Promise<void> {
  await sql`DROP OWNED BY pejling_app`.execute(owner)
  await sql`DROP ROLE pejling_app`.execute(owner)
}
