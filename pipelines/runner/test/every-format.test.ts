import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { read, utils } from '@e965/xlsx'
import { askRelation } from '@pejling/association'
import { type ExportedRelation, exportRelation, type Format, takenAlong } from '@pejling/export'
import {
  categoryNumbers,
  isOpen,
  owner,
  type Relation,
  type Variable,
  type Viewer,
} from '@pejling/indicators'
import { withReceived } from '@pejling/receive'
import {
  type Connection,
  type Edition,
  listRelations,
  listStudies,
  openEdition,
  rows,
  withDatabase,
} from '@pejling/warehouse'
import JSONstat from 'jsonstat-toolkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestHouse, testHouse } from './command-line.ts'

let house: TestHouse
let edition: Edition
let folder: string
/** Every relation of every study, and those of each study as somebody sees them who may not see all. */
let all: ExportedRelation[]
beforeAll(async () => {
  house = await testHouse('kora-2017', 'kora-2017-synthetic', 'smaabornsteam-2020', 'rounds-synthetic')
  expect((await house.pejling('run')).code).toBe(0)
  const editions = join(house.home, 'editions')
  const file = (await readdir(editions)).find((name) => name.endsWith('.duckdb'))!
  edition = await openEdition(join(editions, file))
  folder = await mkdtemp(join(tmpdir(), 'pejling-formats-test-'))
  all = []
  for (const study of await listStudies(edition)) {
    expect(isOpen(study)).toBe(true)
    const possible = await listRelations(edition, study.id)
    for (const { x, y } of possible) all.push(await ask({ study: study.id, x, y, where: [] }))
    for (const { x, y } of possible.slice(0, 5))
      all.push(await ask({ study: study.id, x, y, where: [] }, { sees: 'suppressed', rows: false }))
  }
}, 600_000)
afterAll(async () => {
  await edition.close()
  await house.close()
  await rm(folder, { recursive: true, force: true })
})

const ask = async (relation: Relation, viewer: Viewer = owner) =>
  takenAlong(await askRelation(edition, relation, viewer), ({ x, y }) => `https://example.org/${x}/${y}`)
const bytesOf = async (exported: ExportedRelation, format: Format) =>
  Buffer.from((await exportRelation(exported, format, 'da')).content)
const isCounted = ({ parts }: ExportedRelation) => parts[0].answer.kind === 'crosstab'

/** What the answer itself says: the counts row by row, hidden ones nothing, or the values of each unit. */
function numbersOf({ parts }: ExportedRelation): (number | string | null)[] {
  return parts.flatMap(({ answer }): (number | string | null)[] =>
    answer.kind === 'crosstab' ? answer.counts.flat() : answer.points.flatMap(({ x, y }) => [x, y]),
  )
}

const named = ({ x, y, study }: ExportedRelation, found: unknown) => [study.id, x.id, y.id, found]

test('there is every relation of every study, some as those see them who may not see all', () => {
  expect(all.length).toBeGreaterThan(220)
  expect(all.some((one) => numbersOf(one).includes(null))).toBe(true)
})

test('Excel read by SheetJS: every count in its place with its total, every value of a unit, hidden ones said', async () => {
  for (const exported of all) {
    const book = read(await bytesOf(exported, 'xlsx'))
    const [sheet] = book.SheetNames.map((name) =>
      utils.sheet_to_json<unknown[]>(book.Sheets[name], { header: 1 }),
    )
    const [{ answer }] = exported.parts
    const found =
      answer.kind === 'crosstab'
        ? answer.rows.flatMap((_, i) =>
            answer.columns.map((_, j) => (sheet[i + 2][j + 1] === 'skjult' ? null : sheet[i + 2][j + 1])),
          )
        : sheet.slice(1).flatMap((line) => line.slice(2, 4).map((cell, i) => codeOf(exported, i, cell)))
    expect(named(exported, found)).toEqual(named(exported, numbersOf(exported)))
    expect(book.SheetNames).toEqual([
      isCounted(exported) ? 'Tabel' : 'Enheder',
      'Statistik',
      'Noter',
      'Kodebog',
    ])
  }
}, 600_000)

/** A unit's value stands with its name there. */
function codeOf({ x, y }: ExportedRelation, at: number, cell: unknown): unknown {
  return [x, y][at].categories?.find(({ label }) => label.da === cell)?.id ?? cell
}

test('JSON-stat read by its authors’ own reader: sizes, labels and every count by its categories', async () => {
  for (const exported of all.filter(isCounted)) {
    const cube = JSONstat(JSON.parse((await bytesOf(exported, 'json-stat')).toString()))
    expect([cube.class, cube.n, cube.id]).toEqual([
      'dataset',
      numbersOf(exported).length,
      [exported.x.id, exported.y.id],
    ])
    const [{ answer }] = exported.parts
    if (answer.kind !== 'crosstab') throw new Error('expected counts')
    const found = answer.rows.flatMap((row) =>
      answer.columns.map(
        (column) => cube.Data({ [exported.x.id]: row.id, [exported.y.id]: column.id }).value,
      ),
    )
    expect(named(exported, found)).toEqual(named(exported, numbersOf(exported)))
    expect(cube.Dimension(exported.x.id).Category(answer.rows[0].id).label).toBe(answer.rows[0].label.da)
  }
}, 180_000)

test('Parquet of every relation holds the numbers of its answer', async () => {
  await withDatabase(async (connection) => {
    for (const [at, exported] of all.entries()) {
      // DuckDB remembers what a file of that name held.
      const file = join(folder, `rows-${at}.parquet`)
      await writeFile(file, await bytesOf(exported, 'parquet'))
      const found = await rows<Record<string, string | number | null>>(
        connection,
        `SELECT * FROM read_parquet('${file}')`,
      )
      expect(named(exported, flat(exported, found))).toEqual(named(exported, numbersOf(exported)))
    }
  })
}, 600_000)

for (const format of ['sav', 'dta'] as const)
  test(`.${format} of every relation, read by the house’s own reader, holds the numbers of its answer with their labels`, async () => {
    await withDatabase(async (connection) => {
      for (const exported of all) {
        const found = await received(connection, await bytesOf(exported, format), format)
        expect(named(exported, flat(exported, found.map(codesOf(exported))))).toEqual(
          named(exported, numbersOf(exported)),
        )
      }
    })
  }, 600_000)

/** The counts of rows as they were read, or both values of each. */
function flat({ x, y }: ExportedRelation, found: Record<string, string | number | null>[]): unknown[] {
  return found.flatMap((row) => ('n' in row ? [row.n] : [row[x.id], row[y.id]]))
}

async function received(connection: Connection, bytes: Buffer, format: 'sav' | 'dta') {
  const path = join(folder, `rows.${format}`)
  await writeFile(path, bytes)
  const { result, problems } = await withReceived([{ name: `rows.${format}`, path }], {}, (delimited) =>
    rows<Record<string, string>>(connection, `SELECT * FROM ${delimited.rows()}`),
  )
  expect(problems).toEqual([])
  return result!
}

/** Texts that were read as the numbers, and of categories the codes, that they stand for. */
function codesOf({ x, y }: ExportedRelation) {
  const code = (variable: Variable, text: string): string | number => {
    const at = variable.categories ? categoryNumbers(variable).indexOf(Number(text)) : -1
    return at < 0 ? Number(text) : variable.categories![at].id
  }
  return (row: Record<string, string>): Record<string, string | number | null> =>
    'n' in row
      ? { n: row.n === '' ? null : Number(row.n) }
      : { [x.id]: code(x, row[x.id]), [y.id]: code(y, row[y.id]) }
}
