import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { failedRowsFile, failedRowsFolder, sweepFailedRows } from '../src/index.ts'

let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'pejling-failed-rows-'))
  await mkdir(failedRowsFolder(home))
})
afterEach(() => rm(home, { recursive: true, force: true }))

test('of failed rows only those of uploads on their way stay, and no longer than is said', async () => {
  for (const upload of [1, 2, 3]) await writeFile(failedRowsFile(home, upload), 'id;svar\n1;?\n')
  await writeFile(join(failedRowsFolder(home), 'notes.txt'), 'of somebody else')
  const day = (text: string) => new Date(`${text}T12:00:00Z`)
  for (const [upload, at] of [
    [1, '2026-11-01'],
    [2, '2026-11-01'],
    [3, '2026-06-01'],
  ] as const)
    await utimes(failedRowsFile(home, upload), day(at), day(at))
  const open = (upload: number) => upload !== 2
  expect(await sweepFailedRows(home, { open, before: day('2026-08-01') })).toBe(2)
  expect((await readdir(failedRowsFolder(home))).sort()).toEqual(['1.csv', 'notes.txt'])
})

test('a house in which nothing failed has nothing to sweep', async () => {
  await rm(failedRowsFolder(home), { recursive: true })
  expect(await sweepFailedRows(home, { open: () => true, before: new Date(0) })).toBe(0)
})
