import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { InterviewReceipt } from '@pejling/indicators'
import type { RunPlan } from '@pejling/ledger'
import { openEdition } from '@pejling/warehouse'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RunReport } from '../src/run.ts'
import { type TestHouse, testHouse } from './command-line.ts'
import { liveOf } from './killed-runs.ts'

const study = 'interviews-synthetic'
const coder = 'Åse Opdigtet Koder'
let house: TestHouse

beforeAll(async () => {
  house = await testHouse(study)
  await writeFile(
    join(house.studies, study, 'interviews/more.csv'),
    `source;code;excerpt;coder\nX6-tillæg;Tidlig indsats > Opsporing og screening > TOPI;vi måler trivsel to gange;${coder}\n`,
  )
  const judgements = join(house.studies, study, 'judgements.csv')
  await writeFile(judgements, (await readFile(judgements, 'utf8')).replaceAll('koder_c', coder))
  const { code, err } = await house.pejling('run')
  expect([code, err]).toEqual([0, expect.not.stringContaining('pejling:')])
}, 120_000)
afterAll(() => house.close())

async function inEdition<Row>(sql: string): Promise<Row[]> {
  const edition = await openEdition(join(house.home, 'editions', `${await liveOf(house)}.duckdb`))
  try {
    return await edition.query<Row>(sql)
  } finally {
    await edition.close()
  }
}

test('interviews stand in the edition, and their values among the variables of the unit', async () => {
  const held = await inEdition<{ codings: number; excerpts: number; sources: number }>(
    `SELECT count(*) AS codings, count(DISTINCT excerpt) AS excerpts, count(DISTINCT source) AS sources
     FROM interview_coding k JOIN interview_excerpt USING (study, excerpt)`,
  )
  expect(held).toMatchObject([{ codings: 92, excerpts: 57, sources: 13 }])
  expect(
    await inEdition(
      `SELECT institution_id AS id, screening, small_groups, inclusion, inclusion__missing AS why
       FROM "study ${study}".institution ORDER BY line`,
    ),
  ).toEqual([
    { id: 'X1', screening: 'other', small_groups: 'often', inclusion: 'often', why: null },
    { id: 'X2', screening: 'other', small_groups: 'to_some_degree', inclusion: 'to_some_degree', why: null },
    { id: 'X3', screening: 'language', small_groups: 'to_some_degree', inclusion: 'often', why: null },
    { id: 'X4', screening: 'other', small_groups: 'to_some_degree', inclusion: 'not_mentioned', why: null },
    { id: 'X5', screening: 'language', small_groups: 'to_some_degree', inclusion: null, why: 'not_codable' },
    { id: 'X6', screening: 'experience', small_groups: 'not_mentioned', inclusion: null, why: 'not_codable' },
  ])
  const relation = ['relation', '--study', study, '--x', 'funding_model', '--y', 'screening', '--json']
  const { counts } = JSON.parse((await house.pejling(...relation)).out) as { counts: number[][] }
  expect(counts).toEqual([
    [1, 1, 0],
    [0, 1, 1],
    [0, 0, 2],
  ])
}, 60_000)

test('from a value the excerpts it rests on are cut out of their texts', async () => {
  const words = await inEdition<{ words: string; coder: string; unit: string }>(
    `SELECT substring(text, e.start + 1, e."end" - e.start) AS words, s.unit, s.file
     FROM interview_unit_value_excerpt v JOIN interview_excerpt e USING (study, excerpt)
       JOIN interview_source s USING (study, source) JOIN interview_source_text USING (study, source)
     WHERE v.variable = 'screening' AND v.unit = 'X5'`,
  )
  expect(words).toEqual([
    {
      words: 'Sprogvurdering er for alle treårige, det har vi altid gjort.',
      ...{ unit: 'X5', file: 'interviews/project.qdpx' },
    },
  ])
}, 60_000)

test('nobody who coded is named in an edition, the cache, the plan or the log of a run', async () => {
  const named = await inEdition<{ coder: string }>(
    `SELECT coder FROM interview_coder UNION SELECT coder FROM interview_unit_value_coder ORDER BY coder`,
  )
  expect(named.map(({ coder }) => coder)).toEqual([
    'koder_a',
    'koder_b',
    expect.stringMatching(/^p[2-9a-z]{12}$/),
  ])
  const files = await readdir(house.home, { recursive: true, withFileTypes: true })
  const written = files
    .filter((entry) => entry.isFile() && !entry.parentPath.startsWith(join(house.home, 'postgres')))
    .map((entry) => join(entry.parentPath, entry.name))
  expect(written.length).toBeGreaterThan(20)
  for (const file of written)
    expect(`${file} ${String(await readFile(file))}`).not.toContain('Opdigtet Koder')
  const [{ id }] = JSON.parse((await house.pejling('runs', '--json')).out) as { id: number }[]
  for (const words of [
    ['plan', '--json'],
    ['runs', String(id), '--json'],
  ])
    expect((await house.pejling(...words)).out).not.toContain('Opdigtet')
}, 60_000)

