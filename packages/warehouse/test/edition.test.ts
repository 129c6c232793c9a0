import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  answer,
  answerBy,
  findSummary,
  getCodebook,
  getSourceFile,
  getStudy,
  listAuditFindings,
  listProvenance,
  listPublishedCells,
  listRelations,
  listUnitRows,
  openEdition,
} from '../src/index.ts'
import { codebook, study, trialEdition } from './trial-study.ts'

let trial: Awaited<ReturnType<typeof trialEdition>>
beforeAll(async () => {
  trial = await trialEdition()
})
afterAll(async () => {
  await trial.close()
})
const ask = (x: string, y: string, rest = {}) =>
  answer(trial.edition, { study: 'trial', x, y, where: [], ...rest })

test('an edition gives back what went in', async () => {
  expect(await getStudy(trial.edition, 'trial')).toEqual(study)
  expect(await getCodebook(trial.edition, 'trial')).toEqual(codebook)
  expect(await listProvenance(trial.edition)).toMatchObject([
    { step: 'survey/trial/school', inputs: { 's.csv': 'abc' } },
  ])
  const { content, bytes } = await getSourceFile(trial.edition, 'trial', 's.csv')
  expect(new TextDecoder().decode(content!)).toBe('school_id\na\n')
  expect(bytes).toBe(12)
  expect(await listPublishedCells(trial.edition, 'trial', 'moods')).toMatchObject([
    { at: { season: 'summer', mood: 'good' }, value: 5, line: 2 },
    { value: 2 },
    { value: 3 },
    { value: 8 },
    { value: 11 },
  ])
  expect(await listAuditFindings(trial.edition, 'trial')).toMatchObject([
    { verdict: 'agrees', reason: { code: 'sum' } },
  ])
})

test('categories are ENUMs in codebook order, numbers are numbers, and nothing half built is left', async () => {
  const types = await trial.edition.query<{ column_name: string; data_type: string }>(
    `SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = 'school' AND column_name IN ('screening', 'grant')
     ORDER BY 1`,
  )
  expect(types).toEqual([
    { column_name: 'grant', data_type: 'DOUBLE' },
    { column_name: 'screening', data_type: "ENUM('no', 'yes')" },
  ])
  expect((await readdir(trial.folder)).filter((name) => name.includes('building'))).toEqual([])
})

test('an edition can be read and nothing else', async () => {
  await expect(trial.edition.query('CREATE TABLE t (a INTEGER)')).rejects.toThrow(/read-only/)
  await expect(trial.edition.query(`SELECT * FROM read_csv('/etc/passwd')`)).rejects.toThrow(
    /disabled by configuration/,
  )
  await expect(trial.edition.query(`SET threads = 9`)).rejects.toThrow(/locked/)
})

test('a crosstab of rows counts units across levels and says who is left out', async () => {
  expect(await ask('model', 'screening')).toMatchObject({
    kind: 'crosstab',
    source: 'rows',
    rows: [{ id: 'none' }, { id: 'free' }, { id: 'tied' }],
    columns: [{ id: 'no' }, { id: 'yes' }],
    counts: [
      [1, 1],
      [0, 0],
      [1, 2],
    ],
    n: 5,
    missing: [{ variable: 'screening', reason: 'not_answered', n: 1 }],
  })
})

test('a variable is known by its other names', async () => {
  expect(await ask('model', 'screened')).toMatchObject({ n: 5 })
})

test('counting groups by ENUM and not by text', async () => {
  const plan = await trial.edition.query<{ explain_value: string }>(
    `EXPLAIN SELECT "school"."screening" AS x, count(*) AS n FROM "study trial".school
     WHERE ("school"."screening" = $v0::"study trial"."screening") GROUP BY ALL`,
    { v0: 'yes' },
  )
  const text = plan.map(({ explain_value }) => explain_value).join('\n')
  expect(text).toMatch(/PERFECT_HASH_GROUP_BY/)
  expect(text).not.toMatch(/CAST\(screening AS VARCHAR\)/)
})

test('pairs keep the unit, the one around it, the number and the reason', async () => {
  expect(await ask('model', 'grant')).toMatchObject({
    kind: 'pairs',
    n: 5,
    points: [
      { key: 'a', within: '1', x: 'none', y: 10 },
      { key: 'b', x: 'none', y: 20 },
      { key: 'c', x: 'none', y: 30 },
      { key: 'e', x: 'tied', y: 50 },
      { key: 'f', x: 'tied', y: 60 },
    ],
    missing: [{ variable: 'grant', reason: 'not_asked', n: 1 }],
  })
})

