import { mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { codeVersion } from '../../src/graph/code-version.ts'
import { openFileHashes } from '../../src/graph/file-hash.ts'
import { findOutput, makeOutput } from '../../src/graph/step-cache.ts'

let cache: string
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'pejling-cache-'))
})
afterEach(async () => {
  await rm(cache, { recursive: true })
})

const made = { inputs: {}, parameters: {}, codeVersion: '1' }
const writes = (text: string) => async (folder: string) => {
  await writeFile(join(folder, 'rows.parquet'), text)
  return { rows: 1, problems: [] }
}
const find = async () => (await findOutput(cache, 'k', await openFileHashes(cache))).state

test('an output is whole, or it is none, or it is known not to be what was written', async () => {
  expect(await find()).toBe('none')
  const { output } = await makeOutput(cache, 'k', made, writes('abc'))
  expect(await find()).toBe('whole')
  await writeFile(output.files['rows.parquet'], 'abd')
  expect(await find()).toBe('broken')
  await truncate(output.files['rows.parquet'], 1)
  expect(await find()).toBe('broken')
  await rm(join(cache, 'k', 'manifest.json'))
  expect(await find()).toBe('broken')
  await makeOutput(cache, 'k', made, writes('abc'))
  expect(await find()).toBe('whole')
})

test('a cache that cannot be looked into is neither missing nor whole', async () => {
  await writeFile(join(cache, 'file'), '')
  const hashes = await openFileHashes(cache)
  await expect(findOutput(join(cache, 'file'), 'k', hashes)).rejects.toThrow(/^ENOTDIR/)
})

test('work that throws leaves nothing', async () => {
  const throws = async (folder: string) => {
    await writes('half')(folder)
    throw new Error('no')
  }
  await expect(makeOutput(cache, 'k', made, throws)).rejects.toThrow(/^no$/)
  expect(await readdir(cache)).toEqual([])
})

test('other bytes from the same inputs are named, and what was there stays', async () => {
  await makeOutput(cache, 'k', made, writes('abc'))
  expect((await makeOutput(cache, 'k', made, writes('abc'))).different).toEqual([])
  expect((await makeOutput(cache, 'k', made, writes('xyz'))).different).toEqual(['rows.parquet'])
  expect(await find()).toBe('whole')
})

test('a source newer than the process that would run it makes its version impossible to tell', async () => {
  const hashes = await openFileHashes(cache)
  const { version, sources, packages } = await codeVersion('survey', hashes)
  expect(version).toMatch(/^[0-9a-f]{16}$/)
  expect(Object.keys(sources)).toEqual(
    expect.arrayContaining(['pipelines/survey/src/index.ts', 'packages/warehouse/src/database.ts']),
  )
  expect(packages).toMatchObject({
    node: process.versions.node,
    '@duckdb/node-api': '1.5.6-r.1',
    yaml: '2.9.1',
  })
  await expect(codeVersion('survey', hashes, 0)).rejects.toThrow(
    /^code: changed since this program started: pipelines\/survey\/src\/[a-z-]+\.ts; run again$/,
  )
})
