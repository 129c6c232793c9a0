import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { compareDefinitions, listCheckResults, openEdition } from '@pejling/warehouse'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestHouse, testHouse } from './command-line.ts'

let house: TestHouse
let live: string
beforeAll(async () => {
  house = await testHouse('kora-2017', 'kora-2017-synthetic')
  live = JSON.parse((await house.pejling('run', '--json')).out).edition
}, 120_000)
afterAll(() => house.close())

/** Runs with one text of a file replaced, and puts the file back. */
async function runWith(path: string, from: string, to: string) {
  const file = join(house.studies, path)
  const before = await readFile(file, 'utf8')
  expect(before).toContain(from)
  await writeFile(file, before.replace(from, to))
  try {
    return await house.pejling('run')
  } finally {
    await writeFile(file, before)
  }
}

test('a study’s indicators and what its checks found stand in the edition; another age weight moves every institution that has nursery children', async () => {
  const edition = await openEdition(join(house.home, 'editions', `${live}.duckdb`))
  try {
    const weights = await compareDefinitions(edition, {
      study: 'kora-2017-synthetic',
      id: 'age_weighted_children',
    })
    expect([weights.n, weights.same, weights.moved.length]).toEqual([24, 0, 24])
    // 1A: 44 nursery and 103 kindergarten children, 44 × 1.74 + 103 and 44 × 2 + 103.
    expect(weights.moved.find(({ key }) => key === '1A')).toMatchObject({
      from: { value: expect.closeTo(179.56, 10) },
      to: { value: 191 },
    })
    const grants = await compareDefinitions(edition, { study: 'kora-2017', id: 'extra_grant_per_child' })
    // Sixteen institutions get a grant; printed and recomputed, no two are the same to the last digit.
    expect([grants.n, grants.same]).toEqual([24, 8])
    const found = await listCheckResults(edition, 'kora-2017')
    expect(found.map(({ check, passed, found }) => [check, passed, found])).toEqual([
      ['twenty_four_institutions', true, 24],
      ['grants_follow_models', true, 0],
      ['staff_ratio_is_possible', true, 0],
      ['load_low_as_printed', true, 7],
      ['load_middle_as_printed', true, 5],
      ['load_high_as_printed', true, 12],
    ])
  } finally {
    await edition.close()
  }
}, 120_000)

test('a failed check that stops keeps the edition from going live; one that warns does not', async () => {
  const stopped = await runWith(
    'kora-2017/units/institution.csv',
    '1A,I,180,"6,1",626.481,3.484,3',
    '1A,I,180,"6,1",626.481,3.484,4',
  )
  expect(stopped.code).toBe(1)
  expect(stopped.out).toBe(`nothing was published; edition ${live} is still live\n`)
  expect(stopped.err).toMatch(
    /stops: kora-2017\/checks\.yaml:\d+ load_middle_as_printed: expected 4\.5 to 5\.5, found 4\n/,
  )
  const warned = await runWith('kora-2017-synthetic/checks.yaml', 'max: 12', 'max: 8')
  expect(warned.code).toBe(0)
  expect(warned.err).toContain(
    'staff_ratio_is_possible: expected 0 rows that break it, found 1 (institution, line 12)',
  )
  await house.pejling('run')
}, 180_000)

test('a mistake in SQL is told with its line and column before anything runs', async () => {
  const { code, err } = await runWith(
    'kora-2017/checks/grants-follow-models.sql',
    'JOIN municipality USING',
    'JOIN municipalty USING',
  )
  expect(code).toBe(1)
  expect(err).toBe(
    'stops: kora-2017/checks/grants-follow-models.sql:4:6: unknown table: municipalty (did you mean municipality?)\n',
  )
}, 120_000)

test('a published number that would be recomputed differently is told before the edition is live', async () => {
  const { code, err } = await runWith('kora-2017/units/institution.csv', '1A,I,180,', '1A,I,190,')
  expect(code).toBe(0)
  for (const line of [
    '1A/age_weighted_children: expected 180 (agrees_within_rounding) as in the live edition, found 180 (disagrees)',
    '1A/extra_grant_per_child: expected 3471–3490 (agrees_within_rounding) as in the live edition, found no number (cannot_be_recomputed)',
  ])
    expect(err).toContain(`warns: kora-2017/published: appendix-2.1/${line}\n`)
}, 120_000)
