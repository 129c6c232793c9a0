import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseStudyFolder } from '@pejling/indicators'
import { expect, onTestFinished, test } from 'vitest'
import { makeSample } from '../src/sample/make-sample.ts'

const study = 'made-up-synthetic'

async function made(institutions: number, children: number, rounds: number, seed: number) {
  const folder = await mkdtemp(join(tmpdir(), 'pejling-sample-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const target = await makeSample(folder, study, { institutions, children, rounds, seed })
  const entries = await readdir(target, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const files = await Promise.all(
    paths.sort().map(async (path) => ({
      path: path.slice(target.length + 1),
      text: await readFile(path, 'utf8'),
    })),
  )
  return { folder, files }
}

test('the same words give the same bytes, and another seed gives others in the same files', async () => {
  const [first, again, other] = await Promise.all([made(7, 30, 3, 1), made(7, 30, 3, 1), made(7, 30, 3, 2)])
  expect(again.files).toEqual(first.files)
  expect(other.files.map(({ path }) => path)).toEqual(first.files.map(({ path }) => path))
  expect(other.files).not.toEqual(first.files)
})

test('a made-up study says so in its title and is read without a problem', async () => {
  const { files } = await made(12, 40, 5, 3)
  const { study: read, problems, rounds } = parseStudyFolder(files)
  expect(problems).toEqual([])
  expect(read).toMatchObject({ id: study, synthetic: true })
  expect(read?.title.en).toContain('synthetic')
  expect(rounds.map(({ id, version }) => `${id} ${version}`)).toEqual([
    '2021 v1',
    '2022 v1',
    '2023 v1',
    '2024 v2',
    '2025 v2',
  ])
})

test('the study of the house with rounds is what make-sample writes', async () => {
  const { files } = await made(40, 160, 4, 1)
  const shipped = join(import.meta.dirname, '../../../data/studies/rounds-synthetic')
  for (const { path, text } of files)
    expect({ path, text: await readFile(join(shipped, path), 'utf8') }).toEqual({
      path,
      text: text.replaceAll(study, 'rounds-synthetic'),
    })
})

test('each round holds as many rows as it was asked for', async () => {
  const { files } = await made(12, 40, 2, 3)
  const lines = (path: string) =>
    files
      .find((file) => file.path === path)!
      .text.trimEnd()
      .split('\n').length - 1
  expect(lines('rounds/2024/institution.csv')).toBe(12)
  expect(lines('rounds/2025/child.csv')).toBe(40)
  expect(lines('units/municipality.csv')).toBe(6)
})

test('what is there already is left alone', async () => {
  const { folder } = await made(7, 30, 1, 1)
  await expect(
    makeSample(folder, study, { institutions: 7, children: 30, rounds: 1, seed: 1 }),
  ).rejects.toThrow(`sample: expected no ${join(folder, study)}, found one`)
})
