import { openEdition } from '@pejling/warehouse'
import { type Finding, type Findings, findings } from '@pejling/association'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestHouse, testHouse } from './command-line.ts'

let house: TestHouse
let kora: Findings
const closed = 'kora-2017-synthetic'
beforeAll(async () => {
  house = await testHouse('kora-2017', closed, 'smaabornsteam-2020')
  const file = join(house.studies, closed, 'study.yaml')
  const text = await readFile(file, 'utf8')
  await writeFile(
    file,
    text.replace('synthetic: true', 'synthetic: false').replace(/^disclosure:\n(?: {2}.*\n)+/m, ''),
  )
  expect((await house.pejling('run')).code).toBe(0)
  kora = JSON.parse((await house.pejling('findings', '--study', 'kora-2017', '--json')).out)
}, 120_000)
afterAll(() => house.close())

const cell = (row: string, column: string): Finding =>
  kora.cells.flat().find((one) => one?.row === row && one.column === column)!

test('the matrix has every printed cell, and the seven variables by four are the 28 analyses', () => {
  expect([kora.rows.length, kora.columns.length, kora.done, kora.of]).toEqual([10, 4, 40, 40])
  expect(kora.cells.flat().filter((one) => one?.analysis).length).toBe(28)
  expect(kora.table).toMatchObject({ id: '4.2', place: { en: 'table 4.2' } })
  expect(cell('funding_bound', 'screening').printed).toMatchObject({
    ...{ printed: '(+) b c', verdict: 'agrees', n: 24, read: { sign: 1, letters: ['b', 'c'], stars: 0 } },
  })
})

test('funding model × screening is what R gives, and by the design a range', () => {
  const { printed, computed } = cell('funding_model_overall', 'screening')
  expect(printed).toMatchObject({ printed: '***', verdict: 'disagrees' })
  // As in packages/statistics/test/reference/public_cases.json, made with R; the range by listing all codings.
  expect(computed!.estimate).toBeCloseTo(83 / 135, 12)
  expect(computed!.naive!.p).toBeCloseTo(0.0125626, 6)
  expect(computed!.naive!.method).toBe('ase0')
  expect([computed!.n, computed!.table, computed!.sign, computed!.strength]).toEqual([24, '3.1', 1, 'clear'])
  expect(computed!.design).toMatchObject({ kind: 'range', exact: true, assignments: 90, clusters: 6 })
  const { smallest, largest } = computed!.design as { smallest: number; largest: number }
  expect([smallest, largest]).toEqual([6 / 90, 22 / 90])
})

test('where a variable is printed in steps made of it, those are what is computed', () => {
  const { computed } = cell('load_degree', 'screening')
  expect(computed).toMatchObject({ x: 'load_category', table: '3.2', n: 24 })
  expect(computed!.estimate).toBeCloseTo(0.5084745762711864, 12)
  expect(computed!.design).toBeUndefined()
})

test('a category is held against the others, letter by letter', () => {
  const { computed } = cell('funding_unbound', 'analysis_tools')
  expect(computed!.contrasts!.map(({ letter, category, sign }) => [letter, category, sign])).toEqual([
    ['a', 'bound', -1],
    ['c', 'none', -1],
  ])
  expect(computed!.adjusted).toBeUndefined()
  // Its variable as a whole is what was assigned and is tested.
  expect(computed!.design).toEqual({ kind: 'unknown', level: 'municipality', clusters: 6 })
})

test('what was never published is said to be that', () => {
  expect(cell('staffing', 'inclusion').because).toEqual({ code: 'rows-not-published' })
  expect(cell('grant_per_child', 'screening')).toMatchObject({
    printed: { printed: '(+)*', verdict: 'agrees', n: 16 },
    because: { code: 'rows-not-published' },
  })
})

test('eight findings were printed of 28, where chance gives 2.8', () => {
  expect(kora.counts!.printed).toMatchObject({ looks: 28, found: 8, known: 28 })
  expect(kora.counts!.naive).toMatchObject({ looks: 28, found: 4, known: 6 })
  expect(kora.counts!.design).toMatchObject({ looks: 28, found: 2, possible: 1, known: 6 })
})

test('in words there is a line for each cell and three for chance', async () => {
  const { out } = await house.pejling('findings', '--study', 'kora-2017')
  expect(out).toMatch(
    /^funding_model_overall +screening +\*\*\* +disagrees +24 +gamma 0.615 .* 0.013 +0.067–0.244 /m,
  )
  expect(out).toContain(
    'printed: 8 of 28 analyses with p < 0.1; chance alone gives 2.8, and so many or more with probability 0.005 if they were independent',
  )
}, 30_000)

test('a study without a printed matrix gets one of all its pairs', async () => {
  const { out } = await house.pejling('findings', '--study', 'smaabornsteam-2020', '--json')
  const found = JSON.parse(out) as Findings
  expect(found.table).toBeUndefined()
  expect(found.cells.flat().map((one) => [one?.row, one?.column])).toEqual([
    ['specific_courses', 'group_courses'],
  ])
  expect(found.counts!.naive).toMatchObject({ looks: 1, known: 1 })
}, 30_000)

test('an unknown study is refused by name', async () => {
  const { code, err } = await house.pejling('findings', '--study', 'kora-2071')
  expect([code, err.trim()]).toEqual([2, 'pejling: unknown study: kora-2071 (did you mean kora-2017?)'])
}, 30_000)

test('of a study that is not open nothing counted from rows is told, and before its day nothing at all', async () => {
  const [file] = (await readdir(join(house.home, 'editions'))).filter((name) => name.endsWith('.duckdb'))
  const edition = await openEdition(join(house.home, 'editions', file))
  try {
    const others = await findings(edition, { study: closed }, { sees: 'suppressed', rows: false })
    const codes = others.cells.flat().flatMap((one) => (one ? [one.because?.code ?? 'computed'] : []))
    expect(codes).toContain('hidden')
    expect(codes).not.toContain('computed')
    expect(others.counts).toBeUndefined()
    const early = await findings(edition, { study: closed }, { sees: 'nothing', rows: false })
    expect([early.cells, early.hidden?.code]).toEqual([[], 'embargo'])
    const owners = await findings(edition, { study: closed }, { sees: 'all', rows: true })
    expect(owners.counts!.naive.known).toBeGreaterThan(50)
  } finally {
    await edition.close()
  }
}, 30_000)
