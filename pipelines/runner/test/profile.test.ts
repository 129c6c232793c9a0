import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type Edition,
  indicatorCard,
  listProfileUnits,
  openEdition,
  profile,
  type Profile,
} from '@pejling/warehouse'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestHouse, testHouse } from './command-line.ts'

let house: TestHouse
let edition: Edition
const closed = 'kora-2017-synthetic'
beforeAll(async () => {
  house = await testHouse('kora-2017', closed, 'rounds-synthetic')
  // One institution sent nothing in the last round before a question changed, nor did its children.
  for (const unit of ['institution', 'child']) {
    const round = join(house.studies, 'rounds-synthetic/rounds/2023', `${unit}.csv`)
    const lines = (await readFile(round, 'utf8')).split('\n')
    await writeFile(round, lines.filter((line) => !line.includes('I00039')).join('\n'))
  }
  const file = join(house.studies, closed, 'study.yaml')
  const text = await readFile(file, 'utf8')
  await writeFile(
    file,
    text.replace('synthetic: true', 'synthetic: false').replace(/^disclosure:\n(?: {2}.*\n)+/m, ''),
  )
  expect((await house.pejling('run')).code).toBe(0)
  const [name] = (await readdir(join(house.home, 'editions'))).filter((name) => name.endsWith('.duckdb'))
  edition = await openEdition(join(house.home, 'editions', name))
}, 120_000)
afterAll(async () => {
  await edition.close()
  await house.close()
})

const measure = (found: Profile, id: string) => found.measures.find(({ variable }) => variable.id === id)!

test('an institution lies among the 24 as the printed table has it, and leads to its line', async () => {
  const { out } = await house.pejling(
    'profile',
    '1A',
    '--study',
    'kora-2017',
    '--unit',
    'institution',
    '--json',
  )
  const found = JSON.parse(out) as Profile
  const { value, peers, indicator } = measure(found, 'children_per_staff')
  expect(value).toMatchObject({ value: 6.1, missing: null, file: 'units/institution.csv', line: 2 })
  expect([peers!.n, indicator!.id]).toEqual([24, 'staff_ratio'])
  // The column of units/institution.csv, put in order by hand.
  const rows = (await readFile(join(house.studies, 'kora-2017/units/institution.csv'), 'utf8'))
    .trim()
    .split('\n')
  const column = rows.slice(1).map((row) => Number(/"(\d+,\d+)"/.exec(row)![1].replace(',', '.')))
  const sorted = column.toSorted((a, b) => a - b)
  expect(peers!.values).toEqual(sorted)
  expect(peers!.quantiles!.median).toBeCloseTo((sorted[11] + sorted[12]) / 2, 12)
  expect(found.measures.map(({ variable }) => variable.quality)).toEqual(
    found.measures.map(() => 'structure'),
  )
  expect(found.withoutRows.map(({ id }) => id)).toContain('screening')
  expect(found.facts.find(({ variable }) => variable.id === 'kr_per_child_median')).toMatchObject({
    ...{ unit: 'municipality', key: 'I', value: 3400, file: 'units/municipality.csv', line: 2 },
  })
}, 30_000)

test('peers are all, those of the same municipality, or those with the same funding', async () => {
  const among = (peers?: string) =>
    profile(edition, { study: 'kora-2017', unit: 'institution', key: '1A', peers })
  expect((await among()).peerGroups.map(({ id }) => id)).toEqual([
    ...['all', 'municipality', 'funding_model', 'resource_level'],
  ])
  const own = await among('municipality')
  expect(measure(own, 'children_per_staff').peers).toMatchObject({ n: 4, values: [6.1, 6.1, 6.1, 7.4] })
  expect(own.peers.value).toEqual({ da: 'kommune I', en: 'municipality I' })
  expect(measure(await among('funding_model'), 'children_per_staff').peers!.n).toBe(8)
  await expect(among('fundingmodel')).rejects.toThrow(
    'unknown peers: fundingmodel (did you mean funding_model?)',
  )
})

test('no peer is named anywhere in a profile', async () => {
  const found = JSON.stringify(await profile(edition, { study: 'kora-2017', unit: 'institution', key: '1A' }))
  expect(found).not.toMatch(/"[1-6][B-D]"|"[2-6]A"/)
})

test('fewer peers than the threshold are not drawn', async () => {
  const found = await profile(edition, {
    ...{ study: 'kora-2017', unit: 'municipality', key: 'I', peers: 'funding_model' },
  })
  expect(found.threshold).toBe(3)
  expect(found.measures.length).toBeGreaterThan(3)
  expect(found.measures.map(({ peers }) => peers)).toEqual(found.measures.map(() => undefined))
  // Two of the six municipalities have no model and no amounts: four have.
  const all = await profile(edition, { study: 'kora-2017', unit: 'municipality', key: 'I' })
  expect(measure(all, 'kr_per_child_median').peers!.n).toBe(4)
})

