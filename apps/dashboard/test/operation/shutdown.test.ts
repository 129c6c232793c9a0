import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { expect, inject, test } from 'vitest'
import { serve } from '../global-setup.ts'

const { databaseUrl, home } = inject('house')
const environment = { ...process.env, PEJLING_HOME: home, DATABASE_URL: databaseUrl }

test('readiness turns first, and what comes meanwhile is answered', async () => {
  const { child, address } = await serve({ ...environment, PEJLING_DRAIN: '2' })
  const ended = once(child, 'exit')
  const ready = async () => (await fetch(`${address}/api/ready`)).status
  expect(await ready()).toBe(200)
  child.kill('SIGTERM')
  await expect.poll(ready).toBe(503)
  const late = await fetch(`${address}/`)
  expect([late.status, late.headers.get('connection')]).toEqual([200, 'close'])
  expect(await (await fetch(`${address}/api/ready`)).json()).toMatchObject({ ready: false, stopping: true })
  expect(await ended).toEqual([0, null])
  await expect(fetch(`${address}/`)).rejects.toThrow(/fetch failed/)
}, 60_000)

test('a request under way is answered before the process ends, and new ones are not taken', async () => {
  const { child, address } = await serve(environment)
  const ended = once(child, 'exit')
  const { hostname, port } = new URL(address)
  const body = 'theme=dark'
  const socket = connect(Number(port), hostname)
  const answer = heard(socket)
  socket.write(
    `POST /theme HTTP/1.1\r\nhost: ${hostname}:${port}\r\norigin: ${address}\r\n` +
      `content-type: application/x-www-form-urlencoded\r\ncontent-length: ${body.length}\r\n\r\n${body.slice(0, 5)}`,
  )
  const idle = connect(Number(port), hostname)
  const idleEnded = once(idle, 'close')
  await fetch(`${address}/api/health`)
  child.kill('SIGTERM')
  await expect.poll(() => fetch(address).catch(() => 'refused')).toBe('refused')
  await idleEnded
  expect(child.exitCode).toBeNull()
  socket.write(body.slice(5))
  const said = await answer
  expect(said).toMatch(/^HTTP\/1\.1 303 /)
  expect(said).toMatch(/\r\nconnection: close\r\n/i)
  expect(await ended).toEqual([0, null])
}, 60_000)

async function heard(socket: Socket): Promise<string> {
  let said = ''
  socket.on('data', (chunk: Buffer) => (said += chunk.toString()))
  await once(socket, 'close')
  return said
}