test('filters take categories, ranges and missing reasons', async () => {
  const where = (variable: string, ...values: string[]) => ({ where: [{ variable, values }] })
  expect(await ask('model', 'screening', where('grant', '20..50'))).toMatchObject({
    counts: [
      [0, 1],
      [0, 0],
      [0, 1],
    ],
    missing: [
      { variable: 'screening', reason: 'not_answered', n: 1 },
      { variable: 'grant', reason: 'not_asked', n: 1 },
    ],
  })
  expect(await ask('model', 'grant', where('screening', 'not_answered'))).toMatchObject({
    points: [{ key: 'c' }],
    missing: [],
  })
  await expect(ask('model', 'grant', where('screening', 'yess'))).rejects.toThrow(
    /^unknown category of screening: yess \(did you mean yes\?\)$/,
  )
  await expect(ask('model', 'screening', where('grant', 'much'))).rejects.toThrow(
    /^grant: expected a number or a range a\.\.b, found much$/,
  )
})

test('the parts of a third variable add up to the whole', async () => {
  const { parts, missing } = await answerBy(trial.edition, {
    study: 'trial',
    x: 'model',
    y: 'grant',
    where: [],
    by: 'screening',
  })
  expect(parts.map(({ category, answer }) => [category.id, answer.n])).toEqual([
    ['no', 2],
    ['yes', 2],
  ])
  expect(missing).toEqual([{ variable: 'screening', reason: 'unknown', n: 1 }])
})

test('what was never published as rows is counted from the printed table, either way round', async () => {
  const printed = await ask('mood', 'season')
  expect(printed).toMatchObject({
    source: 'published',
    table: 'moods',
    rows: [{ id: 'good' }, { id: 'bad' }],
    counts: [
      [5, 3],
      [2, 8],
    ],
    n: 18,
    missing: [{ variable: 'season', reason: 'unknown', n: 2 }],
  })
})

test('what cannot be answered is said in one line', async () => {
  await expect(ask('model', 'modle')).rejects.toThrow(/^unknown variable: modle \(did you mean model\?\)$/)
  await expect(ask('mood', 'mood')).rejects.toThrow(/^x and y: expected two variables, found mood twice$/)
  await expect(ask('mood', 'season', { source: 'rows' })).rejects.toThrow(
    /^no rows: mood and season of trial/,
  )
  await expect(ask('mood', 'model')).rejects.toThrow(/^no published table: mood × model of trial/)
  await expect(getStudy(trial.edition, 'trail')).rejects.toThrow(
    /^unknown study: trail \(did you mean trial\?\)$/,
  )
})

test('every relation that is offered is answered', async () => {
  const relations = await listRelations(trial.edition, 'trial')
  expect(relations.map(({ x, y, sources }) => `${x} ${y} ${sources}`)).toEqual([
    'model screening rows',
    'model grant rows',
    'screening model rows',
    'screening grant rows',
    'grant model rows',
    'grant screening rows',
    'mood season published',
    'season mood published',
  ])
  for (const { x, y, sources } of relations)
    for (const source of sources) expect(await ask(x, y, { source })).toMatchObject({ source })
})

test('the rows behind a cell keep their line in the file', async () => {
  const where = [
    { variable: 'model', values: ['tied'] },
    { variable: 'screening', values: ['yes'] },
  ]
  const found = await listUnitRows(trial.edition, { study: 'trial', unit: 'school', where })
  expect(found.n).toBe(2)
  expect(found.rows.map(({ file, line }) => `${file}:${line}`)).toEqual(['s.csv:5', 's.csv:6'])
  expect(found.rows[0]).toMatchObject({
    values: { school_id: 'd', grant: null },
    missing: { grant: 'not_asked' },
  })
})

test('a summary counts categories, and gives the quantiles of a number', async () => {
  expect(await findSummary(trial.edition, 'trial', 'screening')).toMatchObject({
    n: 5,
    counts: [{ n: 2 }, { n: 3 }],
    missing: [{ reason: 'not_answered', n: 1 }],
  })
  // R: quantile(c(10, 20, 30, 50, 60))
  expect(await findSummary(trial.edition, 'trial', 'grant')).toMatchObject({
    quantiles: { min: 10, lower: 20, median: 30, upper: 50, max: 60, mean: 34 },
  })
  expect(await findSummary(trial.edition, 'trial', 'mood')).toBeUndefined()
})

test('a hundred questions at once share a few connections', async () => {
  const answers = await Promise.all(Array.from({ length: 100 }, () => ask('model', 'screening')))
  expect(new Set(answers.map(({ n }) => n))).toEqual(new Set([5]))
})

test('what is not an edition is refused', async () => {
  await expect(openEdition('/nowhere/x.duckdb')).rejects.toThrow(
    /^edition: no such file: \/nowhere\/x\.duckdb$/,
  )
  const file = join(trial.folder, 'text.duckdb')
  await writeFile(file, 'no edition at all')
  await expect(openEdition(file)).rejects.toThrow(`edition: not an edition: ${file}`)
})
