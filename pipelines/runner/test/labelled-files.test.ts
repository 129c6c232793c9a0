import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import {
  type LabelledCell,
  type LabelledColumn,
  type LabelledTable,
  writeDta,
  writeSav,
} from '@pejling/export'
import { withReceived } from '@pejling/receive'
import { rows, withDatabase } from '@pejling/warehouse'
import { afterAll, beforeAll, expect, test } from 'vitest'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pejling-labelled-test-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const column = (name: string, rest: Partial<LabelledColumn>): LabelledColumn => ({
  ...{ name, label: `${name} på dansk`, kind: 'number', level: 'nominal', decimals: 0, bytes: 0 },
  ...{ values: [], reasons: [], ...rest },
})
const reasons = [
  { code: -91, letter: 'a', label: 'ikke spurgt' },
  { code: -92, letter: 'b', label: 'ikke besvaret – ærgerligt' },
]
const long = 'Ærøskøbing på bakken, æøå. '.repeat(30).trim()
const veryLong = 'Blåbærgrød med fløde. '.repeat(180).trim()
const cells: LabelledCell[][] = [
  ['007', 1, 0.1, 20_588, 'kort', long, 3],
  ['å', 2, -1234.5678, 0, veryLong, '', 1],
  ['', { reason: 1 }, { reason: 0 }, -141_428 + 1, '', 'x', 0],
  [null, null, null, null, null, null, 250],
]
const table = (): LabelledTable => ({
  title: 'Børn i Ærø og omegn',
  notes: ['Tallene er opfundne.', `Kilde: ${long}`],
  columns: [
    column('institution_id', { kind: 'text', bytes: 3 }),
    column('screeningssystematik_i_institutionen_alle_børn', {
      ...{ level: 'ordinal', reasons },
      values: [
        { value: 1, label: 'kun erfaring' },
        { value: 2, label: 'sprogscreening af alle børn' },
      ],
    }),
    column('with', { level: 'scale', decimals: 2, reasons }),
    column('dag', { kind: 'day' }),
    column('long', { kind: 'text', bytes: Buffer.byteLength(veryLong) }),
    column('tekst', { kind: 'text', bytes: Buffer.byteLength(long) }),
    column('n', { level: 'scale' }),
  ],
  ...{ n: cells.length, weight: 'n' },
  rows: (async function* () {
    yield cells.slice(0, 1)
    yield cells.slice(1)
  })(),
})

/** What another reader than the writer finds: columns with their labels, and every cell as text. */
async function readBack(file: string) {
  const { result, problems } = await withReceived(
    [{ name: file.split('/').at(-1)!, path: file }],
    {},
    async (delimited, { columns }) => ({
      columns,
      cells: await withDatabase((connection) =>
        rows<Record<string, string>>(connection, `SELECT * EXCLUDE (line) FROM ${delimited.rows()}`),
      ),
    }),
  )
  expect(problems).toEqual([])
  return { columns: result!.columns, cells: result!.cells.map((row) => Object.values(row)) }
}

const days = ['2026-05-15', '1970-01-01', '1582-10-15', '']

test('.sav read by the house’s own reader: every value, label, reason and day, very long texts whole', async () => {
  const file = join(folder, 'round.sav')
  await writeSav(table(), file)
  const { columns, cells: found } = await readBack(file)
  expect(found).toEqual([
    ['007', '1', '0.1', days[0], 'kort', long, '3'],
    ['å', '2', '-1234.5678', days[1], veryLong, '', '1'],
    // A reason stands as its code, below every value of the column.
    ['', '-92', '-91', days[2], '', 'x', '0'],
    ['', '', '', days[3], '', '', '250'],
  ])
  expect(columns.map(({ name }) => name)).toEqual([
    ...['institution_id', 'screeningssystematik_i_institutionen_alle_boern', 'with_'],
    ...['dag', 'long', 'tekst', 'n'],
  ])
  expect(columns[1]).toMatchObject({
    label: 'screeningssystematik_i_institutionen_alle_børn på dansk',
    labels: [
      { value: '1', label: 'kun erfaring' },
      { value: '2', label: 'sprogscreening af alle børn' },
      { value: '-91', label: 'ikke spurgt' },
      { value: '-92', label: 'ikke besvaret – ærgerligt' },
    ],
  })
  expect(columns[3].type).toBe('date')
})

