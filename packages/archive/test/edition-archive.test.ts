import { cp, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { isOpen, owner, type Study, type Viewer } from '@pejling/indicators'
import { listTableContents, literal, openEdition, rows, withDatabase, writeParquet } from '@pejling/warehouse'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exportEdition, importEdition, seal } from '../src/index.ts'
import { twoStudies } from './two-studies.ts'

let made: Awaited<ReturnType<typeof twoStudies>>
let whole: string
let sealed: string
const at = (name: string) => join(made.folder, name)
const reader = (study: Study): Viewer => (isOpen(study) ? owner : { sees: 'suppressed', rows: false })
const filesIn = async (folder: string) =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort()

beforeAll(async () => {
  made = await twoStudies()
  whole = at('whole')
  sealed = (await exportEdition(made.edition, whole, () => owner)).seal
})
afterAll(() => made.close())

/** A copy of the exported folder in which something was done. */
async function copyWith(name: string, change: (folder: string) => Promise<unknown>): Promise<string> {
  await cp(whole, at(name), { recursive: true })
  await change(at(name))
  return at(name)
}
const imported = (folder: string, known?: string) =>
  importEdition(folder, (hash) => at(`${hash}-again`), known)

test('the folder has data, descriptions, sources, two READMEs and checksums that the usual program accepts', async () => {
  const files = await filesIn(whole)
  expect(files.filter((file) => !file.startsWith('edition/'))).toEqual(
    [
      ...['README.da.md', 'README.en.md', 'SHA256SUMS', 'datapackage.json', 'edition.json'],
      ...['closed', 'shown'].flatMap((study) => [
        ...['municipality.csv', 'municipality.parquet', 'school.csv', 'school.parquet'].map(
          (file) => `data/${study}/${file}`,
        ),
        ...['missing-reasons', 'value-labels', 'variables'].map((name) => `codebooks/${study}/${name}.csv`),
        ...[`ddi/${study}.xml`, `studies/${study}/study.yaml`, `studies/${study}/units/s.csv`],
      ]),
    ].sort(),
  )
  const checked = spawnSync('sha256sum', ['--check', '--quiet', '--strict', 'SHA256SUMS'], { cwd: whole })
  expect([checked.status, checked.stdout.toString()]).toEqual([0, ''])
  expect((await readFile(join(whole, 'data/shown/school.csv'), 'utf8')).split('\n').slice(0, 2)).toEqual([
    'line,municipality_id,municipality_id__missing,school_id,school_id__missing,tool,tool__missing,mood,mood__missing,grant,grant__missing',
    '2,1,,secret-0,,none,,bad,,0.1,',
  ])
})

test('a text that a spreadsheet would run is harmless in CSV, and as it was in Parquet', async () => {
  expect((await readFile(join(whole, 'data/shown/school.csv'), 'utf8')).trimEnd().split('\n').at(-1)).toBe(
    "13,2,,'=secret-11,,some,,good,,11.1,",
  )
  const file = literal(join(whole, 'data/shown/school.parquet'))
  const [{ school_id }] = await withDatabase((connection) =>
    rows<{ school_id: string }>(connection, `SELECT school_id FROM ${file} WHERE line = 13`),
  )
  expect(school_id).toBe('=secret-11')
})

test('the same edition gives the same folder, byte for byte', async () => {
  expect((await exportEdition(made.edition, at('second'), () => owner)).seal).toBe(sealed)
})

test('imported elsewhere it is the same edition with the same contents', async () => {
  const told = { hash: made.edition.hash, codeVersion: 'v1', seal: sealed }
  expect(await imported(whole, sealed)).toEqual(told)
  expect(await imported(whole)).toEqual(told)
  const again = await openEdition(at(`${made.edition.hash}-again`))
  expect(again.hash).toBe(made.edition.hash)
  expect(await listTableContents(again)).toEqual(await listTableContents(made.edition))
  await again.close()
})

