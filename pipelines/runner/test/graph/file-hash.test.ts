import { mkdtemp, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openFileHashes } from '../../src/graph/file-hash.ts'
import { sha256 } from '../../src/hash.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pejling-hash-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

const later = (seconds: number) => new Promise((done) => setTimeout(done, seconds * 1000))

test('a change that keeps size and time of change is seen, also by a later process', async () => {
  const file = join(folder, 'a.csv')
  await writeFile(file, 'one')
  const { atime, mtime } = await stat(file)
  await later(2.1)
  const first = await openFileHashes(folder)
  expect((await first.hash(file)).sha256).toBe(sha256('one'))
  await first.save()
  await writeFile(file, 'two')
  await utimes(file, atime, mtime)
  expect((await stat(file)).mtimeMs).toBeCloseTo(mtime.getTime(), 0)
  expect((await (await openFileHashes(folder)).hash(file)).sha256).toBe(sha256('two'))
})

test('a file changed within the moment it was hashed in is read again', async () => {
  const file = join(folder, 'a.csv')
  const hashes = await openFileHashes(folder)
  for (const text of ['one', 'two', 'six', 'ten']) {
    await writeFile(file, text)
    expect((await hashes.hash(file)).sha256).toBe(sha256(text))
  }
})

test('what is remembered is not read again, and what cannot be understood was never written', async () => {
  const file = join(folder, 'a.csv')
  await writeFile(file, 'one')
  await later(2.1)
  const first = await openFileHashes(folder)
  await first.hash(file)
  await first.save()
  const path = join(folder, 'hashes.json')
  const kept = JSON.stringify([[file, { ...(await remembered(path, file)), sha256: 'remembered' }]])
  await writeFile(path, kept)
  expect((await (await openFileHashes(folder)).hash(file)).sha256).toBe('remembered')
  await writeFile(path, kept.slice(0, 20))
  expect((await (await openFileHashes(folder)).hash(file)).sha256).toBe(sha256('one'))
})

async function remembered(path: string, file: string): Promise<object> {
  return new Map(JSON.parse(await readFile(path, 'utf8')) as [string, object][]).get(file)!
}
