import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Study } from '@pejling/indicators'
import { withRunLock } from '@pejling/ledger'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { openPool } from '../src/graph/pool.ts'
import type { Json } from '../src/graph/step.ts'
import { sweepCopies } from '../src/uploads/copies-left.ts'
import { type TestHouse, testHouse } from './command-line.ts'
import { openLedgerOf } from './house-people.ts'

let house: TestHouse
beforeAll(async () => {
  house = await testHouse('kora-2017')
  expect((await house.pejling('run')).code).toBe(0)
}, 120_000)
afterAll(() => house.close())

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'pejling-left-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

const text = { da: 'a', en: 'a' }
const study = {
  ...{ id: 'keys', title: text, summary: text, synthetic: true, licence: text },
  ...{ source: { citation: 'made up', year: 2026 }, limits: [] },
  units: [
    {
      ...{ id: 'child', label: text, plural: text, key: 'id', file: 'child.csv' },
      format: { delimiter: ';', encoding: 'windows-1252' },
    },
  ],
  design: { note: text, assigned: [], reportingLevel: 0.05, sizes: {} },
} as unknown as Study
const key = {
  id: 'id',
  unit: 'child',
  label: text,
  scale: 'identifier',
  quality: 'structure',
  disclosure: 'open',
}

test('a step that is killed while it reads leaves its copy in its own folder, and nothing in the system’s', async () => {
  const [system, folder, sent] = [await emptyFolder(), await emptyFolder(), await emptyFolder()]
  const file = join(sent, 'child.csv')
  await writeFile(file, Buffer.from(`id;x\n${'børn på Ærø;1\n'.repeat(4_000_000)}`, 'latin1'))
  vi.stubEnv('TMPDIR', system)
  onTestFinished(() => void vi.unstubAllEnvs())
  const pool = openPool(house.home)
  const parameters = {
    'study.yaml': study,
    'codebook.yaml': { study: 'keys', variables: [key] },
  } as unknown as Record<string, Json>
  const working = pool.work(
    'survey',
    {
      ...{ name: 'survey/keys/child', study: 'keys', unit: 'child', parameters, outputs: {}, folder },
      ...{ files: { 'child.csv': file }, limits: { memory: '256MB', threads: 1 } },
    },
    () => {},
  )
  const refused = expect(working).rejects.toThrow('step: cancelled')
  const copies = async () =>
    (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.csv'))
  await vi.waitFor(async () => expect(await copies()).not.toEqual([]), { timeout: 60_000, interval: 5 })
  await pool.kill()
  await refused
  expect(await copies()).toHaveLength(1)
  expect(await readdir(system)).toEqual([])
}, 120_000)

test('a run with nothing to do takes away what a killed one left half made, unless another process runs just now', async () => {
  const places = [
    'cache/k.1.making',
    'cache/code/v.1.making',
    'editions/e.1.making',
    'editions/trials/t.1.making',
  ]
  const leave = async () => {
    for (const place of places) {
      await mkdir(join(house.home, place, 'spill'), { recursive: true })
      await writeFile(join(house.home, place, 'spill/copy.csv'), 'a person')
    }
  }
  const left = async () =>
    (await readdir(house.home, { recursive: true })).filter((name) => name.endsWith('.making')).sort()
  await leave()
  const { ledger, close } = await openLedgerOf(house.home)
  try {
    await withRunLock(ledger, async () => {
      expect((await house.pejling('run')).code).toBe(0)
      expect(await left()).toEqual([...places].sort())
    })
    expect((await house.pejling('run')).code).toBe(0)
    expect(await left()).toEqual([])
  } finally {
    await close()
  }
}, 120_000)

test('copies of what was sent are swept when the process that had them read is gone, and only then', async () => {
  const folder = await emptyFolder()
  const machine = hostname().replace(/[^A-Za-z0-9]/g, '_')
  const gone = fork(join(import.meta.dirname, 'uploads/greedy-program.ts'))
  const alive = fork(join(import.meta.dirname, 'uploads/greedy-program.ts'))
  onTestFinished(() => void alive.kill('SIGKILL'))
  gone.kill('SIGKILL')
  await once(gone, 'exit')
  const names = {
    gone: `work-${machine}-${gone.pid}-a`,
    alive: `work-${machine}-${alive.pid}-a`,
    ours: `work-${machine}-${process.pid}-a`,
    elsewhere: `work-another-${gone.pid}-a`,
    arriving: 'f00d',
  }
  for (const name of Object.values(names)) {
    await mkdir(join(folder, name))
    await writeFile(join(folder, name, 'utf-8.csv'), 'a person')
  }
  await sweepCopies(folder)
  const { gone: _, ...kept } = names
  expect((await readdir(folder)).sort()).toEqual(Object.values(kept).sort())
})
