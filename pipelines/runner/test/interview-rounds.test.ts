import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { owner } from '@pejling/indicators'
import { readInterviews, writeProject } from '@pejling/pipeline-interviews'
import { openEdition, type RuledValue, unitEvidence, unmasked } from '@pejling/warehouse'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type TestHouse, testHouse } from './command-line.ts'
import { liveOf } from './killed-runs.ts'

vi.setConfig({ testTimeout: 120_000 })

const data = resolve(import.meta.dirname, '../../../data')
const project = join(data, 'samples/interviews/project.qdpx')
const study = 'rounds-synthetic'
let house: TestHouse
let folder: string

/** The study of four rounds, with the invented interviews about six of its institutions. */
beforeAll(async () => {
  house = await testHouse(study)
  folder = join(house.studies, study)
  await mkdir(join(folder, 'interviews'))
  await copyFile(project, join(folder, 'interviews/project.qdpx'))
  const codes = await readFile(join(data, 'studies/interviews-synthetic/codes.yaml'), 'utf8')
  const [frame] = codes
    .replace('study: interviews-synthetic', `study: ${study}`)
    .split('# What became of codes')
  await writeFile(join(folder, 'codes.yaml'), frame)
  const codebook = join(folder, 'codebook.yaml')
  await writeFile(
    codebook,
    `${await readFile(codebook, 'utf8')}
  - id: told_screening
    label: { da: Opsporing efter interview, en: Screening by interviews }
    unit: institution
    scale: ordinal
    categories:
      - { id: experience, label: { da: erfaring, en: experience } }
      - { id: language, label: { da: sprog, en: language } }
      - { id: other, label: { da: andre, en: other } }
    quality: process
    disclosure: open
    derived: { kind: coded, note: { da: Højeste kode., en: The highest code. } }
`,
  )
}, 120_000)
afterAll(() => house.close())

async function ruled(round: string): Promise<void> {
  await writeFile(
    join(folder, 'rules.yaml'),
    `study: ${study}
unit:
  id: institution
  by: case
  aliases: { I00001: [X1], I00002: [X2], I00003: [X3], I00004: [X4], I00005: [X5], I00006: [X6] }
${round}codes: { early_effort/detection: Tidlig indsats/Opsporing og screening, early_effort/detection/language: Tidlig indsats/Opsporing og screening/Sprogscreening, early_effort/detection/experience: Tidlig indsats/Opsporing og screening/Erfaring og faglighed, early_effort/detection/topi: Tidlig indsats/Opsporing og screening/TOPI }
rules:
  - variable: told_screening
    kind: highest
    version: 1
    date: 2026-11-21
    under: early_effort/detection
    values: { experience: [experience], language: [language], other: [topi] }
`,
  )
}

/** What the rows of the first six institutions have, round by round. */
async function valuesByRound(): Promise<Record<string, string[]>> {
  const edition = await openEdition(join(house.home, 'editions', `${await liveOf(house)}.duckdb`))
  try {
    const rows = await edition.query<{ round: string; said: string }>(
      `SELECT round::VARCHAR AS round, coalesce(told_screening::VARCHAR, told_screening__missing::VARCHAR) AS said
       FROM "study ${study}".institution WHERE institution_id <= 'I00007' ORDER BY round, institution_id`,
    )
    return Object.fromEntries(
      [...Map.groupBy(rows, ({ round }) => round)].map(([round, all]) => [
        round,
        all.map(({ said }) => said),
      ]),
    )
  } finally {
    await edition.close()
  }
}

const nobody = Array.from({ length: 7 }, () => 'not_asked')

test('a study with rounds must say of which its interviews are, and is told how', async () => {
  await ruled('')
  const { code, err } = await house.pejling('run')
  expect([code, err]).toEqual([
    1,
    expect.stringContaining(
      'expected the round the interviews are of, since institution has rounds; found none: round: 2025',
    ),
  ])
  await ruled("  round: '2021'\n")
  expect((await house.pejling('run')).err).toContain('unknown round: 2021 (did you mean 2022?)')
})

test('interviews of one round give values in that round, and nothing was asked in the others', async () => {
  await ruled("  round: '2024'\n")
  const { code, err } = await house.pejling('run')
  expect([code, err]).toEqual([0, expect.not.stringContaining('pejling:')])
  expect(await valuesByRound()).toEqual({
    '2022': nobody,
    '2023': nobody,
    '2024': ['other', 'language', 'language', 'other', 'language', 'experience', 'not_codable'],
    '2025': nobody,
  })
  const relation = ['relation', '--study', study, '--x', 'round', '--y', 'told_screening', '--json']
  const { counts, missing } = JSON.parse((await house.pejling(...relation)).out) as {
    counts: number[][]
    missing: unknown
  }
  expect(counts.map((row) => row.reduce((sum, n) => sum + n, 0))).toEqual([0, 0, 6, 0])
  expect(JSON.stringify(missing)).toContain('not_asked')
})

test('interviews that say their round give each round its own values, with the excerpts of that round', async () => {
  // The leaders were asked in 2023 and the pedagogues in 2025, which is called by its name.
  const { project: read } = await readInterviews(project, 'project.qdpx')
  const rounds: Record<string, string> = { leder: '2023', pædagog: 'Spring 2025' }
  await writeProject(
    {
      ...read!,
      classifications: [...read!.classifications, { name: 'Runde', type: 'Text' }],
      sources: read!.sources.map((source) => ({
        ...source,
        values: {
          ...source.values,
          ...(source.name === 'X6-leder' ? {} : { Runde: rounds[source.values.Rolle] }),
        },
      })),
    },
    join(folder, 'interviews/project.qdpx'),
    new Date('2026-11-21T12:00:00Z'),
  )
  await ruled('  round: { classification: Runde }\n')
  const { code, err } = await house.pejling('run')
  expect([code, err]).toEqual([
    0,
    expect.stringContaining('expected a round of the study for every interview, found 1 without one'),
  ])
  expect(await valuesByRound()).toEqual({
    '2022': nobody,
    '2023': ['other', 'language', 'language', 'other', 'language', 'not_codable', 'not_codable'],
    '2024': nobody,
    '2025': ['other', 'language', 'experience', 'other', 'experience', 'experience', 'not_codable'],
  })
  const edition = await openEdition(join(house.home, 'editions', `${await liveOf(house)}.duckdb`))
  try {
    const ask = (round?: string) =>
      unitEvidence(edition, { study, unit: 'I00005', variable: 'told_screening', round }, unmasked, owner)
    const said = ({ value, excerpts }: { value?: RuledValue; excerpts: { source: { name?: string } }[] }) => [
      value?.round,
      value?.value,
      [...new Set(excerpts.map(({ source }) => source.name))],
    ]
    expect(said(await ask('2023'))).toEqual(['2023', 'language', ['X5-leder']])
    expect(said(await ask())).toEqual(['2025', 'experience', ['X5-paedagog']])
    expect((await ask()).rounds).toEqual(['2023', '2025'])
    await expect(ask('2022')).rejects.toThrow('unknown value: told_screening of I00005 of rounds-synthetic')
  } finally {
    await edition.close()
  }
})
