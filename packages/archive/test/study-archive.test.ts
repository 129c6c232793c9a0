import { spawnSync } from 'node:child_process'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { owner, readCsv, type Viewer } from '@pejling/indicators'
import { getStudy } from '@pejling/warehouse'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkSeal, exportStudy, zipEdition, zipStudy } from '../src/index.ts'
import { codebookOf, twoStudies } from './two-studies.ts'

let made: Awaited<ReturnType<typeof twoStudies>>
const at = (name: string) => join(made.folder, name)
const reader: Viewer = { sees: 'suppressed', rows: false }
beforeAll(async () => {
  made = await twoStudies()
})
afterAll(() => made.close())

const filesIn = async (folder: string) =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort()

test('a study is a folder of its own, laid out as in an edition, and nothing of another study is in it', async () => {
  const told = await exportStudy(made.edition, await getStudy(made.edition, 'shown'), at('one'), owner)
  expect(told.withheld).toBe(false)
  expect(await checkSeal(at('one'), told.seal)).toBe(told.seal)
  expect(await filesIn(at('one'))).toEqual([
    ...['README.da.md', 'README.en.md', 'SHA256SUMS'],
    ...['missing-reasons', 'value-labels', 'variables'].map((name) => `codebooks/shown/${name}.csv`),
    ...['municipality.csv', 'municipality.parquet', 'school.csv', 'school.parquet'].map(
      (file) => `data/shown/${file}`,
    ),
    ...['datapackage.json', 'ddi/shown.xml', 'studies/shown/study.yaml', 'studies/shown/units/s.csv'],
  ])
  const page = await readFile(at('one/README.da.md'), 'utf8')
  expect(page).toMatch(/^# shown æøå\n\nSkrevet af Pejling\. Alt her er fra udgave aaaa000011112222;/)
  expect(page).toContain('**Tallene er opfundne.**')
  expect(page).not.toContain('edition.json')
})

test('the codebook’s tables hold every variable, every value with its names in both languages, and every reason', async () => {
  await exportStudy(made.edition, await getStudy(made.edition, 'shown'), at('tables'), owner)
  const table = async (name: string) =>
    readCsv(await readFile(at(`tables/codebooks/shown/${name}.csv`), 'utf8')).records.map(
      ({ fields }) => fields,
    )
  const variables = await table('variables')
  expect(variables.slice(1).map(([id]) => id)).toEqual(codebookOf('shown').variables.map(({ id }) => id))
  expect(variables[4].slice(0, 5)).toEqual([
    ...['mood', 'mood æøå', 'mood <&> "en"', 'asked in spring æøå', 'asked in spring <&> "en"'],
  ])
  expect(await table('value-labels')).toContainEqual(['mood', '2', 'good', 'good æøå', 'good <&> "en"'])
  expect((await table('missing-reasons')).map(([reason]) => reason)).toEqual([
    ...['reason', 'not_asked', 'not_answered', 'not_applicable', 'not_codable', 'suppressed'],
  ])
})

test('whoever may not see the rows of a closed study gets counts with the small ones hidden, and no row in any file', async () => {
  const closed = await getStudy(made.edition, 'closed')
  expect((await exportStudy(made.edition, closed, at('hidden'), reader)).withheld).toBe(true)
  const files = await filesIn(at('hidden'))
  expect(files).toContain('counts/closed.csv')
  expect(files.filter((file) => file.startsWith('data/') || file.includes('/units/'))).toEqual([])
  for (const file of files)
    expect([file, await readFile(join(at('hidden'), file), 'latin1')]).not.toEqual([
      file,
      expect.stringContaining('secret-'),
    ])
  expect(await readFile(at('hidden/README.en.md'), 'utf8')).toContain(
    'where `n` is empty the number is hidden',
  )
  // The right to rows alone is not the right to all counts.
  const rowsOnly = await exportStudy(made.edition, closed, at('rows-only'), {
    sees: 'suppressed',
    rows: true,
  })
  expect(rowsOnly.withheld).toBe(true)
})

test('the zip is the folder, holds to its own checksums, and has the same bytes each time and in any time zone', async () => {
  const study = await getStudy(made.edition, 'shown')
  await exportStudy(made.edition, study, at('folder'), owner)
  const zip = async () => buffer(zipStudy(made.edition, study, owner, at('room')).content)
  const bytes = await zip()
  expect(zipStudy(made.edition, study, owner, at('room')).name).toBe('shown-aaaa000011112222.zip')
  const entries = Object.entries(unzipSync(bytes))
  expect(entries.map(([path]) => path.replace('shown-aaaa000011112222/', '')).sort()).toEqual(
    await filesIn(at('folder')),
  )
  for (const [path, content] of entries)
    expect(
      Buffer.compare(content, await readFile(join(at('folder'), path.split('/').slice(1).join('/')))),
    ).toBe(0)
  await writeFile(at('one.zip'), bytes)
  await mkdir(at('unpacked'))
  expect(spawnSync('unzip', ['-q', at('one.zip'), '-d', at('unpacked')]).status).toBe(0)
  const checked = spawnSync('sha256sum', ['--check', '--quiet', '--strict', 'SHA256SUMS'], {
    cwd: at('unpacked/shown-aaaa000011112222'),
  })
  expect([checked.status, checked.stdout.toString()]).toEqual([0, ''])
  const before = process.env.TZ
  process.env.TZ = 'Pacific/Auckland'
  try {
    expect(Buffer.compare(await zip(), bytes)).toBe(0)
  } finally {
    process.env.TZ = before
  }
  expect(await readdir(at('room'))).toEqual([])
})

test('who stops reading leaves nothing behind', async () => {
  const { content } = zipEdition(made.edition, () => owner, [], at('stopped'))
  for await (const chunk of content) {
    expect((chunk as Uint8Array).length).toBeGreaterThan(0)
    break
  }
  await expect.poll(() => readdir(at('stopped'))).toEqual([])
})

test('what goes wrong while a zip is made ends the reading with its line', async () => {
  const study = { ...(await getStudy(made.edition, 'shown')), id: 'shwon' }
  const { content } = zipStudy(made.edition, study, owner, at('wrong'))
  await expect(buffer(content)).rejects.toThrow('unknown study: shwon (did you mean shown?)')
  expect(await readdir(at('wrong'))).toEqual([])
})
