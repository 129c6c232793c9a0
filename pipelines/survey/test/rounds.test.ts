import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseStudyFolder, problemLine } from '@pejling/indicators'
import { literal, rows, withDatabase } from '@pejling/warehouse'
import { expect, onTestFinished, test } from 'vitest'
import { loadUnit } from '../src/index.ts'

const folder = join(import.meta.dirname, '../../../data/studies/rounds-synthetic')
const parsed = parseStudyFolder(
  await Promise.all(
    (await readdir(folder, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const path = join(entry.parentPath, entry.name)
        return { path: path.slice(folder.length + 1), text: await readFile(path, 'utf8') }
      }),
  ),
)

/** A round's institutions with some text of its file replaced, and the rows that come of it. */
async function loaded(year: string, unitId: string, edits: [string | RegExp, string][]) {
  const home = await mkdtemp(join(tmpdir(), 'pejling-survey-round-'))
  onTestFinished(() => rm(home, { recursive: true, force: true }))
  const round = parsed.rounds.find(({ id }) => id === year)!
  const load = async (id: string, path: string, outer: Record<string, string>) => {
    const unit = parsed.study!.units.find((unit) => unit.id === id)!
    const file = join(home, `${id}.csv`)
    let text = await readFile(join(folder, path), 'utf8')
    if (id === unitId)
      for (const [from, to] of edits) {
        const changed = text.replace(from, to)
        if (changed === text) throw new Error(`${path}: expected ${from}, found none`)
        text = changed
      }
    await writeFile(file, text)
    const output = join(home, `${id}.parquet`)
    const found = await loadUnit({
      ...{
        study: parsed.study!,
        codebook: parsed.codebook,
        instruments: parsed.instruments,
        unit,
        file,
        path,
      },
      ...{ round: unit.rounds ? round : undefined, loaded: outer, output },
    })
    return { ...found, output }
  }
  const municipality = await load('municipality', 'units/municipality.csv', {})
  const outer = { municipality: municipality.output }
  const institution = await load('institution', `rounds/${year}/institution.csv`, outer)
  const wanted =
    unitId === 'institution'
      ? institution
      : await load('child', `rounds/${year}/child.csv`, { ...outer, institution: institution.output })
  return {
    told: wanted.problems.map((problem) => `${problem.severity} ${problemLine(problem)}`),
    first: () =>
      withDatabase((connection) =>
        rows<Record<string, string | number | null>>(
          connection,
          `SELECT * FROM read_parquet(${literal(wanted.output)}) LIMIT 2`,
        ),
      ),
  }
}

const first = /(?<=^I00001;002;\d;\d+;[\d,]*;[\d.]*;)[^;]*/m

test('a row says its round, and a question its version does not ask is not_asked', async () => {
  const { first } = await loaded('2022', 'institution', [])
  expect((await first())[0]).toMatchObject({
    ...{ line: 2, round: '2022', round__missing: null, institution_id: 'I00001' },
    ...{ purpose_known: null, purpose_known__missing: 'not_asked' },
  })
})

test('case and space around an answer do not matter, however the file was read', async () => {
  const plain = await loaded('2022', 'institution', [[first, 'erfaring']])
  const odd = await loaded('2022', 'institution', [[first, ' ERFARING ']])
  expect(odd.told).toEqual([])
  expect(await odd.first()).toEqual(await plain.first())
})

test('an answer of the other version is unknown, and what this one offers is named', async () => {
  const { told } = await loaded('2025', 'institution', [['aldrig eller af og til', 'altid']])
  expect(told).toEqual([
    expect.stringMatching(
      /^stops rounds\/2025\/institution\.csv:\d+ analysis_tools: expected seldom or often, found altid$/,
    ),
  ])
})

test('answers to a question that the version does not ask stop, an empty column does not', async () => {
  const header = /^(institution;.*)$/m
  const rows = /^(I\d+;.*)$/gm
  const empty = await loaded('2022', 'institution', [
    [header, '$1;kender_formål'],
    [rows, '$1;'],
  ])
  expect(empty.told).toEqual([])
  const answered = await loaded('2022', 'institution', [
    [header, '$1;kender_formål'],
    [rows, '$1;'],
    [/^(I00002;.*;)$/m, '$1ja'],
  ])
  expect(answered.told).toEqual([
    'stops rounds/2022/institution.csv:3 purpose_known: expected no answers, since version v1 does not ask it; found one',
  ])
})

test('a child of an institution that is not in its own round is told', async () => {
  const { told } = await loaded('2024', 'child', [['B0000002;I00003', 'B0000002;I00041']])
  expect(told).toEqual([
    'stops rounds/2024/child.csv:3 institution_id: expected a institution of rounds/2024/institution.csv, found I00041',
  ])
})

test('a round with fewer rows than round.yaml says is told and kept', async () => {
  const { told, first } = await loaded('2024', 'child', [[/^B0000160;.*\n/m, '']])
  expect(told).toEqual(['warns rounds/2024/child.csv: expected 160 rows as round.yaml says, found 159'])
  expect(await first()).toHaveLength(2)
})

test('the same key twice in a round stops, the same key in two rounds does not', async () => {
  const { told } = await loaded('2023', 'child', [['B0000002;', 'B0000001;']])
  expect(told).toEqual([
    'stops rounds/2023/child.csv:3 child_id: expected a key once, found that of line 2 again',
  ])
})
