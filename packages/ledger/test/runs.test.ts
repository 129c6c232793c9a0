import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  answerPlan,
  cancelRun,
  endRun,
  findLatestRun,
  findPlan,
  findRun,
  findWaitingPlan,
  findWaitingRun,
  listAuditEntries,
  listenRuns,
  listRuns,
  owner,
  recordStep,
  requestPlan,
  requestRun,
  type RunChange,
  type RunPlan,
  startRun,
  withRunLock,
} from '../src/index.ts'
import { testLedger, type TestLedger } from './postgres.ts'

let house: TestLedger
beforeAll(async () => {
  house = await testLedger()
}, 60_000)
afterAll(async () => {
  await house.stop()
})
beforeEach(async () => {
  await house.ledger.deleteFrom('run').execute()
})

const plan: RunPlan = { scope: {}, upToDate: false, steps: [], untouched: [], studies: {}, problems: [] }
const step = { step: 'survey/a/b', key: 'k', status: 'waiting' as const }
const begin = (id: number) => startRun(house.ledger, id, { plan, steps: [step], processId: process.pid })
const interrupted = 'the process that ran it ended before it was done'

test('two requests for the same thing are one run, another scope is another run', async () => {
  const { ledger } = house
  const asked = await Promise.all([1, 2, 3].map(() => requestRun(ledger, { study: 'a' }, owner)))
  expect(asked.map(({ joined }) => joined).sort()).toEqual([false, true, true])
  expect(new Set(asked.map(({ run }) => run)).size).toBe(1)
  const other = await requestRun(ledger, { study: 'a', round: 'r1' }, owner)
  expect(other.joined).toBe(false)
  expect((await listRuns(ledger)).map(({ id, scope }) => [id, scope])).toEqual([
    [other.run, { study: 'a', round: 'r1' }],
    [asked[0].run, { study: 'a' }],
  ])
  expect(await findWaitingRun(ledger)).toBe(asked[0].run)
  const [entry] = await listAuditEntries(ledger, { act: 'run' })
  expect(entry).toMatchObject({
    subject: String(other.run),
    details: { study: 'a', round: 'r1', joined: false },
  })
})

test('a request that joins a run under way is remembered, so that what changed meanwhile is not lost', async () => {
  const { ledger } = house
  const { run } = await requestRun(ledger, {}, owner)
  await withRunLock(ledger, async () => {
    await begin(run)
    expect(await requestRun(ledger, {}, owner)).toEqual({ run, joined: true })
  })
  expect((await findRun(ledger, run))?.asked_again).toBe(true)
  // Its process is gone: nobody will ever end it.
  expect((await requestRun(ledger, {}, owner)).joined).toBe(false)
})

test('a run keeps its steps, and one left open by a dead process is told and closed as failed', async () => {
  const { ledger } = house
  const left = await requestRun(ledger, {}, owner)
  await withRunLock(ledger, () => begin(left.run))
  expect(await findRun(ledger, left.run)).toMatchObject({ status: 'failed', message: interrupted })
  const { run } = await requestRun(ledger, {}, owner, 'test')
  await withRunLock(ledger, async () => {
    expect(await begin(run)).toBe(true)
    expect(await begin(run)).toBe(false)
    await recordStep(ledger, run, step.step, { status: 'running', share: 0.5, bytes: 2 ** 40 })
    expect((await findRun(ledger, run))?.steps).toMatchObject([
      { ...step, status: 'running', bytes: 2 ** 40 },
    ])
    await recordStep(ledger, run, step.step, { status: 'done', rows: 7, milliseconds: 1.5, log: '["read"]' })
    await endRun(ledger, run, { status: 'done', edition: 'aaaa' })
  })
  const latest = await findLatestRun(ledger)
  expect(latest).toMatchObject({ id: run, status: 'done', edition: 'aaaa', reason: 'test', plan })
  expect(latest?.steps).toMatchObject([
    { ...step, status: 'done', rows: 7, milliseconds: 1.5, log: ['read'] },
  ])
  const runs = await listRuns(ledger)
  expect(runs.map(({ id, status, steps }) => [id, status, steps])).toEqual([
    [run, 'done', { done: 1 }],
    [left.run, 'failed', { cancelled: 1 }],
  ])
  expect((await listRuns(ledger, { before: run, limit: 1 })).map(({ id }) => id)).toEqual([left.run])
})

