import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Codebook, problemLine, type Study, type Variable } from '@pejling/indicators'
import { literal, missingColumn, rows, withDatabase } from '@pejling/warehouse'
import { expect, onTestFinished, test } from 'vitest'
import { loadUnit } from '../src/index.ts'

const text = (words: string) => ({ da: words, en: words })
const variable = (id: string, rest: Partial<Variable>): Variable => ({
  ...{ id, unit: 'child', label: text(id), scale: 'text', quality: 'process', disclosure: 'sensitive' },
  ...rest,
})
const study = {
  ...{ id: 'sent', title: text('sent'), summary: text('sent'), synthetic: true, licence: text('free') },
  ...{ source: { citation: 'made up', year: 2026 }, limits: [] },
  units: [{ id: 'child', label: text('a'), plural: text('b'), key: 'name', file: 'units/child.csv' }],
  design: { note: text('none'), assigned: [], reportingLevel: 0.05, sizes: {} },
} as Study
const codebook: Codebook = {
  study: 'sent',
  variables: [
    variable('name', { scale: 'text', disclosure: 'quasi' }),
    variable('sex', {
      ...{ scale: 'nominal', disclosure: 'open' },
      categories: [
        { id: 'girl', label: { da: 'pige', en: 'girl' } },
        { id: 'boy', label: { da: 'dreng', en: 'boy' } },
      ],
      reading: { values: { 1: 'girl', 2: 'boy' } },
    }),
    variable('amount', { scale: 'ratio', reading: { decimal: ',', thousands: '.' } }),
    variable('day', { reading: { date: 'dmy' } }),
  ],
}

/** The rows of a golden file as a unit's table, of the variables that are matched. */
async function loaded(received: string, file: string, match: Record<string, string>) {
  const folder = await mkdtemp(join(tmpdir(), 'pejling-into-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const output = join(folder, 'rows.parquet')
  const matched = codebook.variables.filter(({ id }) => Object.values(match).includes(id))
  const { problems } = await loadUnit({
    ...{
      study,
      codebook: { ...codebook, variables: matched },
      unit: study.units[0],
      path: file,
      loaded: {},
      output,
    },
    ...{
      file: join(import.meta.dirname, '../../../packages/receive/test/received', received, 'sent', file),
      reading: { match },
      pseudonyms: {},
    },
  })
  const stopping = problems.filter(({ severity }) => severity === 'stops').map(problemLine)
  expect(stopping).toEqual([])
  const found = await withDatabase((connection) =>
    rows<Record<string, unknown>>(connection, `SELECT * FROM read_parquet(${literal(output)})`),
  )
  return found.map((row) => matched.map(({ id }) => row[id] ?? row[missingColumn(id)]))
}

test('codes of an SPSS file become categories, what it declares missing is missing, and its days are days', async () => {
  const match = { id: 'name', køn: 'sex', et_meget_langt_variabelnavn_åæø: 'amount', dato: 'day' }
  expect(await loaded('sav-of-haven', 'svar.sav', match)).toEqual([
    ['1', 'girl', 1_000_000, '2023-12-31'],
    ['2', 'boy', 0.000_01, '2024-02-29'],
    ['3', 'girl', -1.5, 'not_answered'],
    ['4', 'not_answered', 0.1, '1999-01-01'],
    ['5', 'not_answered', 123_456_789.123, '2025-11-21'],
  ])
})

test('numbers and days of a workbook are read as Excel keeps them, whatever marks the codebook names', async () => {
  const match = { Børn: 'name', Andel: 'amount', Åbnet: 'day' }
  expect(await loaded('xlsx-of-a-library', 'børn.xlsx', match)).toEqual([
    ['Ærø & <ø>', 0.25, '2023-12-31'],
    ['Åen "x"', 1000, 'not_answered'],
  ])
})

test('a file of an old Mac is read by the marks of the codebook', async () => {
  const match = { Institution: 'name', 'Børn i alt': 'amount', Åbnet: 'day' }
  expect(await loaded('delimited-macintosh', 'svar.csv', match)).toEqual([
    ['Børnehaven Åen', 1234.5, '2023-12-31'],
    ['Østergård', 0.25, '2024-02-01'],
    ['Æblehaven', 12.5, '2024-02-03'],
  ])
})
