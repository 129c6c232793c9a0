import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { arrivingFolder, keepOriginal, originalPath, originalsFolder, sweepArrivals } from '../src/index.ts'

let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'pejling-originals-'))
  await mkdir(arrivingFolder(home), { recursive: true })
})
afterEach(() => rm(home, { recursive: true, force: true }))

const bytes = Buffer.from('id;svar\r\n1;blåbærgrød\r\n', 'latin1')
const sha256 = createHash('sha256').update(bytes).digest('hex')

test('what has arrived is kept under the hash of its bytes, byte for byte, however often, and nothing is left beside', async () => {
  const arrived = join(arrivingFolder(home), 'one')
  await writeFile(arrived, bytes)
  for (let times = 0; times < 2; times++)
    expect(await keepOriginal(home, arrived, 'link')).toEqual({ sha256, bytes: bytes.length })
  expect(await readdir(arrivingFolder(home))).toEqual(['one'])
  await rm(arrived)
  expect(await readFile(originalPath(home, sha256))).toEqual(bytes)
})

test('nobody changes an original by writing to it', async () => {
  const arrived = join(arrivingFolder(home), 'one')
  await writeFile(arrived, bytes)
  await keepOriginal(home, arrived, 'link')
  expect((await stat(originalPath(home, sha256))).mode & 0o777).toBe(0o400)
})

test("a file of somebody's own is copied and stays theirs", async () => {
  const own = join(home, 'own.csv')
  await writeFile(own, bytes)
  await keepOriginal(home, own, 'copy')
  expect(await readFile(own)).toEqual(bytes)
  expect((await stat(own)).mode & 0o200).toBe(0o200)
  expect((await readdir(originalsFolder(home))).sort()).toEqual([sha256, 'arriving'].sort())
  expect(await readdir(arrivingFolder(home))).toEqual([])
})

test('the same bytes sent eight times at once are one original', async () => {
  const own = join(home, 'own.csv')
  await writeFile(own, bytes)
  const kept = await Promise.all(Array.from({ length: 8 }, () => keepOriginal(home, own, 'copy')))
  expect(new Set(kept.map((original) => original.sha256))).toEqual(new Set([sha256]))
  expect((await readdir(originalsFolder(home))).sort()).toEqual([sha256, 'arriving'].sort())
  expect(await readFile(originalPath(home, sha256))).toEqual(bytes)
})

test('an empty file is an original too', async () => {
  const own = join(home, 'empty')
  await writeFile(own, '')
  expect(await keepOriginal(home, own, 'copy')).toEqual({
    sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    bytes: 0,
  })
})

test('only what nobody has gone on sending is swept, and no original', async () => {
  for (const name of ['old', 'old.json', 'new']) await writeFile(join(arrivingFolder(home), name), bytes)
  const yesterday = new Date(Date.now() - 86_400_000)
  for (const name of ['old', 'old.json']) await utimes(join(arrivingFolder(home), name), yesterday, yesterday)
  await keepOriginal(home, join(arrivingFolder(home), 'new'), 'copy')
  await utimes(originalPath(home, sha256), yesterday, yesterday)
  expect(await sweepArrivals(home, new Date(Date.now() - 3_600_000))).toBe(2)
  expect(await readdir(arrivingFolder(home))).toEqual(['new'])
  expect((await readdir(originalsFolder(home))).sort()).toEqual([sha256, 'arriving'].sort())
})

test('where nothing has ever arrived there is nothing to sweep', async () => {
  await rm(originalsFolder(home), { recursive: true })
  expect(await sweepArrivals(home, new Date())).toBe(0)
})

test('a name that is no hash leads nowhere', () => {
  expect(() => originalPath(home, '../secret')).toThrow(
    'original: expected a sha256 of 64 letters, found ../secret',
  )
})
