import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { actorOf } from '../src/access.ts'
import { countRequest } from '../src/api/api-requests.ts'
import { createApiToken, listApiTokens, revokeApiToken, useApiToken } from '../src/api/api-tokens.ts'
import { listSqlQueries, recordSqlQuery } from '../src/api/sql-queries.ts'
import { listAuditEntries, owner } from '../src/audit-log.ts'
import type { Accounts } from '../src/index.ts'
import { acceptPasswordLink, createPasswordLink } from '../src/password-link.ts'
import { endAccess, restoreAccess, setRole } from '../src/people-role.ts'
import { addPerson, secret, testAccounts } from './people.ts'
import { testLedger, type TestLedger } from './postgres.ts'

let house: TestLedger
let accounts: Accounts
let person: string
let count = 0
beforeAll(async () => {
  house = await testLedger()
  accounts = testAccounts(house.ledger)
}, 60_000)
afterAll(() => house.stop())
beforeEach(async () => {
  person = await addPerson(accounts, `reads${(count += 1)}`)
})

const make = (days = 30, name = 'nightly report') =>
  createApiToken(house.ledger, {
    ...{ person, study: 'kora-2017', name, days },
    by: actorOf({ id: person, role: 'reader' }),
  })
const use = (token: string) => useApiToken(house.ledger, token)

test('a token is its person’s for one study, with the role of this moment, and is kept as a hash only', async () => {
  const { token, id } = await make()
  expect(token).toMatch(/^pejling_[\w-]{43}$/)
  expect(await use(token)).toMatchObject({ id, study: 'kora-2017', person: { id: person, role: 'reader' } })
  await setRole(house.ledger, { person, by: owner, seenVersion: 1, role: 'analyst' })
  expect((await use(token))?.person.role).toBe('analyst')
  const kept = JSON.stringify(await house.ledger.selectFrom('api_token').selectAll().execute())
  expect(kept).not.toContain(token.slice(8))
  const [made] = await listAuditEntries(house.ledger, { act: 'make-token', actor: person })
  expect(made).toMatchObject({ subject: 'kora-2017', details: { token: id, days: 30 } })
  expect(JSON.stringify(made)).not.toContain('nightly')
})

test('the day it was used last is noted, and nothing before it is used', async () => {
  const { token } = await make()
  expect((await listApiTokens(house.ledger, person))[0].lastUsedOn).toBeUndefined()
  await use(token)
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Copenhagen' }).format(new Date())
  expect((await listApiTokens(house.ledger, person))[0]).toMatchObject({
    ...{ name: 'nightly report', study: 'kora-2017', lastUsedOn: today },
  })
})

test('one that was revoked, is too old, was made up, or whose person’s access ended opens nothing', async () => {
  const [revoked, old, left] = [await make(), await make(), await make()]
  const by = actorOf({ id: person, role: 'reader' })
  await revokeApiToken(house.ledger, { person, id: revoked.id, by })
  await house.ledger
    .updateTable('api_token')
    .set({ expires_at: new Date(0) })
    .where('id', '=', old.id)
    .execute()
  expect(await use(left.token)).toBeDefined()
  await endAccess(house.ledger, { person, seenVersion: 1, by: owner })
  await restoreAccess(house.ledger, { person, seenVersion: 2, by: owner, role: 'reader' })
  for (const token of [revoked.token, old.token, left.token, 'pejling_nobody', ''])
    expect(await use(token)).toBeUndefined()
  const acts = await listAuditEntries(house.ledger, { act: 'revoke-token', actor: person })
  expect(acts.map(({ details }) => details)).toEqual([{ token: revoked.id }])
})

test('a new password by a link ends every token', async () => {
  const { token } = await make()
  const link = await createPasswordLink(house.ledger, { person, by: owner })
  await acceptPasswordLink(house.ledger, { token: link.token, password: 'another long password' })
  expect(await use(token)).toBeUndefined()
})

test('nobody revokes another’s token, or one twice', async () => {
  const { id } = await make()
  const other = await addPerson(accounts, `other${count}`)
  const revoke = (whose: string) => revokeApiToken(house.ledger, { person: whose, id, by: owner })
  await expect(revoke(other)).rejects.toThrow(new Error(`unknown token: ${id}`))
  await revoke(person)
  await expect(revoke(person)).rejects.toThrow(new Error(`unknown token: ${id}`))
})

test('a token has a name and ends within a year', async () => {
  await expect(make(366)).rejects.toThrow(new Error('token days: expected 1 to 365, found 366'))
  await expect(make(0.5)).rejects.toThrow(new Error('token days: expected 1 to 365, found 0.5'))
  await expect(make(30, '  ')).rejects.toThrow(new Error('token name: expected 1 to 80 characters, found 0'))
})

test('requests are counted by the minute, each requester by itself, and name nobody', async () => {
  const count = (requester: Parameters<typeof countRequest>[2]) =>
    countRequest(house.ledger, secret, requester, 3)
  const asked = await Promise.all([1, 2, 3, 4].map(() => count({ token: 7 })))
  expect(asked.map(({ left }) => left).sort()).toEqual([-1, 0, 1, 2])
  expect(asked[0].seconds).toBeGreaterThan(0)
  expect(asked[0].seconds).toBeLessThanOrEqual(60)
  expect((await count({ address: '192.0.2.7' })).left).toBe(2)
  expect((await count({ address: '192.0.2.8' })).left).toBe(2)
  expect((await count({ session: person })).left).toBe(2)
  await house.ledger
    .updateTable('api_request')
    .set({ minute: new Date(0) })
    .where('bucket', '=', 'token 7')
    .execute()
  expect((await count({ token: 7 })).left).toBe(2)
  const kept = JSON.stringify(await house.ledger.selectFrom('api_request').selectAll().execute())
  expect(kept).not.toContain('192.0.2')
  expect(kept).not.toContain(person)
})

test('a person’s queries are their own, the newest first, and the oldest go', async () => {
  const other = await addPerson(accounts, `asks${count}`)
  await recordSqlQuery(house.ledger, other, { edition: 'e', sql: 'SELECT 0', milliseconds: 1.4, rows: 1 })
  for (let i = 1; i <= 203; i++)
    await recordSqlQuery(house.ledger, person, { edition: 'e', sql: `SELECT ${i}`, milliseconds: 1, rows: 1 })
  const found = await listSqlQueries(house.ledger, person, 1000)
  expect([found.length, found[0].sql, found.at(-1)?.sql]).toEqual([200, 'SELECT 203', 'SELECT 4'])
  expect(await listSqlQueries(house.ledger, other)).toMatchObject([{ sql: 'SELECT 0', milliseconds: 1 }])
})