test('an edition knows interviews and judgements by their hash, and holds none of their bytes', async () => {
  const held = await inEdition<{ path: string; held: boolean }>(
    `SELECT path, content IS NOT NULL AS held FROM source_file WHERE path LIKE 'interviews/%' OR path LIKE '%.csv' ORDER BY path`,
  )
  expect(held.map(({ path, held }) => `${path} ${held}`)).toEqual([
    'interviews/condensations.csv false',
    'interviews/more.csv false',
    'interviews/project.qdpx false',
    'judgements.csv false',
    'units/institution.csv true',
    'units/municipality.csv true',
  ])
}, 60_000)

test('another rule makes the values anew and what builds on them, and reads no interview again', async () => {
  const file = join(house.studies, study, 'rules.yaml')
  const before = await readFile(file, 'utf8')
  await writeFile(file, before.replace('interviews: 2', 'interviews: 1').replace('version: 2', 'version: 3'))
  const plan = JSON.parse((await house.pejling('plan', '--json')).out) as RunPlan
  const worked = plan.steps.filter(({ action }) => action === 'run').map(({ name }) => name)
  expect(worked).toEqual([`quantify/${study}`, 'edition'])
  const { steps } = JSON.parse((await house.pejling('run', '--json')).out) as RunReport
  expect(steps.find(({ step }) => step === `quantify/${study}`)).toMatchObject({ status: 'done' })
  expect(
    await inEdition(
      `SELECT unit, value, version FROM interview_unit_value WHERE variable = 'small_groups' AND unit < 'X4' ORDER BY unit`,
    ),
  ).toEqual([
    { unit: 'X1', value: 'often', version: 3 },
    { unit: 'X2', value: 'often', version: 3 },
    { unit: 'X3', value: 'to_some_degree', version: 3 },
  ])
  await writeFile(file, before)
}, 120_000)

test('the lineage of a coded variable goes over its codes to the file they were read in', async () => {
  const { out } = await house.pejling('lineage', '--study', study, 'screening', '--up')
  expect(out).toContain(
    '  code Tidlig indsats/Opsporing og screening/TOPI “TOPI”\n    file interviews/more.csv\n    file interviews/project.qdpx\n',
  )
  expect(out).toContain('  file rules.yaml:15\n')
  const { out: of } = await house.pejling('lineage', '--study', study, 'interviews/project.qdpx', '--down')
  expect(of).toContain('variable small_groups')
}, 60_000)

test('a file is read and told whole at the command line, and what a study holds is written as one', async () => {
  const file = join(house.studies, study, 'interviews/project.qdpx')
  const { out, code } = await house.pejling('interviews', 'read', file, '--json')
  const read = JSON.parse(out) as {
    receipt: InterviewReceipt
    codings: { code: string; coder: string; name: string; words: string }[]
  }
  expect([code, read.receipt.counts]).toMatchObject([
    0,
    { codes: 22, coders: 2, sources: 12, codings: 91, cases: 6 },
  ])
  expect(read.codings[0]).toMatchObject({
    ...{ code: 'Tidlig indsats/Opsporing og screening/Sprogscreening', coder: 'koder_a', name: 'X1-leder' },
    words: 'Alle treårige får en sprogvurdering',
  })
  expect((await house.pejling('interviews', 'read', file, '--no-texts')).out).not.toContain('sprogvurdering')
  const written = join(house.home, 'written.qdpx')
  await house.pejling('interviews', 'write', written, '--study', study)
  const again = JSON.parse((await house.pejling('interviews', 'read', written, '--json')).out) as typeof read
  expect(again.receipt.counts).toMatchObject({ coders: 3, sources: 13, codings: 92, cases: 6, memos: 14 })
  // The study's codes.yaml says what two of the codes are called since.
  const practice = 'Tidlig indsats/Pædagogiske indsatser og ressourcer'
  const since: Record<string, string> = {
    Citater: 'Citater til rapporten',
    [`${practice}/Marte Meo`]: `${practice}/Redskaber ved bekymring`,
    [`${practice}/SMTTE`]: `${practice}/Redskaber ved bekymring`,
  }
  for (const coding of read.codings)
    expect(again.codings).toContainEqual({ ...coding, code: since[coding.code] ?? coding.code })
  const codes = join(house.home, 'codes.qdc')
  await house.pejling('interviews', 'write', codes, '--study', study, '--json')
  expect((await house.pejling('interviews', 'read', codes)).out).toMatch(
    /^qdc written by Pejling: 21 codes, 0 coders/,
  )
  const wrong = await house.pejling('interviews', 'write', join(house.home, 'x.zip'), '--study', study)
  expect([wrong.code, wrong.err]).toEqual([
    2,
    expect.stringMatching(/interviews write: expected a file ending in \.qdpx or \.qdc, found .*x\.zip\n/),
  ])
  const { err, code: ended } = await house.pejling(
    'interviews',
    'read',
    join(house.studies, study, 'study.yaml'),
  )
  expect([ended, err]).toEqual([1, ''])
}, 60_000)
