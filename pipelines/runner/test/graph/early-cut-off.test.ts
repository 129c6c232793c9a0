import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sameAsLive } from '../../src/graph/early-cut-off.ts'
import { openFileHashes } from '../../src/graph/file-hash.ts'
import { adoptOutput, findOutput, makeOutput, type StepOutput } from '../../src/graph/step-cache.ts'
import type { PlannedStep } from '../../src/graph/step.ts'

let cache: string
const writes = (text: string) => async (folder: string) => {
  await writeFile(join(folder, 'rows.parquet'), text)
  return { rows: 1, problems: [] }
}
const madeOf = (upstream: string) => ({
  ...{ inputs: { 'a/rows.csv': 'file', first: upstream }, parameters: { by: 2 }, codeVersion: 'code' },
})
const second: PlannedStep = {
  ...{ name: 'second', kind: 'survey', study: 'a', files: ['rows.csv'], after: ['first'] },
  ...{ key: 'second-now', memory: 0, bytes: 0, ...madeOf('first-now') },
}
beforeAll(async () => {
  cache = await mkdtemp(join(tmpdir(), 'pejling-cut-off-'))
  await makeOutput(cache, 'first-before', { inputs: {}, parameters: {}, codeVersion: 'code' }, writes('abc'))
  await makeOutput(cache, 'second-before', madeOf('first-before'), writes('def'))
})
afterAll(() => rm(cache, { recursive: true }))

/** What the first step left: made by other code, of another file. */
const left = async (text: string) => {
  const key = `first-${text}`
  const { output } = await makeOutput(
    cache,
    key,
    { inputs: {}, parameters: {}, codeVersion: 'new' },
    writes(text),
  )
  return new Map<string, StepOutput>([['first', output]])
}
const same = async (step: PlannedStep, text: string, before: string | undefined = 'second-before') =>
  sameAsLive(step, before, await left(text), { cache, hashes: await openFileHashes(cache) })

test('a step whose inputs hold the same bytes as in the live edition is that one, whatever they were made by', async () => {
  expect(await same(second, 'abc')).toBe('second-before')
})

test('other bytes, another file, parameter or code, or nothing to compare with make it another one', async () => {
  expect(await same(second, 'abd')).toBeUndefined()
  const file = { ...second, inputs: { ...second.inputs, 'a/rows.csv': 'other' } }
  const more = { ...second, inputs: { ...second.inputs, 'a/more.csv': 'file' } }
  for (const step of [file, more, { ...second, parameters: { by: 3 } }, { ...second, codeVersion: 'new' }])
    expect(await same(step, 'abc')).toBeUndefined()
  expect(
    await sameAsLive(second, undefined, await left('abc'), { cache, hashes: await openFileHashes(cache) }),
  ).toBeUndefined()
  expect(await same(second, 'abc', 'never-made')).toBeUndefined()
})

test('what is taken over lies there under the new key, whole, and says what it is made of now', async () => {
  const output = await adoptOutput(cache, { from: 'second-before', to: 'second-now' }, madeOf('first-abc'))
  expect(output).toMatchObject({ rows: 1, files: { 'rows.parquet': join(cache, 'second-now/rows.parquet') } })
  const found = await findOutput(cache, 'second-now', await openFileHashes(cache))
  expect(found).toEqual({ state: 'whole', output })
  await writeFile(join(cache, 'second-before/rows.parquet'), 'broken')
  expect(await same(second, 'abc')).toBeUndefined()
})
