import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Accounts, Ledger } from '../src/index.ts'
import { nobodysHash } from '../src/password-hash.ts'
import { signIn } from '../src/sign-in.ts'
import type { Tables } from '../src/tables.ts'
import { addPerson, cookiesOf, countingGate, password, testAccounts } from './people.ts'
import { testLedger, type TestLedger } from './postgres.ts'

let house: TestLedger
let watched: Ledger
let accounts: Accounts
const statements: string[] = []
const noHeaders = new Headers()

beforeAll(async () => {
  house = await testLedger()
  const pool = new pg.Pool({ connectionString: house.url })
  watched = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    log: ({ query }) => void statements.push(query.sql),
  })
  accounts = testAccounts(house.ledger)
  await addPerson(accounts, 'anna')
  const ended = await addPerson(accounts, 'bo')
  await house.ledger.updateTable('user').set({ banned: true }).where('id', '=', ended).execute()
  const withoutPassword = await addPerson(accounts, 'carl')
  await house.ledger.deleteFrom('account').where('userId', '=', withoutPassword).execute()
}, 60_000)
afterAll(async () => {
  await watched.destroy()
  await house.stop()
})
beforeEach(async () => {
  await house.ledger.deleteFrom('sign_in_attempt').execute()
})

/** Everything that a try shows and costs, but for the passing of time. */
async function trace(email: string, tried: string) {
  const gate = countingGate()
  statements.length = 0
  const answer = await signIn(
    watched,
    accounts,
    { email, password: tried, address: '192.0.2.1', headers: noHeaders },
    gate,
  )
  return { answer, statements: [...statements], checks: gate.checks.length, waits: gate.waits }
}

test('whatever is wrong, a refusal is the same value after the same statements, one check and the same wait', async () => {
  const wrong = await trace('anna@example.org', 'not the password')
  expect(wrong.answer).toEqual({ kind: 'refused' })
  expect(wrong.checks).toBe(1)
  expect(wrong.waits).toEqual([250])
  expect(wrong.statements).toHaveLength(3)
  const others = {
    'an unknown address': await trace('nobody@example.org', password),
    'an ended account and its password': await trace('bo@example.org', password),
    'an ended account and another password': await trace('bo@example.org', 'not the password'),
    'an account without a password': await trace('carl@example.org', password),
    'no address at all': await trace('', ''),
    'what is no address': await trace("' OR 1=1 --", password),
    'a very long password': await trace('anna@example.org', 'x'.repeat(100_000)),
  }
  for (const [what, found] of Object.entries(others)) expect({ what, ...found }).toEqual({ what, ...wrong })
})

test('a hundred refusals of each kind take a hundred checks each', async () => {
  const kinds = ['anna@example.org', 'nobody@example.org', 'bo@example.org', 'carl@example.org']
  const counts = new Map<string, number>()
  for (let round = 0; round < 100; round++)
    for (const email of kinds) {
      const gate = {
        ...countingGate(),
        verify: async () => (counts.set(email, (counts.get(email) ?? 0) + 1), false),
      }
      const address = `192.0.2.${round}`
      await signIn(house.ledger, accounts, { email, password: 'wrong', address, headers: noHeaders }, gate)
      if (round % 20 === 19) await house.ledger.deleteFrom('sign_in_attempt').execute()
    }
  expect(Object.fromEntries(counts)).toEqual(Object.fromEntries(kinds.map((email) => [email, 100])))
})

test('beyond the limit an account that exists and one that does not are refused alike, without a check', async () => {
  const spent = async (email: string) => {
    for (let n = 0; n < 5; n++) await trace(email, 'wrong')
    return trace(email, password)
  }
  const known = await spent('anna@example.org')
  await house.ledger.deleteFrom('sign_in_attempt').execute()
  const unknown = await spent('nobody@example.org')
  expect(known).toEqual(unknown)
  expect(known).toMatchObject({ answer: { kind: 'refused' }, checks: 0, waits: [250] })
  expect(known.statements).toHaveLength(1)
})

test('the right password signs in whatever the case of the address, and the browser is known from then on', async () => {
  const gate = countingGate()
  const attempt = { email: ' Anna@Example.org ', password, address: '192.0.2.1', headers: noHeaders }
  const answer = await signIn(house.ledger, accounts, attempt, gate)
  if (answer.kind !== 'signed-in') throw new Error(`expected a session, found ${answer.kind}`)
  const [session, device] = answer.headers.getSetCookie()
  expect(session).toMatch(/^pejling\.session_token=[^;]+; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/)
  expect(device).toMatch(/^pejling\.device=[^;]+; Max-Age=15552000; Path=\/; HttpOnly; SameSite=Lax$/)
  expect(gate.waits).toEqual([])
  const found = await accounts.api.getSession({ headers: cookiesOf(answer.headers) })
  expect(found?.user.email).toBe('anna@example.org')
})

test('a flood on the account, even from the same house, does not lock out a known browser or another house', async () => {
  const gate = countingGate()
  const anna = { email: 'anna@example.org', password }
  const first = await signIn(
    house.ledger,
    accounts,
    { ...anna, address: '192.0.2.1', headers: noHeaders },
    gate,
  )
  if (first.kind !== 'signed-in') throw new Error('expected a session')
  const flood = Array.from({ length: 300 }, () =>
    signIn(
      house.ledger,
      accounts,
      { ...anna, password: 'guess', address: '192.0.2.1', headers: noHeaders },
      gate,
    ),
  )
  expect(new Set((await Promise.all(flood)).map(({ kind }) => kind))).toEqual(new Set(['refused']))
  expect(gate.checks.filter((hash) => hash !== nobodysHash).length).toBeLessThan(10)
  const stranger = await signIn(
    house.ledger,
    accounts,
    { ...anna, address: '192.0.2.1', headers: noHeaders },
    gate,
  )
  expect(stranger.kind).toBe('refused')
  const headers = cookiesOf(first.headers)
  const known = await signIn(house.ledger, accounts, { ...anna, address: '192.0.2.1', headers }, gate)
  expect(known.kind).toBe('signed-in')
  const elsewhere = await signIn(
    house.ledger,
    accounts,
    { ...anna, address: '198.51.100.7', headers: noHeaders },
    gate,
  )
  expect(elsewhere.kind).toBe('signed-in')
})

test('a stolen device cookie has tries of its own, and they end', async () => {
  const gate = countingGate()
  const anna = { email: 'anna@example.org', address: '192.0.2.1' }
  const first = await signIn(house.ledger, accounts, { ...anna, password, headers: noHeaders }, gate)
  if (first.kind !== 'signed-in') throw new Error('expected a session')
  const headers = cookiesOf(first.headers)
  gate.checks.length = 0
  for (let n = 0; n < 20; n++)
    await signIn(house.ledger, accounts, { ...anna, password: 'guess', headers }, gate)
  expect(gate.checks).toHaveLength(10)
})

test('tries and refusals beyond the limit leave no name behind, and the log holds ids only', async () => {
  await trace('anna@example.org', 'wrong')
  const { rows } = await sql<{ text: string }>`
    SELECT to_jsonb(a)::text AS text FROM sign_in_attempt a
    UNION ALL SELECT to_jsonb(e)::text FROM audit_entry e`.execute(house.ledger)
  expect(rows.length).toBeGreaterThan(3)
  for (const { text } of rows) expect(text).not.toMatch(/anna|nobody@|192\.0\.2/)
})
