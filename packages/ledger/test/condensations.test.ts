import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type Actor,
  listAuditEntries,
  listCondensationVersions,
  listWrittenCondensations,
  writeCondensation,
} from '../src/index.ts'
import { addPerson, testAccounts } from './people.ts'
import { testLedger, type TestLedger } from './postgres.ts'

let house: TestLedger
const actors: Record<string, Actor> = {}
beforeAll(async () => {
  house = await testLedger()
  for (const [name, role] of [
    ['anna', 'researcher'],
    ['bo', 'researcher'],
    ['rita', 'reader'],
  ] as const)
    actors[name] = { actor: await addPerson(testAccounts(house.ledger), name, role), role }
}, 60_000)
afterAll(() => house.stop())

const cell = { study: 's', unit: 'X1', code: 'Åse/grupper' }
const last = async () => (await listCondensationVersions(house.ledger, 's')).at(-1)?.id

test('a condensation is written, changed by another and taken away, and every version is kept with who and when', async () => {
  const { anna, bo } = actors
  expect(
    await writeCondensation(house.ledger, { ...cell, text: ' små ord ', excerpts: ['e1'], by: anna }),
  ).toBe(true)
  const [{ author, at, by }] = await listWrittenCondensations(house.ledger, 's')
  expect([author, by]).toEqual([expect.stringMatching(/^p/), author])
  const again = { ...cell, author, text: 'små ord', excerpts: ['e1'], seen: await last(), by: bo }
  expect(await writeCondensation(house.ledger, again)).toBe(false)
  await writeCondensation(house.ledger, { ...again, text: 'andre ord', excerpts: [] })
  const [changed] = await listWrittenCondensations(house.ledger, 's')
  expect(changed).toMatchObject({ author, text: 'andre ord', excerpts: [] })
  expect(changed.by).not.toBe(author)
  expect(changed.at > at).toBe(true)
  await writeCondensation(house.ledger, {
    ...cell,
    author,
    text: '',
    excerpts: [],
    seen: await last(),
    by: anna,
  })
  expect(await listWrittenCondensations(house.ledger, 's')).toMatchObject([{ author, text: '' }])
  const versions = await listCondensationVersions(house.ledger, 's', { unit: 'X1', code: cell.code })
  expect(versions.map(({ text, by }) => [text, by])).toEqual([
    ['små ord', anna.actor],
    ['andre ord', bo.actor],
    ['', anna.actor],
  ])
  const entries = await listAuditEntries(house.ledger, { subject: 's' })
  expect(entries.map(({ act, details }) => [act, details])).toEqual([
    ['write-condensation', { unit: 'X1', author, takenAway: true }],
    ['write-condensation', { unit: 'X1', author }],
    ['write-condensation', { unit: 'X1', author }],
  ])
  expect(JSON.stringify(entries)).not.toMatch(/ord|Åse/)
})

test('what the files said is the first version of one that is changed here', async () => {
  const before = { text: 'fra filen', excerpts: ['e9'], at: new Date('2026-01-31T12:00:00Z') }
  const given = {
    ...cell,
    study: 'f',
    author: 'koder_a',
    subject: 'Huset',
    excerpts: [],
    before,
    by: actors.bo,
  }
  await writeCondensation(house.ledger, { ...given, text: 'rettet' })
  const versions = await listCondensationVersions(house.ledger, 'f')
  expect(versions.map(({ text, by, at }) => [text, by, at.getFullYear()])).toEqual([
    ['fra filen', null, 2026],
    ['rettet', actors.bo.actor, new Date().getFullYear()],
  ])
  expect(versions[0].at).toEqual(before.at)
  expect(await listWrittenCondensations(house.ledger, 'f')).toMatchObject([
    { author: 'koder_a', subject: 'Huset', text: 'rettet' },
  ])
})

test('of two who change the same version the second is told, and both texts are not one', async () => {
  const given = { ...cell, study: 't', author: 'koder_a', excerpts: [] }
  const both = await Promise.allSettled([
    writeCondensation(house.ledger, { ...given, text: 'a', by: actors.anna }),
    writeCondensation(house.ledger, { ...given, text: 'b', by: actors.bo }),
  ])
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  const refused = both.find((one) => one.status === 'rejected')!
  expect((refused.reason as Error).message).toBe(
    'condensation: expected the version that was read, found a later one',
  )
  expect(await listCondensationVersions(house.ledger, 't')).toHaveLength(1)
})

test('a reader writes none, and a text has its bounds', async () => {
  const given = { ...cell, text: 'x', excerpts: [] }
  await expect(writeCondensation(house.ledger, { ...given, by: actors.rita })).rejects.toThrow(
    'no access: code-interviews needs the role researcher, found reader',
  )
  const long = 'x'.repeat(20_001)
  await expect(writeCondensation(house.ledger, { ...given, text: long, by: actors.anna })).rejects.toThrow(
    'condensation: expected at most 20000 characters, found 20001',
  )
})