test('.dta read by the house’s own reader: the same, reasons as .a and .b', async () => {
  const file = join(folder, 'round.dta')
  await writeDta(table(), file)
  const { columns, cells: found } = await readBack(file)
  expect(found).toEqual([
    ['007', '1', '0.1', days[0], 'kort', long, '3'],
    ['å', '2', '-1234.5678', days[1], veryLong, '', '1'],
    ['', '.b', '.a', days[2], '', 'x', '0'],
    ['', '', '', days[3], '', '', '250'],
  ])
  expect(columns.map(({ name }) => name)).toEqual([
    ...['institution_id', 'screeningssystematik_i_instituti', 'with_', 'dag', 'long_', 'tekst', 'n'],
  ])
  expect(columns[1].labels).toEqual([
    { value: '1', label: 'kun erfaring' },
    { value: '2', label: 'sprogscreening af alle børn' },
    { value: '.a', label: 'ikke spurgt' },
    { value: '.b', label: 'ikke besvaret – ærgerligt' },
  ])
  expect(columns[3].type).toBe('date')
})

test('the same table gives the same bytes, and one with fewer rows than it says is refused', async () => {
  for (const [ending, write] of [
    ['sav', writeSav],
    ['dta', writeDta],
  ] as const) {
    const [one, other] = ['one', 'other'].map((name) => join(folder, `${name}.${ending}`))
    await write(table(), one)
    await write(table(), other)
    expect(Buffer.compare(await readFile(one), await readFile(other))).toBe(0)
    const short = join(folder, `short.${ending}`)
    await expect(write({ ...table(), n: 5 }, short)).rejects.toThrow(`${ending}: expected 5 rows, found 4`)
  }
})

test('a table without rows is a file that says what its columns are', async () => {
  const none = (): LabelledTable => ({ ...table(), n: 0, rows: (async function* () {})() })
  await writeSav(none(), join(folder, 'none.sav'))
  await writeDta(none(), join(folder, 'none.dta'))
  expect((await readBack(join(folder, 'none.sav'))).columns).toHaveLength(7)
  expect((await readBack(join(folder, 'none.dta'))).columns).toHaveLength(7)
})

const hasHaven = await promisify(execFile)('Rscript', ['-e', 'library(haven)']).then(
  () => true,
  () => false,
)

test.runIf(hasHaven)(
  'R’s haven reads the same from both, with levels, labels, missing values and days',
  async () => {
    const script = `
    library(haven)
    for (file in c("round.sav", "round.dta")) {
      d <- read_sav_or_dta(file)
      one <- d[[2]]
      cat(file, nrow(d), names(d)[7], as.character(d[[4]])[1:3], "\n")
      cat(attr(one, "label"), names(attr(one, "labels"))[2], sum(is.na(one)), nchar(d[[5]][2]), d[[3]][2], "\n")
      cat(identical(d[[6]][1], paste(rep("Ærøskøbing på bakken, æøå.", 30), collapse = " ")), "\n")
    }`
    const read = 'read_sav_or_dta <- function(f) if (grepl("sav$", f)) read_sav(f) else read_dta(f)\n'
    const { stdout } = await promisify(execFile)('Rscript', ['-e', read + script], { cwd: folder })
    const told = (file: string) => [
      `${file} 4 n 2026-05-15 1970-01-01 1582-10-15 `,
      `screeningssystematik_i_institutionen_alle_børn på dansk sprogscreening af alle børn 2 ${veryLong.length} -1234.568 `,
      'TRUE ',
    ]
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.trimEnd()),
    ).toEqual([...told('round.sav'), ...told('round.dta')].map((line) => line.trimEnd()))
  },
)
