import { once } from 'node:events'
import { findLatestRun, owner, requestRun } from '@pejling/ledger'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withHouse } from '../src/house.ts'
import { type TestHouse, testHouse } from './command-line.ts'

let house: TestHouse
beforeAll(async () => {
  house = await testHouse('kora-2017')
})
afterAll(async () => {
  await house.close()
})

test('a worker that is told to stop ends the run under way first, and its log is one object a line', async () => {
  const { DATABASE_URL: _, ...environment } = process.env
  await withHouse(
    async ({ ledger }) => {
      const worker = house.spawn('worker')
      const closed = once(worker, 'close')
      let said = ''
      worker.stderr!.on('data', (chunk: Buffer) => (said += chunk.toString()))
      const [waiting] = (await once(worker.stdout!, 'data')) as [Buffer]
      expect(waiting.toString()).toBe('worker: waiting for runs\n')
      expect((await house.pejling('worker', '--check')).code).toBe(0)
      await requestRun(ledger, {}, owner, 'anna@kommune.dk asked for it')
      await expect
        .poll(async () => (await findLatestRun(ledger))?.status, { timeout: 30_000, interval: 20 })
        .toBe('running')
      worker.kill('SIGTERM')
      expect(await closed).toEqual([0, null])
      const run = await findLatestRun(ledger)
      expect(run).toMatchObject({ status: 'done', message: null })
      const lines = said
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>)
      expect(lines.map(({ event }) => event)).toEqual(
        expect.arrayContaining(['run begins', 'step', 'worker stops', 'run ends']),
      )
      expect(lines.at(-1)).toMatchObject({ level: 'info', event: 'run ends', edition: run!.edition })
      expect(said).not.toContain('anna')
      expect(await house.pejling('worker', '--check')).toEqual({
        ...{ code: 1, out: '', err: 'worker: none is connected\n' },
      })
    },
    { ...environment, PEJLING_HOME: house.home, PEJLING_DATA: house.studies },
  )
}, 120_000)