test('over rounds values break where the question changed, and a round that did not ask says so', async () => {
  const found = await profile(edition, { study: 'rounds-synthetic', unit: 'institution', key: 'I00003' })
  expect([found.round, found.rounds]).toEqual(['2025', ['2022', '2023', '2024', '2025']])
  expect(measure(found, 'small_groups').breaks).toEqual(['2023'])
  expect(measure(found, 'screening').breaks).toEqual([])
  expect(measure(found, 'purpose_known').rounds.map(({ missing }) => missing)).toEqual([
    ...['not_asked', 'not_asked', null, null],
  ])
  expect(measure(found, 'staff_ratio').rounds.map(({ file, line }) => `${file}:${line}`)).toEqual(
    found.rounds.map((round) => `rounds/${round}/institution.csv:4`),
  )
  const earlier = await profile(edition, {
    ...{ study: 'rounds-synthetic', unit: 'institution', key: 'I00003', round: '2022' },
  })
  expect(measure(earlier, 'purpose_known').peers).toBeUndefined()
  expect(measure(earlier, 'staff_ratio').value.round).toBe('2022')
})

test('where a unit has no row in the last round before a break its values break all the same', async () => {
  const found = await profile(edition, { study: 'rounds-synthetic', unit: 'institution', key: 'I00039' })
  expect(found.rounds).toEqual(['2022', '2024', '2025'])
  expect(measure(found, 'small_groups').breaks).toEqual(['2022'])
})

test('a child, a course or an informant has no profile, whoever asks', async () => {
  for (const [study, unit] of [
    ['rounds-synthetic', 'child'],
    ['kora-2017', 'informant'],
  ]) {
    const line = `unknown profile: ${unit} of ${study}; expected municipality or institution`
    await expect(listProfileUnits(edition, { study, unit })).rejects.toThrow(line)
    await expect(profile(edition, { study, unit, key: '1' })).rejects.toThrow(line)
  }
})

test('one who may not see rows learns nothing of a unit, not even whether there is one', async () => {
  const ask = (key: string, viewer: Parameters<typeof profile>[2]) =>
    profile(edition, { study: closed, unit: 'institution', key }, viewer)
  for (const sees of ['all', 'suppressed', 'nothing'] as const) {
    const [known, unknown] = [await ask('1A', { sees, rows: false }), await ask('9Z', { sees, rows: false })]
    const said = JSON.stringify(known)
    expect(said.replaceAll('1A', '9Z')).toBe(JSON.stringify(unknown))
    expect([known.measures, known.facts, known.withheld!.code]).toEqual([
      ...[[], [], sees === 'nothing' ? 'embargo' : 'rows'],
    ])
    const list = await listProfileUnits(
      edition,
      { study: closed, unit: 'institution' },
      { sees, rows: false },
    )
    expect(list.units).toEqual([])
  }
  await expect(ask('1A', undefined)).rejects.toThrow(`viewer: expected one, since ${closed} is not open`)
})

test('the card of an indicator: who moves between weights 1.74 and 2 for those who may see rows, else how many', async () => {
  const card = (viewer: Parameters<typeof profile>[2], version?: number) =>
    indicatorCard(edition, { study: closed, id: 'age_weighted_children', version }, viewer)
  const whole = await card({ sees: 'all', rows: true })
  expect([whole.variable.id, whole.sources.map(({ id }) => id)]).toEqual([
    ...['weighted_children_2', ['nursery_children', 'kindergarten_children']],
  ])
  expect(whole.checks.map(({ check }) => check.id)).toEqual([])
  expect(whole.comparison!.moved.length).toBe(whole.comparison!.n - whole.comparison!.same)
  const back = await card({ sees: 'all', rows: true }, 1)
  expect([back.comparison!.from.version, back.comparison!.to.version]).toEqual([2, 1])
  expect(back.checks.map(({ check, results }) => [check.id, results[0].passed])).toEqual([
    ['split_fits_print', true],
  ])
  const counts = await card({ sees: 'all', rows: false })
  expect([counts.comparison!.n, counts.comparison!.moved, counts.values]).toEqual([24, [], undefined])
  expect(counts.comparison!.same).toBe(whole.comparison!.same)
  const safe = await card({ sees: 'suppressed', rows: false })
  expect([safe.comparison!.n, safe.comparison!.moved, safe.summary!.suppressed]).toEqual([0, [], true])
  const early = await card({ sees: 'nothing', rows: false })
  expect([early.summary, early.values, early.overRounds, early.comparison!.n]).toEqual([
    ...[undefined, undefined, undefined, 0],
  ])
})

test('both are lines for a reader too', async () => {
  const { out } = await house.pejling('profile', '1A', '--study', 'kora-2017', '--unit', 'institution')
  expect(out).toMatch(/^structure +children_per_staff +6\.100 .* 24 +units\/institution\.csv:2$/m)
  const card = await house.pejling('indicator', 'age_weighted_children', '--study', closed)
  expect(card.out).toMatch(/^from definition 1 to 2: \d+ of 24 move$/m)
  expect((await house.pejling('indicator', '--study', closed)).out).toMatch(
    /^age_weighted_children +structure +Age-weighted/m,
  )
  const { code, err } = await house.pejling('profile', '9Z', '--study', 'kora-2017', '--unit', 'institution')
  expect([code, err.trim()]).toEqual([2, 'pejling: unknown institution: 9Z'])
}, 60_000)
