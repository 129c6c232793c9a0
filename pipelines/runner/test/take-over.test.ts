import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Codebook, roundVariable } from '@pejling/indicators'
import {
  buildEdition,
  dumpEdition,
  getSourceFile,
  listSourceFiles,
  listStudies,
  openEdition,
  type StudyContent,
  withDatabase,
} from '@pejling/warehouse'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { readSample, sampleContent } from './sample-edition.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let home: string
let folder: string
let whole: StudyContent
let earlier: string
let count = 0

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'pejling-take-over-'))
  const sample = await sampleContent(home, 4)
  folder = sample.folder
  whole = sample.content
  earlier = await built([whole])
})
afterAll(() => rm(home, { recursive: true, force: true }))

async function built(studies: StudyContent[], from?: string): Promise<string> {
  const file = join(home, `edition-${count++}.duckdb`)
  const content = { hash: 'abc', codeVersion: '1', studies, provenance: [] }
  await buildEdition(file, content, {}, { from, fewest: 1 })
  return file
}

/** All an edition holds: the types, and every table's columns and Parquet bytes, but for how its parts came to be. */
async function held(file: string) {
  const edition = await openEdition(file)
  const target = await mkdtemp(join(home, 'dump-'))
  try {
    const { types, tables, contents } = await dumpEdition(edition, target)
    const own = tables.filter(({ table }) => !['unit_part', 'source_file'].includes(table))
    const files = await Promise.all(
      (await listStudies(edition)).map(async ({ id }) =>
        Promise.all(
          (await listSourceFiles(edition, id)).map(async ({ path }) => {
            const { content, ...file } = await getSourceFile(edition, id, path)
            return { ...file, text: Buffer.from(content!).toString('utf8') }
          }),
        ),
      ),
    )
    const bytes = await Promise.all(
      own.map(async ({ file }) => (await readFile(join(target, file))).toString('base64')),
    )
    return { types, contents, files, tables: own.map((table, i) => ({ ...table, bytes: bytes[i] })) }
  } finally {
    await edition.close()
  }
}

async function expectSame(studies: StudyContent[], from = earlier): Promise<string> {
  const taken = await built(studies, from)
  expect(await held(taken)).toEqual(await held(await built(studies)))
  return taken
}

function withRounds({ study, codebook, units, ...rest }: StudyContent, kept: string[]): StudyContent {
  const categories = study.rounds!.filter(({ id }) => kept.includes(id))
  const variables: Codebook['variables'] = codebook.variables.map((variable) =>
    variable.id === roundVariable ? { ...variable, categories } : variable,
  )
  return {
    ...rest,
    study: { ...study, rounds: categories },
    codebook: { ...codebook, variables },
    units: Object.fromEntries(
      Object.entries(units).map(([id, parts]) => [
        id,
        parts.filter(({ round }) => round === undefined || kept.includes(round)),
      ]),
    ),
  }
}

test('nothing changed: all is taken over', async () => {
  await expectSame([whole])
})

test('one round changed: the edition is as one built anew', async () => {
  const path = join(folder, 'rounds/2023/child.csv')
  const before = await readFile(path, 'utf8')
  await appendFile(path, 'B9999999;I00001;002;30;dansk;4,0;;gul;ja\n')
  const changed = await readSample(home, folder)
  await writeFile(path, before)
  expect(changed.problems.map(({ message }) => message)).toEqual([
    'expected 160 rows as round.yaml says, found 161',
  ])
  await expectSame([changed])
})

test('a round more, one fewer, and one from the middle', async () => {
  const three = await built([withRounds(whole, ['2022', '2023', '2024'])])
  await expectSame([whole], three)
  await expectSame([withRounds(whole, ['2023', '2024', '2025'])])
  const outer = await built([withRounds(whole, ['2022', '2025'])])
  await expectSame([whole], outer)
})

test('another category makes the tables of its unit anew and leaves the others', async () => {
  const variables = whole.codebook.variables.map((variable) =>
    variable.id === 'wellbeing'
      ? {
          ...variable,
          categories: [{ id: 'blue', label: { da: 'blå', en: 'blue' } }, ...variable.categories!],
        }
      : variable,
  )
  await expectSame([{ ...whole, codebook: { ...whole.codebook, variables } }])
})

test('a study that is gone leaves nothing, and one that is new is loaded', async () => {
  const renamed = {
    ...whole,
    study: { ...whole.study, id: 'other-synthetic' },
    codebook: { ...whole.codebook, study: 'other-synthetic' },
  }
  const both = await expectSame([whole, renamed])
  await expectSame([renamed], both)
})

test('an edition that knows no parts, or is not there, is not begun with', async () => {
  const old = join(home, 'old.duckdb')
  await withDatabase((connection) => connection.run('CREATE TABLE edition (hash VARCHAR)'), { file: old })
  await expectSame([whole], old)
  await expectSame([whole], join(home, 'none.duckdb'))
})
