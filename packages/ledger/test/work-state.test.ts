import { afterAll, beforeAll, expect, test } from 'vitest'
import { findWorkState, isInUse, openQueue } from '../src/index.ts'
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
  const asking = await openQueue(url)
  await asking.askForRun('test')
  expect(await findWorkState(ledger)).toEqual({ workers: 0, waiting: 1 })
  const worker = await openQueue(url, 'worker')
  expect((await findWorkState(ledger)).workers).toBe(1)
  expect(await isInUse(ledger)).toBe(false)
  let done = 0
  await worker.workOnRuns(async () => void done++)
  await expect.poll(() => done, { timeout: 10_000 }).toBe(1)
  await expect.poll(() => findWorkState(ledger)).toEqual({ workers: 1, waiting: 0 })
  await worker.stop()
  await expect.poll(() => findWorkState(ledger)).toEqual({ workers: 0, waiting: 0 })
  await asking.stop()
}, 40_000)
