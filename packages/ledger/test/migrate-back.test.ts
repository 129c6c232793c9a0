import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findLiveEdition, listMigrations, migrate, migrateBack, roleOf } from '../src/index.ts'
import { migrations } from '../src/migrations/index.ts'
import { fillLedger, isEmpty, tableNames } from './filled-ledger.ts'
import { testLedger, type TestLedger } from './postgres.ts'
import { schemaLines } from './schema.ts'

let house: TestLedger
beforeAll(async () => {
  house = await testLedger()
}, 60_000)
afterAll(async () => {
  await house.stop()
})

const names = Object.keys(migrations)
const forward = () => migrate(house.owner, roleOf(house.url))

test('every migration in the folder is in the list, in the order of its number', async () => {
  const files = await readdir(join(import.meta.dirname, '../src/migrations'))
  const numbered = files.filter((file) => /^\d/.test(file)).map((file) => file.replace(/\.ts$/, ''))
  expect(names).toEqual(numbered.sort())
  const numbers = names.map((name) => Number(name.slice(0, 3)))
  expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b))
})

test('an unknown migration is refused with the ones there are', async () => {
  await expect(migrateBack(house.owner, '999-x')).rejects.toThrow(
    new Error(`unknown migration: 999-x; expected one of nothing, ${names.join(', ')}`),
  )
})

test('every table a migration makes holds a row in these tests', async () => {
  const { owner: ledger } = house
  await fillLedger(ledger)
  const all = await tableNames(ledger)
  const emptied: string[] = []
  for (const table of all) if (await isEmpty(ledger, table)) emptied.push(table)
  await migrateBack(ledger, 'nothing', { loseRows: true })
  const accounts = await tableNames(ledger)
  await forward()
  expect(all.length).toBeGreaterThan(accounts.length)
  expect(emptied.filter((table) => !accounts.includes(table))).toEqual([])
})

test('forward, back step by step and forward again with rows in the tables ends in the same schema', async () => {
  const { owner: ledger } = house
  const before = await schemaLines(ledger)
  expect(before.length).toBeGreaterThan(30)
  const steps = ['nothing', ...names.slice(0, -1)]
  for (const to of steps.toReversed()) {
    await fillLedger(ledger)
    const back = await migrateBack(ledger, to, { loseRows: true })
    expect(back).toEqual(names.slice(steps.indexOf(to)).reverse())
    const standing = (await listMigrations(ledger)).filter(({ since }) => since)
    expect(standing.map(({ name }) => name)).toEqual(names.slice(0, steps.indexOf(to)))
    await forward()
    expect(await schemaLines(ledger)).toEqual(before)
  }
}, 60_000)

test('one step back leaves what was there before that step was made', async () => {
  const { owner: ledger } = house
  await migrateBack(ledger, 'nothing', { loseRows: true })
  const shapes = [await schemaLines(ledger)]
  for (const name of names) {
    await migrations[name].up(ledger)
    shapes.push(await schemaLines(ledger))
  }
  for (const [index, name] of [...names.entries()].reverse()) {
    await migrations[name].down(ledger)
    expect(await schemaLines(ledger)).toEqual(shapes[index])
  }
  await forward()
})

test('rows that would go are named, and nothing happens unless they may', async () => {
  const { owner: ledger } = house
  await fillLedger(ledger)
  const before = await schemaLines(ledger)
  await expect(migrateBack(ledger, 'nothing')).rejects.toThrow(
    /^migrate back: rows would go: .*1 of edition,.* 1 of live_edition,.*; make a backup, then say --lose-rows$/,
  )
  expect(await schemaLines(ledger)).toEqual(before)
  expect(await findLiveEdition(ledger)).toBe('filled')
})

test('going back to where one stands does nothing', async () => {
  expect(await migrateBack(house.owner, names.at(-1)!)).toEqual([])
})

test('tables of a newer program are left alone by this one', async () => {
  const { owner: ledger } = house
  await sql`INSERT INTO kysely_migration VALUES ('998-later', now()::text)`.execute(ledger)
  const newer = new Error(
    'ledger: the tables are newer than this program (998-later); ' +
      'start the newer program, or take them back with it: pejling migrate back',
  )
  await expect(migrate(ledger)).rejects.toThrow(newer)
  await expect(migrateBack(ledger, 'nothing', { loseRows: true })).rejects.toThrow(newer)
  await sql`DELETE FROM kysely_migration WHERE name = '998-later'`.execute(ledger)
})
