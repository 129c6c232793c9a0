import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { askRelation } from '@pejling/association'
import { type ExportedRelation, exportRelation, takenAlong } from '@pejling/export'
import { owner, readCsv, type Relation, toQuery } from '@pejling/indicators'
import { type Edition, listRelations, listStudies, openEdition, rows, withDatabase } from '@pejling/warehouse'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestHouse, testHouse } from './command-line.ts'

let house: TestHouse
let edition: Edition
let folder: string
let all: ExportedRelation[]
beforeAll(async () => {
  house = await testHouse('kora-2017', 'kora-2017-synthetic', 'smaabornsteam-2020', 'rounds-synthetic')
  expect((await house.pejling('run')).code).toBe(0)
  const editions = join(house.home, 'editions')
  edition = await openEdition(
    join(
      editions,
      (await readdir(editions)).find((name) => name.endsWith('.duckdb'))!,
    ),
  )
  folder = await mkdtemp(join(tmpdir(), 'pejling-export-test-'))
  all = []
  for (const { id: study } of await listStudies(edition))
    for (const { x, y } of await listRelations(edition, study))
      all.push(await ask({ study, x, y, where: [] }))
}, 240_000)
afterAll(async () => {
  await edition.close()
  await house.close()
  await rm(folder, { recursive: true, force: true })
})

const ask = async (relation: Relation) =>
  takenAlong(
    await askRelation(edition, relation, { sees: 'all', rows: true }),
    ({ x, y }) => `https://example.org/${x}/${y}`,
  )
const textOf = async (exported: ExportedRelation, format: 'csv' | 'csv-da' | 'json-stat') =>
  // A decoder would swallow the byte order mark.
  Buffer.from((await exportRelation(exported, format, 'da')).content).toString()

/** The numbers of the answer itself: counts row by row, or the values of each unit. */
const numbersOf = ({ parts }: ExportedRelation): unknown[] =>
  parts.flatMap(({ answer }): unknown[] =>
    answer.kind === 'crosstab' ? answer.counts.flat() : answer.points.map(({ x, y }) => [x, y]),
  )

test('both kinds of CSV hold the numbers of every relation of every study', async () => {
  expect(all.length).toBeGreaterThan(200)
  for (const exported of all) {
    const { x, y } = exported
    for (const [format, separator] of [
      ['csv', ','],
      ['csv-da', ';'],
    ] as const) {
      const text = await textOf(exported, format)
      expect(text.startsWith('\ufeff')).toBe(format === 'csv-da')
      const [header, ...lines] = readCsv(text.replace('\ufeff', ''), separator).records
      const at = (name: string) => header.fields.indexOf(name)
      const value = (field: string, isNumber: boolean) =>
        isNumber ? Number(format === 'csv-da' ? field.replace(',', '.') : field) : field
      const found = lines.map(({ fields }) =>
        at('n') >= 0
          ? Number(fields[at('n')])
          : [value(fields[at(x.id)], !x.categories), value(fields[at(y.id)], !y.categories)],
      )
      expect([x.id, y.id, format, found]).toEqual([x.id, y.id, format, numbersOf(exported)])
    }
  }
}, 120_000)

test('JSON-stat holds the counts of every relation that has any, and refuses values of units', async () => {
  for (const exported of all) {
    if (exported.parts[0].answer.kind === 'pairs') {
      await expect(exportRelation(exported, 'json-stat', 'en')).rejects.toThrow(
        'json-stat: expected counts, found values of units; take csv, xlsx or parquet',
      )
      continue
    }
    const { value, size, id, dimension } = JSON.parse(await textOf(exported, 'json-stat'))
    expect(value).toEqual(numbersOf(exported))
    expect(id).toEqual([exported.x.id, exported.y.id])
    expect(size).toEqual(id.map((name: string) => dimension[name].category.index.length))
    expect(value).toHaveLength(size[0] * size[1])
  }
}, 60_000)