test('a folder that was tampered with is refused with its place', async () => {
  const changed = await copyWith('changed', (folder) => writeFile(join(folder, 'data/shown/school.csv'), 'x'))
  await expect(imported(changed)).rejects.toThrow(
    /^archive: data\/shown\/school\.csv: expected sha256 [0-9a-f]{64}, found [0-9a-f]{64}$/,
  )
  const short = await copyWith('short', (folder) => truncate(join(folder, 'edition/study.parquet'), 40))
  await expect(imported(short)).rejects.toThrow(/^archive: edition\/study\.parquet: expected sha256 /)
  const less = await copyWith('less', (folder) => rm(join(folder, 'ddi/shown.xml')))
  await expect(imported(less)).rejects.toThrow(/^archive: ddi\/shown\.xml: expected a file, found none$/)
  const more = await copyWith('more', (folder) => writeFile(join(folder, 'data/x.csv'), ''))
  await expect(imported(more)).rejects.toThrow(/^archive: data\/x\.csv: expected nothing, found a file$/)
  const link = await copyWith('link', (folder) => symlink('/etc/passwd', join(folder, 'data/link')))
  await expect(imported(link)).rejects.toThrow(
    /^archive: data\/link: expected a file, found a link or a device$/,
  )
  const unsealed = await copyWith('unsealed', (folder) => rm(join(folder, 'SHA256SUMS')))
  await expect(imported(unsealed)).rejects.toThrow(/^archive: no SHA256SUMS in .*; not whole$/)
})

test('one that was tampered with and sealed anew is found by what its tables hold, or by the kept checksum', async () => {
  const alter = async (folder: string) => {
    const file = join(folder, 'data/shown/school.parquet')
    await withDatabase(async (connection) => {
      await connection.run(`CREATE TABLE t AS FROM read_parquet('${file}')`)
      await connection.run(`UPDATE t SET mood = 'good' WHERE school_id = 'secret-0'`)
      await writeParquet(connection, 'FROM t ORDER BY line', file)
    })
    await seal(folder)
  }
  const resealed = await copyWith('resealed', alter)
  await rm(at(`${made.edition.hash}-again`), { force: true })
  await expect(imported(resealed)).rejects.toThrow(
    /^edition: shown unit school: expected content [0-9a-f]{64}, found [0-9a-f]{64}$/,
  )
  await expect(imported(resealed, sealed)).rejects.toThrow(/^archive: SHA256SUMS: expected sha256 /)
  const edit = (change: (text: string) => string) => async (folder: string) => {
    const file = join(folder, 'edition.json')
    await writeFile(file, change(await readFile(file, 'utf8')))
    await seal(folder)
  }
  const renamed = await copyWith(
    'renamed',
    edit((text) => text.replace('"hash": "aaaa', '"hash": "bbbb')),
  )
  await expect(imported(renamed)).rejects.toThrow(
    /^edition: expected hash bbbb000011112222, found aaaa000011112222$/,
  )
  const newer = await copyWith(
    'newer',
    edit((text) => text.replace('"version": 1', '"version": 2')),
  )
  await expect(imported(newer)).rejects.toThrow(/^archive: version 2 is newer than this program \(1\)$/)
  const path = edit((text) => text.replace('"file": "edition/edition.parquet"', '"file": "../../x.parquet"'))
  await expect(imported(await copyWith('path', path))).rejects.toThrow(
    /^archive: edition\.json: expected a plain name, found \.\.\/\.\.\/x\.parquet$/,
  )
})

test('who may not see the rows of a closed study gets none of them anywhere, and its counts with the small ones hidden', async () => {
  const { withheld } = await exportEdition(made.edition, at('read'), reader)
  expect(withheld).toEqual(['closed'])
  const files = await filesIn(at('read'))
  expect(files.filter((file) => file.startsWith('edition/') || file.startsWith('data/closed'))).toEqual([])
  expect(files).toContain('studies/closed/study.yaml')
  expect(files).not.toContain('studies/closed/units/s.csv')
  expect(files).toContain('studies/shown/units/s.csv')
  for (const file of files.filter((file) => file.includes('closed') || /^[^/]+$/.test(file)))
    expect([file, await readFile(join(at('read'), file), 'utf8')]).not.toEqual([
      file,
      expect.stringContaining('secret-'),
    ])
  const counts = await readFile(join(at('read'), 'counts/closed.csv'), 'utf8')
  const lines = counts.trim().split('\n')
  expect(lines[0]).toBe('x,x_category,y,y_category,n')
  for (const line of lines.slice(1)) expect(line).toMatch(/,(|0|[3-9]|1[0-2])$/)
  await expect(imported(at('read'))).rejects.toThrow(
    /^archive: rows of closed were left out; only a whole export can be imported$/,
  )
})

test('a folder that is not empty is left alone', async () => {
  await expect(exportEdition(made.edition, whole, () => owner)).rejects.toThrow(
    /^archive: expected no folder or an empty one, found /,
  )
  expect((await readdir(made.folder)).filter((name) => name.startsWith('.'))).toEqual([])
})
