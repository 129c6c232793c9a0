import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  cancelRun,
  findWaitingRun,
  findWorkState,
  isInUse,
  openLedger,
  openQueue,
  owner,
  requestPlan,
  requestRun,
} from '../src/index.ts'
import { testLedger, type TestLedger } from './postgres.ts'

let house: TestLedger
beforeAll(async () => {
  house = await testLedger()
}, 60_000)
afterAll(async () => {
  await house.stop()
})

test('a worker is seen while it is connected, and what waits is counted', async () => {
  const { ledger, url } = house
  expect(await findWorkState(ledger)).toEqual({ workers: 0, waiting: 0 })
  const { run } = await requestRun(ledger, {}, owner)
  await requestPlan(ledger, {}, owner)
  expect(await findWorkState(ledger)).toEqual({ workers: 0, waiting: 2 })
  const worker = openLedger(url, { connections: 1, as: 'worker' })
  expect(await findWaitingRun(worker)).toBe(run)
  expect((await findWorkState(ledger)).workers).toBe(1)
  expect(await isInUse(ledger)).toBe(false)
  await cancelRun(worker, run, owner)
  expect(await findWorkState(ledger)).toEqual({ workers: 1, waiting: 1 })
  await worker.destroy()
  await expect.poll(() => findWorkState(ledger)).toEqual({ workers: 0, waiting: 1 })
})

test('what is scheduled is done when its time comes, and forgotten when it is said no longer', async () => {
  const queue = await openQueue(house.url)
  let done = 0
  await queue.workAt('0 5 29 2 *', async () => void done++)
  // What pg-boss does when the minute has come.
  await sql`INSERT INTO pgboss.job (name) VALUES ('scheduled-run')`.execute(house.ledger)
  await expect.poll(() => done, { timeout: 15_000, interval: 200 }).toBe(1)
  await queue.workAt(undefined, async () => {})
  const { rows } = await sql`SELECT FROM pgboss.schedule`.execute(house.ledger)
  expect(rows).toEqual([])
  await queue.stop()
}, 30_000)
