import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isAlive } from '../src/is-alive.ts'
import { openLedger, startPostgres } from '../src/index.ts'

let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'pejling-guardian-'))
})
afterEach(async () => {
  await rm(home, { recursive: true, force: true })
})

const serverPid = async () =>
  Number((await readFile(join(home, 'postgres/data/postmaster.pid'), 'utf8')).split('\n')[0])

/** Another process that starts the server of the home and then waits; it says its address. */
async function starter(): Promise<{ process: ChildProcess; url: string }> {
  const program = `const { startPostgres } = await import(${JSON.stringify(join(import.meta.dirname, '../src/index.ts'))})
    console.log((await startPostgres(${JSON.stringify(home)})).url); setInterval(() => {}, 1000)`
  const process = spawn(globalThis.process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [url] = (await once(process.stdout!, 'data')) as [Buffer]
  return { process, url: url.toString().trim() }
}

test('a process that is killed leaves no server behind', async () => {
  const { process } = await starter()
  const pid = await serverPid()
  process.kill('SIGKILL')
  await expect.poll(() => isAlive(pid), { timeout: 20_000, interval: 200 }).toBe(false)
}, 60_000)

test('a server whose starter was killed stays as long as somebody else uses it', async () => {
  const { process, url } = await starter()
  const pid = await serverPid()
  const ledger = openLedger(url)
  await ledger.connection().execute(async (one) => {
    process.kill('SIGKILL')
    await new Promise((later) => setTimeout(later, 6000))
    expect(isAlive(pid)).toBe(true)
    const { one: answered } = await one.selectNoFrom((eb) => eb.lit(1).as('one')).executeTakeFirstOrThrow()
    expect(answered).toBe(1)
  })
  await ledger.destroy()
  await expect.poll(() => isAlive(pid), { timeout: 20_000, interval: 200 }).toBe(false)
}, 60_000)

test('one that was started anew by another process is not the guardian of the old one to stop', async () => {
  const { process } = await starter()
  globalThis.process.kill(await serverPid(), 'SIGKILL')
  const again = await startPostgres(home)
  process.kill('SIGKILL')
  const pid = await serverPid()
  await new Promise((later) => setTimeout(later, 5000))
  expect([isAlive(pid), await again.isRunning()]).toEqual([true, true])
  await again.stop()
  expect(await again.isRunning()).toBe(false)
}, 60_000)

test('a guardian does not outlive its server, however long the process that started both goes on', async () => {
  const { stop } = await startPostgres(home)
  expect(await guardians()).toHaveLength(1)
  await stop()
  await expect.poll(guardians, { timeout: 20_000, interval: 200 }).toEqual([])
}, 60_000)

/** The programs beside servers of this home. */
async function guardians(): Promise<string[]> {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'args'])
  return stdout.split('\n').filter((line) => line.includes(`postgres-guardian.ts ${home} `))
}