test('Parquet holds the same, and the same relation gives the same bytes', async () => {
  for (const exported of all.filter((_, i) => i % 30 === 0)) {
    const { content } = await exportRelation(exported, 'parquet', 'da')
    expect(Buffer.compare(content, (await exportRelation(exported, 'parquet', 'en')).content)).toBe(0)
    const file = join(folder, 'rows.parquet')
    await writeFile(file, content)
    const found = await withDatabase((connection) =>
      rows<Record<string, string | number>>(connection, `SELECT * FROM read_parquet('${file}')`),
    )
    expect(found.map((row) => row.n ?? [row[exported.x.id], row[exported.y.id]])).toEqual(numbersOf(exported))
  }
}, 120_000)

const installed = async (program: string) =>
  promisify(execFile)(program, ['--version']).then(
    () => true,
    () => false,
  )

for (const [format, program, ending] of [
  ['r', 'Rscript', '.R'],
  ['python', 'python3', '.py'],
] as const)
  test.runIf(await installed(program))(
    `the script for ${program} gives the same numbers`,
    async () => {
      const some = Map.groupBy(
        all.filter(({ parts }) => parts[0].statistics.length),
        ({ x, y, parts: [{ association }] }) => `${association!.kind} ${x.scale} ${y.scale}`,
      )
      expect(some.size).toBeGreaterThan(6)
      const divided = await ask({
        ...{
          study: 'kora-2017-synthetic',
          x: 'funding_model',
          y: 'screening',
          by: 'load_category',
          where: [],
        },
      })
      for (const exported of [...[...some.values()].map(([first]) => first), divided]) {
        const files: Record<string, Uint8Array> = unzipSync(
          (await exportRelation(exported, format, 'da')).content,
        )
        for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content)
        const script = Object.keys(files).find((name) => name.endsWith(ending))!
        const ran = await promisify(execFile)(program, [join(folder, script)]).catch((failure) => failure)
        expect([script, ran.code, ran.stdout, ran.stderr]).toEqual([
          script,
          undefined,
          expect.any(String),
          '',
        ])
        expect(ran.stdout).not.toMatch(/FALSE|NOT EQUAL/)
      }
    },
    240_000,
  )

test('the command line writes the same bytes, never over another file', async () => {
  const question = ['--study', 'kora-2017', '--x', 'funding_model', '--y', 'screening']
  const told = await house.pejling('relation', ...question, '--export', 'csv')
  expect(told.code).toBe(0)
  expect(told.out).toBe(
    await textOf(
      await ask({ study: 'kora-2017', x: 'funding_model', y: 'screening', where: [] }),
      'csv',
    ).then((text) => text),
  )
  const file = join(folder, 'out.xlsx')
  const wanted = [...question, '--export', 'xlsx', '--output', file]
  expect((await house.pejling('relation', ...wanted)).code).toBe(0)
  expect((await readFile(file)).subarray(0, 2).toString()).toBe('PK')
  const again = await house.pejling('relation', ...wanted)
  expect([again.code, again.err]).toEqual([2, `pejling: output: ${file} is there already\n`])
  for (const format of ['svg', 'png'] as const) {
    const picture = join(folder, `out.${format}`)
    const kind = ['--export', format, '--figure', 'diverging', '--output', picture]
    expect((await house.pejling('relation', ...question, ...kind)).err).toBe('')
    const asked = await askRelation(
      edition,
      { study: 'kora-2017', x: 'funding_model', y: 'screening', where: [] },
      owner,
    )
    const exported = takenAlong(asked, (relation) => `/relations${toQuery(relation)}`)
    const { content } = await exportRelation(exported, format, 'da', 'diverging')
    expect(Buffer.compare(await readFile(picture), content)).toBe(0)
  }
  const wrong = await house.pejling('relation', ...question, '--export', 'xls')
  expect(wrong.err).toContain('found xls (did you mean xlsx?)')
}, 60_000)
