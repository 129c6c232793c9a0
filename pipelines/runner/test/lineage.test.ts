import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Lineage, LineageNode } from '@pejling/warehouse'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type TestHouse, testHouse } from './command-line.ts'

let house: TestHouse
const closed = 'kora-2017-synthetic'
beforeAll(async () => {
  house = await testHouse('kora-2017', closed, 'rounds-synthetic')
  // An SQL variable of two inputs, of which one column uses one, in a study that does not say it is open.
  const book = join(house.studies, closed, 'codebook.yaml')
  await writeFile(book, `${await readFile(book, 'utf8')}${variable('rich')}${variable('heavy')}`)
  await writeFile(
    join(house.studies, closed, 'burden.sql'),
    `SELECT institution_id, CASE WHEN extra_grant > 100000 THEN 'true' ELSE 'false' END AS rich,
      CASE WHEN load_degree >= '4' THEN 'true' ELSE 'false' END AS heavy FROM institution\n`,
  )
  const file = join(house.studies, closed, 'study.yaml')
  const text = await readFile(file, 'utf8')
  await writeFile(
    file,
    text.replace('synthetic: true', 'synthetic: false').replace(/^disclosure:\n(?: {2}.*\n)+/m, ''),
  )
  expect(await house.pejling('run')).toMatchObject({ code: 0 })
}, 120_000)
afterAll(() => house.close())
vi.setConfig({ testTimeout: 60_000 })

const variable = (id: string) => `  - id: ${id}
    label: { da: ${id}, en: ${id} }
    unit: institution
    scale: nominal
    categories:
      - { id: 'false', label: { da: nej, en: 'no' } }
      - { id: 'true', label: { da: ja, en: 'yes' } }
    quality: structure
    disclosure: open
    derived:
      kind: sql
      file: burden.sql
      inputs: [extra_grant, load_degree]
      note: { da: prøve, en: trial }
`

async function lineage(...words: string[]): Promise<Lineage> {
  return JSON.parse((await house.pejling('lineage', ...words, '--json')).out) as Lineage
}
const addresses = ({ nodes }: Lineage, side: (node: LineageNode) => boolean) =>
  nodes.filter(side).map(({ address }) => address)
const isUp = ({ layer }: LineageNode) => layer < 0

test('a variable known from print leads to its tables, their cells and the lines they were typed in', async () => {
  const found = await lineage('screening', '--study', 'kora-2017')
  expect(addresses(found, isUp)).toEqual(
    expect.arrayContaining(['printed-table/3.1', 'up:2:printed-cell:3.1', 'file/published/cells.csv']),
  )
  const cells = found.nodes.find(({ opens }) => opens === 'up:2:printed-cell:3.1')!
  expect(cells).toMatchObject({ kind: 'printed-cell', of: '3.1', count: 39 })
  const opened = await lineage('screening', '--study', 'kora-2017', '--open', 'up:2:printed-cell:3.1')
  const cell = opened.nodes.find(({ name }) => name === 'bound/other/count')!
  expect(cell).toMatchObject({ address: 'printed-cell/3.1/bound/other/count', layer: -2, count: 1 })
  const lines = (await readFile(join(house.studies, 'kora-2017/published/cells.csv'), 'utf8')).split('\n')
  const place = cell.places.find((one) => one.in === 'file')!
  expect(lines[place.in === 'file' ? place.line! - 1 : 0]).toMatch(/^3\.1,bound\/other,count,/)
  const book = (await readFile(join(house.studies, 'kora-2017/codebook.yaml'), 'utf8')).split('\n')
  const edge = found.edges.find(
    ({ from, to }) => from === 'file/codebook.yaml' && to === 'variable/screening',
  )!
  expect(book[edge.line! - 1]).toBe('  - id: screening')
})

test('both ways tell the same: what a cell is used by is made of it', async () => {
  const cell = 'printed-cell/3.1/bound/other/count'
  const down = await lineage(cell, '--study', 'kora-2017')
  expect(addresses(down, ({ layer }) => layer > 0).sort()).toEqual([
    'audit/3.1',
    'indicator/screening_systematics',
    'printed-table/3.1',
    'relation/funding_model/screening',
    'relation/load_category/screening',
    'variable/screening',
  ])
  const up = await lineage(
    'relation/screening/funding_model',
    '--study',
    'kora-2017',
    '--open',
    'up:2:printed-cell:3.1',
  )
  expect(addresses(up, isUp)).toContain(cell)
  expect(up.of.name).toBe('funding_model × screening')
})

test('in a study with rounds a variable has a column in the file of each round that asks it', async () => {
  const found = await lineage('small_groups', '--study', 'rounds-synthetic')
  const columns = found.nodes.filter(({ kind }) => kind === 'column').map(({ of, name }) => [of, name])
  expect(columns.sort()).toEqual([
    ['rounds/2022/institution.csv', 's3_små_grupper'],
    ['rounds/2023/institution.csv', 's3_små_grupper'],
    ['rounds/2024/institution.csv', 'små_grupper'],
    ['rounds/2025/institution.csv', 'små_grupper'],
  ])
  const asked = await lineage('concern')
  expect(asked.study).toBe('rounds-synthetic')
  expect(asked.nodes.filter(({ kind }) => kind === 'column').map(({ of }) => of)).toEqual([
    'rounds/2024/child.csv',
    'rounds/2025/child.csv',
  ])
})

test('of an SQL variable it is the columns its own expression reads', async () => {
  const inputs = async (id: string) =>
    (await lineage(id, '--study', closed)).edges.flatMap(({ from, to }) =>
      to === `variable/${id}` && /^(variable|file\/burden)/.test(from) ? [from] : [],
    )
  expect(await inputs('rich')).toEqual(['file/burden.sql', 'variable/extra_grant'])
  expect(await inputs('heavy')).toEqual(['file/burden.sql', 'variable/load_degree'])
})

test('a step leads to the files it read and the table it made', async () => {
  const found = await lineage('step/derive/kora-2017/institution', '--study', 'kora-2017')
  expect(addresses(found, isUp)).toEqual(
    expect.arrayContaining(['step/survey/kora-2017/institution', 'file/units/institution.csv']),
  )
  expect(addresses(found, ({ layer }) => layer > 0)).toEqual(
    expect.arrayContaining(['table/institution', 'variable/load_category', 'check/load_low_as_printed']),
  )
})

test('it is told as an indented tree, one way or both', async () => {
  const { out } = await house.pejling('lineage', 'load_category', '--study', 'kora-2017', '--up')
  expect(out.split('\n')).toEqual(
    expect.arrayContaining([
      'variable load_category “Load in three steps” of kora-2017',
      'made of (7 things)',
      '  variable load_degree “Load degree”',
      '    column load_degree in units/institution.csv:1',
      '      file units/institution.csv:1',
      '  step derive/kora-2017/institution',
    ]),
  )
  expect(out).not.toContain('used by')
})

test('what is not there is a line with what was meant', async () => {
  expect(await house.pejling('lineage', 'screning', '--study', 'kora-2017')).toMatchObject({
    code: 2,
    err: expect.stringContaining('unknown in kora-2017: screning (did you mean screening?)'),
  })
  expect((await house.pejling('lineage', 'screning')).err).toContain('unknown in any study: screning')
  expect((await house.pejling('lineage', 'screening')).err).toContain(
    '--study: expected one, since kora-2017 and kora-2017-synthetic and rounds-synthetic have screening',
  )
})
