import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createFirstAdmin,
  createSetupToken,
  migrate,
  openLedger,
  owner,
  recordEdition,
  roleOf,
  startPostgres,
  useEdition,
} from '@pejling/ledger'
import { openAccounts } from '@pejling/ledger/accounts'
import { expect, inject, test } from 'vitest'
import { serve } from '../global-setup.ts'

const { home: source, live, other } = inject('house')
const secret = 'a secret that is only for this test, and long'
const person = { name: 'Ada', email: 'ada@example.dk', password: 'en lang sætning om vejret' }

test('PostgreSQL goes away and comes back: figures go on, others say what is wrong, all of it recovers', async () => {
  const home = await mkdtemp(join(tmpdir(), 'pejling-restart-'))
  await mkdir(join(home, 'editions'))
  for (const hash of [live, other])
    await copyFile(join(source, 'editions', `${hash}.duckdb`), join(home, 'editions', `${hash}.duckdb`))
  const postgres = await startPostgres(home)
  await withLedger(postgres.ownerUrl, (ledger) => migrate(ledger, roleOf(postgres.url)))
  const token = await withLedger(postgres.url, async (ledger) => {
    for (const hash of [live, other]) await recordEdition(ledger, { hash, codeVersion: '1' })
    await useEdition(ledger, live, 'test', owner)
    return (await createSetupToken(ledger))!
  })
  const { child, address } = await serve({
    ...{ ...process.env, PEJLING_HOME: home, DATABASE_URL: postgres.url, PEJLING_SECRET: secret },
  })
  try {
    const cookie = await withLedger(postgres.url, async (ledger) => {
      const accounts = openAccounts(ledger, { secret, baseURL: address })
      await createFirstAdmin(ledger, accounts, token, person)
      const { headers } = await accounts.api.signInEmail({
        ...{ body: { email: person.email, password: person.password }, returnHeaders: true },
      })
      return headers
        .getSetCookie()
        .map((line) => line.split(';')[0])
        .join('; ')
    })
    const ask = async (path: string, headers: Record<string, string> = {}) => {
      const answer = await fetch(address + path, { headers, redirect: 'manual' })
      return { status: answer.status, text: await answer.text(), retry: answer.headers.get('retry-after') }
    }
    const figures = (y: string) => ask(`/relations?study=kora-2017&x=funding_model&y=${y}`)
    const ledger = async () => JSON.parse((await ask('/api/ready')).text).ledger as string
    expect((await ask('/account', { cookie })).text).toContain(person.email)
    expect(await ledger()).toBe('reachable')

    await postgres.stop()

    // Asked for the first time now, so that no kept answer can help.
    const shown = await figures('screening')
    expect([shown.status, shown.text.includes('<table')]).toEqual([200, true])
    expect((await ask('/studies/kora-2017', { cookie })).status).toBe(200)
    expect((await ask('/api/health')).status).toBe(200)
    expect([(await ask('/api/ready')).status, await ledger()]).toEqual([200, 'away'])
    expect((await ask('/api/ready?strict')).status).toBe(503)
    const account = await ask('/account', { cookie })
    expect([account.status, account.retry]).toEqual([503, '5'])
    expect(account.text).toContain('Databasen svarer ikke')
    const signIn = await fetch(`${address}/sign-in`, {
      ...{ method: 'POST', headers: { origin: address, accept: 'text/html' } },
      body: new URLSearchParams({ email: person.email, password: person.password, return: '/' }),
    })
    expect(signIn.status).toBe(503)
    expect(await signIn.text()).toContain('Databasen svarer ikke')

    const again = await startPostgres(home)
    expect(again.url).toBe(postgres.url)
    await expect.poll(ledger, { timeout: 20_000 }).toBe('reachable')
    await expect.poll(() => ask('/account', { cookie }), { timeout: 20_000 }).toMatchObject({ status: 200 })
    expect((await ask('/account', { cookie })).text).toContain(person.email)
    const edition = async () => JSON.parse((await ask('/api/health')).text).edition as string
    expect(await edition()).toBe(live)
    await withLedger(again.url, (ledger) => useEdition(ledger, other, 'test', owner))
    await expect.poll(edition, { timeout: 20_000 }).toBe(other)
    expect(child.exitCode).toBeNull()
  } finally {
    child.kill('SIGTERM')
    await postgres.stop()
    await rm(home, { recursive: true, force: true })
  }
}, 150_000)

async function withLedger<T>(
  url: string,
  work: (ledger: ReturnType<typeof openLedger>) => Promise<T>,
): Promise<T> {
  const ledger = openLedger(url)
  try {
    return await work(ledger)
  } finally {
    await ledger.destroy()
  }
}