test('a run that waits is cancelled at once, one under way is asked to end, one that has ended is left', async () => {
  const { ledger } = house
  const waiting = await requestRun(ledger, {}, owner)
  expect(await cancelRun(ledger, waiting.run, owner)).toBe(true)
  expect(await findRun(ledger, waiting.run)).toMatchObject({ status: 'cancelled', cancelled_by: 'owner' })
  await withRunLock(ledger, async () => expect(await begin(waiting.run)).toBe(false))
  const { run } = await requestRun(ledger, {}, owner)
  await withRunLock(ledger, async () => {
    await begin(run)
    expect(await cancelRun(ledger, run, owner)).toBe(true)
    expect(await findRun(ledger, run)).toMatchObject({ status: 'running', cancelled_by: 'owner' })
    expect((await requestRun(ledger, {}, owner)).joined).toBe(false)
    await endRun(ledger, run, { status: 'cancelled' })
  })
  expect(await cancelRun(ledger, run, owner)).toBe(false)
  expect((await findRun(ledger, run))?.steps).toMatchObject([{ status: 'cancelled' }])
  await expect(cancelRun(ledger, 999_999, owner)).rejects.toThrow(/^unknown run: 999999$/)
  const acts = await listAuditEntries(ledger, { act: 'cancel-run' })
  expect(acts.map(({ subject }) => subject)).toEqual([String(run), String(waiting.run)])
})

test('who may not run pipelines can neither ask for a run or a plan nor cancel one', async () => {
  const reader = { actor: 'someone', role: 'reader' }
  const line = 'no access: run-pipelines needs the role analyst, found reader'
  await expect(requestRun(house.ledger, {}, reader)).rejects.toThrow(line)
  await expect(requestPlan(house.ledger, {}, reader)).rejects.toThrow(line)
  await expect(cancelRun(house.ledger, 1, reader)).rejects.toThrow(line)
})

test('a plan is asked for, made and read, and whoever listens is told of plans and runs', async () => {
  const { ledger, url } = house
  const heard: RunChange[] = []
  const listening = await listenRuns(url, (change) => heard.push(change))
  const id = await requestPlan(ledger, { study: 'a' }, owner)
  expect(await findWaitingPlan(ledger)).toMatchObject({ id, scope: { study: 'a' }, status: 'waiting' })
  await answerPlan(ledger, id, { content: { ...plan, live: 'aaaa' } })
  expect(await findPlan(ledger, id)).toMatchObject({ status: 'done', content: { ...plan, live: 'aaaa' } })
  const failing = await requestPlan(ledger, {}, owner)
  await answerPlan(ledger, failing, { message: 'studies: no such folder: x' })
  expect(await findPlan(ledger, failing)).toMatchObject({ status: 'failed', content: null })
  expect(await findWaitingPlan(ledger)).toBeUndefined()
  const { run } = await requestRun(ledger, {}, owner)
  await expect
    .poll(() => heard)
    .toEqual([{}, { plan: id }, { plan: id }, { plan: failing }, { plan: failing }, { run }])
  await listening.close()
})

test('a list of runs is narrowed by state and by who asked, and each says how many problems its steps told', async () => {
  const { ledger } = house
  const { run } = await requestRun(ledger, { study: 'a' }, owner)
  await begin(run)
  await recordStep(ledger, run, step.step, { problem_counts: '{"range":3,"unknown-category":2,"unique":1}' })
  await endRun(ledger, run, { status: 'failed', message: 'problems in the data' })
  const other = await requestRun(ledger, { study: 'b' }, { actor: 'somebody', role: 'analyst' })
  const found = async (filter: Parameters<typeof listRuns>[1]) =>
    (await listRuns(ledger, filter)).map(({ id, problems }) => [id, problems])
  expect(await found({})).toEqual([
    [other.run, 0],
    [run, 6],
  ])
  expect(await found({ status: 'failed' })).toEqual([[run, 6]])
  expect(await found({ by: 'somebody' })).toEqual([[other.run, 0]])
  expect(await found({ by: 'nobody' })).toEqual([])
})
