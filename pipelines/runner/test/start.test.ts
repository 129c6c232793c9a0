import { type ChildProcess, execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { ended, type TestHouse, testHouse } from './command-line.ts'

let house: TestHouse
let start: ChildProcess
let port: number
let said = ''
beforeAll(async () => {
  house = await testHouse('kora-2017')
  port = await freePort()
  start = house.spawnWith({ PORT: String(port) }, 'start')
  for (const stream of [start.stdout!, start.stderr!])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const failed = new Promise((_, fail) => start.once('exit', () => fail(new Error(said))))
  const up = vi.waitFor(() => expect(said).toContain('Pejling is at'), { timeout: 170_000, interval: 200 })
  await Promise.race([up, failed])
}, 180_000)
afterAll(async () => {
  start.kill('SIGKILL')
  await house.close()
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  await new Promise((closed) => server.close(closed))
  return typeof address === 'object' ? address!.port : 0
}

const page = async (path: string) =>
  (await fetch(`http://127.0.0.1:${port}${path}`).catch(() => undefined))?.status
const figures = () => page('/relations?study=kora-2017&x=funding_model&y=screening')
const serverPid = async () =>
  Number((await readFile(join(house.home, 'postgres/data/postmaster.pid'), 'utf8')).split('\n')[0])
const isThere = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** The process below the start command that has this word in its command line. */
function below(word: string): number {
  const table = execFileSync('ps', ['-e', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
  const row = table
    .split('\n')
    .find((line) => line.includes(word) && line.trim().split(/\s+/)[1] === String(start.pid))
  return Number(row?.trim().split(/\s+/)[0])
}

const soon = { timeout: 40_000, interval: 100 }

test('a PostgreSQL that is killed is started again on its own, and pages go on meanwhile', async () => {
  expect([await figures(), await page('/api/ready?strict')]).toEqual([200, 200])
  const killed = await serverPid()
  process.kill(killed, 'SIGKILL')
  expect(await figures()).toBe(200)
  await expect.poll(() => said, soon).toContain('postgres: is there again\n')
  expect(await serverPid()).not.toBe(killed)
  await expect.poll(() => page('/api/ready?strict'), soon).toBe(200)
  expect((await house.pejling('worker', '--check')).code).toBe(0)
}, 120_000)

test.each(['worker', 'dashboard'])(
  'a %s that is killed is started again',
  async (name) => {
    const killed = below(name === 'worker' ? 'pejling.ts worker' : 'dashboard/server.ts')
    process.kill(killed, 'SIGKILL')
    await expect.poll(() => said, soon).toContain(`${name}: ended (SIGKILL); started again in 0.5 s\n`)
    await expect.poll(() => said, soon).toContain(`${name}: is there again\n`)
    expect(isThere(killed)).toBe(false)
    await expect.poll(() => page('/api/ready?strict'), soon).toBe(200)
  },
  120_000,
)

test('a second start finds the port taken and touches nothing', async () => {
  const second = await ended(house.spawnWith({ PORT: String(port) }, 'start'))
  expect(second).toEqual({
    ...{ code: 2, out: '', err: `pejling: port ${port} is taken; set PORT to another one\n` },
  })
  expect(await figures()).toBe(200)
}, 60_000)

test('when the start command is killed everything that it started ends', async () => {
  const pids = [below('pejling.ts worker'), below('dashboard/server.ts'), await serverPid()]
  expect(pids.every(isThere)).toBe(true)
  start.kill('SIGKILL')
  await expect.poll(() => pids.filter(isThere), soon).toEqual([])
}, 120_000)
