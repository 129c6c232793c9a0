import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startChild } from '../src/child.ts'
import { restarts } from '../src/restarts.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pejling-child-'))
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
})
afterAll(async () => {
  vi.restoreAllMocks()
  await rm(folder, { recursive: true, force: true })
})

async function program(source: string) {
  const file = join(folder, 'program.mjs')
  await writeFile(file, source)
  return { name: 'clock', file, ready: (line: string) => line === 'ready' }
}

test('pauses double, and come to an end if it ends six times within two minutes', () => {
  let now = 0
  const pause = restarts(() => now)
  expect([1, 2, 3, 4, 5, 6].map(() => pause())).toEqual([500, 1000, 2000, 4000, 8000, undefined])
  now = 120_001
  expect(pause()).toBe(500)
})

test('a program that ends again and again is given up with its last line', async () => {
  const child = await startChild(
    await program(`console.log('ready'); console.error('no ink'); process.exit(3)`),
    {},
  )
  expect((await child.givenUp).message).toBe(
    'clock: ended 6 times within two minutes, not started again; its last line: no ink',
  )
  await child.stop()
}, 60_000)

test('one that never gets ready is the error it said last', async () => {
  const broken = await program(`console.error('pejling: no paper'); process.exit(2)`)
  await expect(startChild(broken, {})).rejects.toThrow(/^no paper$/)
  const silent = await program('process.exit(2)')
  await expect(startChild(silent, {})).rejects.toThrow(/^clock: ended with 2$/)
})
