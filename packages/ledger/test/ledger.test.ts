import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  checkLedger,
  createFirstAdmin,
  createSetupToken,
  findLiveEdition,
  isSetupTokenValid,
  listEditions,
  migrate,
  openLedger,
  owner,
  recordEdition,
  roleOf,
  startPostgres,
  useEdition,
  watchLiveEdition,
  withRunLock,
} from '../src/index.ts'
import { openAccounts } from '../src/accounts.ts'
import { testLedger, type TestLedger } from './postgres.ts'

let house: TestLedger
beforeAll(async () => {
  house = await testLedger()
}, 60_000)
afterAll(async () => {
  await house.stop()
})

test('a second start finds the server that is running', async () => {
  const again = await startPostgres(house.home)
  expect(again.started).toBe(false)
  expect(again.url).toBe(house.url)
})

test('a server that ends a connection in use ends the question, not this process', async () => {
  const pid = sql<{ pid: number }>`SELECT pg_backend_pid() AS pid`
  const held = house.owner.connection().execute(async (connection) => {
    const [row] = (await pid.execute(connection)).rows
    await sql`SELECT pg_terminate_backend(${row.pid})`.execute(house.owner)
    await new Promise((later) => setTimeout(later, 200))
    return pid.execute(connection)
  })
  await expect(held).rejects.toThrow()
  expect(await listEditions(house.owner)).toEqual([])
})

test('migrating twice changes nothing', async () => {
  await migrate(house.owner, roleOf(house.url))
  await migrate(house.ledger)
  expect(await listEditions(house.ledger)).toEqual([])
})

test('a server that is down is named without its password', async () => {
  const url = 'postgres://pejling:secret@127.0.0.1:1/pejling'
  const ledger = openLedger(url)
  await expect(checkLedger(ledger, url)).rejects.toThrow(
    /^database: cannot reach 127\.0\.0\.1:1; is it running\?$/,
  )
  await ledger.destroy()
})

test('the live edition is one pointer that watchers follow', async () => {
  const seen: (string | undefined)[] = []
  const watch = await watchLiveEdition(house.url, (hash) => seen.push(hash))
  await recordEdition(house.ledger, { hash: 'aaaa', codeVersion: '1' })
  await recordEdition(house.ledger, { hash: 'bbbb', codeVersion: '1' })
  expect(await useEdition(house.ledger, 'aaaa', 'test', owner)).toBe(true)
  expect(await useEdition(house.ledger, 'aaaa', 'test', owner)).toBe(false)
  expect(await useEdition(house.ledger, 'bbbb', 'test', owner)).toBe(true)
  expect(await findLiveEdition(house.ledger)).toBe('bbbb')
  await expect.poll(() => seen).toEqual([undefined, 'aaaa', 'bbbb'])
  expect((await listEditions(house.ledger)).map(({ hash, live }) => [hash, live])).toEqual([
    ['bbbb', true],
    ['aaaa', false],
  ])
  await watch.close()
})

test('an unknown edition cannot be made live', async () => {
  await expect(useEdition(house.ledger, 'cccc', 'test', owner)).rejects.toThrow(/^unknown edition: cccc$/)
})

test('two runs at once take turns', async () => {
  const order: string[] = []
  const work = (name: string) => async () => {
    order.push(`${name} begins`)
    await new Promise((later) => setTimeout(later, 60))
    order.push(`${name} ends`)
  }
  await Promise.all([withRunLock(house.ledger, work('one')), withRunLock(house.ledger, work('two'))])
  expect(order[1]).toBe(order[0].replace('begins', 'ends'))
})

test('a setup link makes one admin and then no more', async () => {
  const accounts = openAccounts(house.ledger, { secret: 'a'.repeat(32), baseURL: 'http://127.0.0.1' })
  const earlier = (await createSetupToken(house.ledger))!
  const token = (await createSetupToken(house.ledger))!
  expect(await isSetupTokenValid(house.ledger, earlier)).toBe(false)
  expect(await isSetupTokenValid(house.ledger, token)).toBe(true)
  const person = { name: 'Test', email: 'admin@example.org', password: 'too short' }
  await expect(createFirstAdmin(house.ledger, accounts, earlier, person)).rejects.toThrow(
    /^setup link: used, too old or unknown$/,
  )
  await expect(createFirstAdmin(house.ledger, accounts, token, person)).rejects.toThrow(/^password: short$/)
  expect(await isSetupTokenValid(house.ledger, token)).toBe(true)
  const both = await Promise.allSettled(
    [1, 2].map(() =>
      createFirstAdmin(house.ledger, accounts, token, {
        ...person,
        password: 'correct horse battery staple',
      }),
    ),
  )
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(await isSetupTokenValid(house.ledger, token)).toBe(false)
  expect(await createSetupToken(house.ledger)).toBeUndefined()
  const { user } = await accounts.api.signInEmail({
    body: { email: person.email, password: 'correct horse battery staple' },
  })
  expect(user).toMatchObject({ email: 'admin@example.org' })
})
