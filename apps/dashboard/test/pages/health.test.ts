import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { openLedger, owner, useEdition } from '@pejling/ledger'
import { afterAll, expect, inject, test } from 'vitest'
import { serve, serverFile } from '../global-setup.ts'

const { address, databaseUrl, home, live, other } = inject('house')
const ledger = openLedger(databaseUrl)
afterAll(() => ledger.destroy())

test('the health endpoint names the live edition', async () => {
  const answer = await fetch(`${address}/api/health`)
  expect(answer.status).toBe(200)
  expect(await answer.json()).toEqual({ ok: true, edition: live })
})

test('the dashboard follows the pointer without a restart, and pages change with it', async () => {
  const { child, address } = await serve({
    ...process.env,
    PEJLING_HOME: home,
    DATABASE_URL: databaseUrl,
  })
  try {
    const shown = async () => (await (await fetch(`${address}/api/health`)).json()).edition as string
    const studies = async () => (await (await fetch(`${address}/`)).text()).match(/id="study-/g)?.length
    expect([await shown(), await studies()]).toEqual([live, 5])
    await useEdition(ledger, other, 'test', owner)
    await expect.poll(shown, { timeout: 5000 }).toBe(other)
    expect(await studies()).toBe(1)
    const old = await fetch(
      `${address}/relations?study=kora-2017-synthetic&x=funding_model&y=screening&edition=${live}`,
    )
    expect([old.status, (await old.text()).includes(`Du ser en ældre udgave, ${live}.`)]).toEqual([200, true])
    await useEdition(ledger, live, 'test', owner)
    await expect.poll(shown, { timeout: 5000 }).toBe(live)
    expect(await studies()).toBe(5)
  } finally {
    child.kill('SIGTERM')
    const [code] = await once(child, 'exit')
    expect(code).toBe(0)
  }
})

test('a taken port is one clear line and exit code 2', async () => {
  const { port } = new URL(address)
  const child = spawn(process.execPath, [serverFile], {
    env: { ...process.env, PEJLING_HOME: home, PORT: port },
  })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const [code] = await once(child, 'close')
  expect([code, said]).toEqual([2, `dashboard: port ${port} is taken; set PORT to another one\n`])
})

test('an edition that is not there is one clear line', async () => {
  const child = spawn(process.execPath, [serverFile], {
    env: { ...process.env, PEJLING_HOME: home, PORT: '0', PEJLING_EDITION: 'nope' },
  })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const [code] = await once(child, 'close')
  expect([code, said]).toEqual([1, 'unknown edition: nope\n'])
})

test('before the first edition pages say so in words, and the process is alive but not ready', async () => {
  const { child, address } = await serve({ ...process.env, PEJLING_HOME: `${home}/empty` })
  try {
    const page = await fetch(address)
    expect([page.status, (await page.text()).includes('Ikke klar endnu')]).toEqual([503, true])
    const health = await fetch(`${address}/api/health`)
    expect([health.status, await health.json()]).toEqual([200, { ok: true, edition: null }])
    const ready = await fetch(`${address}/api/ready`)
    expect([ready.status, await ready.json()]).toMatchObject([503, { ready: false, edition: null }])
  } finally {
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
})

test('a database that is down is one clear line', async () => {
  const child = spawn(process.execPath, [serverFile], {
    env: {
      ...process.env,
      PEJLING_HOME: home,
      PORT: '0',
      DATABASE_URL: 'postgres://a:b@127.0.0.1:1/c',
    },
  })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const [code] = await once(child, 'close')
  expect([code, said]).toEqual([1, 'database: cannot reach 127.0.0.1:1; is it running?\n'])
})
