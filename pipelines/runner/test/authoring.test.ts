import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseStudyFolder, problemLine, type StudyFile } from '@pejling/indicators'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codebookDraft } from '../src/authoring/codebook-draft.ts'
import { newStudy } from '../src/authoring/new-study.ts'
import { type TestHouse, testHouse } from './command-line.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pejling-authoring-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('a new study', () => {
  let house: TestHouse
  beforeAll(async () => {
    house = await testHouse()
  })
  afterAll(() => house.close())

  test('passes as it is, with derived variables, an indicator and checks', async () => {
    const made = await house.pejling('study', 'new', 'normering-2026')
    expect(made.code).toBe(0)
    expect(made.out).toContain('normering-2026/checks/everyone-has-children.sql\n')
    const { problems, steps } = JSON.parse((await house.pejling('run', '--json')).out)
    expect(problems).toEqual([])
    expect(steps.map(({ step }: { step: string }) => step)).toEqual([
      'survey/normering-2026/municipality',
      'survey/normering-2026/institution',
      'derive/normering-2026/institution',
      'check/normering-2026',
      'edition',
    ])
  }, 60_000)

  test('is never written over one that is there, and has a name that can be in an address', async () => {
    const twice = await house.pejling('study', 'new', 'normering-2026')
    expect([twice.code, twice.err]).toEqual([
      2,
      `pejling: study new: ${join(house.studies, 'normering-2026')} is there already\n`,
    ])
    await expect(newStudy(folder, 'Min Undersøgelse')).rejects.toThrow(
      'study new: expected lower case letters, digits and -, found Min Undersøgelse',
    )
    expect(await readdir(folder)).toEqual([])
  }, 60_000)
})

const header =
  'Inst.nr;Kommune;Antal børn;Normering;Bevilling;Tillid;Alder;Ejerform;Screener I?;Bemærkning;Leders mail'
const rows = Array.from({ length: 12 }, (_, i) =>
  [
    ...[`00${10 + i}`, ['0101', '0217'][i % 2], 20 + 7 * i, `${3 + (i % 4)},${i % 10}`],
    ...[`1.${100 + i}.${200 + i}`, [1, 2, 3, 4, 5, 9][i % 6], [31, 45, 52, 99][i % 4]],
    ...[['Kommunal', 'Selvejende'][i % 2], ['Ja', 'Nej', 'Ved ikke'][i % 3]],
    ...[`talte med Bo ${i}`, `leder${i}@kommune.dk`],
  ].join(';'),
)

describe('a codebook drafted from a Danish file', () => {
  const draft = async (lines: string[], name = 'fil.csv') => {
    const file = join(folder, name)
    await writeFile(file, Buffer.from(lines.join('\r\n'), 'latin1'))
    return codebookDraft(file, { study: 'drafted', unit: 'institution' })
  }

  test('guesses scales, marks, categories, missing codes, and what identifies', async () => {
    const { variables, dialect } = await draft([header, ...rows])
    expect(dialect).toEqual({ delimiter: ';', encoding: 'windows-1252' })
    expect(
      variables.map(({ id, scale, disclosure, reading, categories }) => [
        ...[id, scale, disclosure, reading.decimal ?? '', reading.thousands ?? ''],
        categories?.map((category) => category.id).join(' ') ?? '',
        Object.entries(reading.missing ?? {}).join(' '),
      ]),
    ).toEqual([
      ['inst_nr', 'identifier', 'identifier', '', '', '', ''],
      ['kommune', 'nominal', 'open', '', '', '0101 0217', ''],
      ['antal_boern', 'ratio', 'open', '', '', '', ''],
      ['normering', 'ratio', 'open', ',', '', '', ''],
      ['bevilling', 'ratio', 'open', ',', '.', '', ''],
      ['tillid', 'ordinal', 'open', '', '', '1 2 3 4 5', '9,not_answered'],
      ['alder', 'ratio', 'open', '', '', '', '99,not_answered'],
      ['ejerform', 'nominal', 'open', '', '', 'kommunal selvejende', ''],
      ['screener_i', 'nominal', 'open', '', '', 'yes no', 'Ved ikke,not_answered'],
      ['bemaerkning', 'identifier', 'identifier', '', '', '', ''],
      ['leders_mail', 'identifier', 'identifier', '', '', '', ''],
    ])
  })

  test('is a codebook as it stands, and reads the file it came from', async () => {
    const { yaml } = await draft([header, ...rows])
    expect(yaml).toContain("format: { delimiter: ';', encoding: windows-1252 }")
    const house = await testHouse()
    await newStudy(house.studies, 'drafted')
    const study = join(house.studies, 'drafted')
    const rename = (text: string) =>
      text
        .replace('key: institution_id', 'key: inst_nr')
        .replace('\n    within: municipality', '')
        .replace('encoding: utf-8', 'encoding: windows-1252')
        .replace(/firstRelation.*/, '')
    await writeFile(join(study, 'study.yaml'), rename(await readFile(join(study, 'study.yaml'), 'utf8')))
    const outer = (await readFile(join(study, 'codebook.yaml'), 'utf8')).split('  - id: institution_id')[0]
    await writeFile(
      join(study, 'codebook.yaml'),
      outer + yaml.slice(yaml.indexOf('variables:\n') + 'variables:\n'.length),
    )
    for (const file of ['indicators.yaml', 'checks.yaml']) await rm(join(study, file))
    await writeFile(
      join(study, 'units/institution.csv'),
      Buffer.from([header, ...rows].join('\r\n'), 'latin1'),
    )
    const { problems, steps } = JSON.parse((await house.pejling('run', '--json')).out)
    await house.close()
    expect(problems).toEqual([])
    expect(steps.find(({ step }: { step: string }) => step === 'survey/drafted/institution').rows).toBe(12)
  }, 60_000)

  test('shows nothing of a person: no mail, no number, no free text', async () => {
    const { yaml, variables } = await draft([
      'Navn;CPR;Bemærkning',
      ...Array.from(
        { length: 12 },
        (_, i) => `Bo Hansen ${i};0101${60 + i}-1234;${'vi taler om Bo '.repeat(4)}${i}`,
      ),
    ])
    expect(yaml).not.toMatch(/Hansen|1234|taler/)
    expect(variables.map(({ comments }) => comments[0])).toEqual([
      'a different value in every row: the key, or something that names a unit',
      'LOOKS LIKE PERSONS (civil registration numbers): take the column out of the file before it goes anywhere',
      'a different value in every row: the key, or something that names a unit',
    ])
  })

  test('a file that cannot be drafted from is told', async () => {
    await expect(draft([''], 'empty.csv')).rejects.toThrow(
      'draft: expected a line of column names, found nothing',
    )
    await expect(codebookDraft(join(folder, 'none.csv'))).rejects.toThrow(
      `draft: no such file: ${join(folder, 'none.csv')}`,
    )
  })
})

test('the template is a study without a problem, and every file it names is there', async () => {
  await newStudy(folder, 'whole')
  const entries = await readdir(join(folder, 'whole'), { recursive: true, withFileTypes: true })
  const files = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry): Promise<StudyFile> => {
        const path = join(entry.parentPath, entry.name)
        return { path: path.slice(join(folder, 'whole/').length), text: await readFile(path, 'utf8') }
      }),
  )
  const { problems, checks, indicators } = parseStudyFolder(files)
  expect(problems.map(problemLine)).toEqual([])
  expect([checks.length, indicators.length]).toEqual([2, 1])
})

describe('a draft of what ties coded interviews to a study', () => {
  let house: TestHouse
  let project: string
  beforeAll(async () => {
    house = await testHouse()
    await house.pejling('study', 'new', 'interviewed')
    project = join(folder, 'coded.csv')
    await writeFile(
      project,
      'kilde;kode;uddrag\nHus A (leder);Opsporing > TOPI;vi bruger TOPI\nHus b;Opsporing > TOPI;hver uge\nGæst;Æ/ø;intet\n',
    )
  })
  afterAll(() => house.close())
  const draft = (...words: string[]) =>
    house.pejling('interviews', 'draft', project, '--study', 'interviewed', ...words)

  test('names what ties most interviews to a unit, what was guessed and what was not, and every code', async () => {
    const { code, out, err } = await draft()
    expect({ code, err }).toEqual({
      code: 0,
      err: '2 of 3 interviews are about a known institution, by source; 2 names are guesses\n',
    })
    expect(out).toMatchInlineSnapshot(`
      "study: interviewed
      unit:
        id: institution
        by: source
        aliases:
          a:
            - Hus A (leder)
          b:
            - Hus b
      codes:
        opsporing: Opsporing
        opsporing/topi: Opsporing/TOPI
        ae_oe: Æ\\/ø
      rules: []
      # Names of no unit; write those that are one under unit: aliases: { <key>: [<name>] }.
      #   "Gæst"
      # A rule for each variable the codebook has as derived: { kind: coded }. Take \`rules: []\` away and write, for example:
      # rules:
      #   - variable: my_variable
      #     kind: mentioned
      #     version: 1
      #     date: 2026-01-31
      #     steps:
      #       - { value: mentioned, code: opsporing/topi }
      #     otherwise: not_mentioned
      "
    `)
  })

  test('is a study’s files as they are', async () => {
    const into = (name: string) => join(house.studies, 'interviewed', name)
    await writeFile(into('rules.yaml'), (await draft()).out)
    await writeFile(into('codes.yaml'), (await draft('--codes')).out)
    const names = await readdir(into('.'), { recursive: true })
    const texts = names.filter((name) => /\.(yaml|csv|sql)$/.test(name))
    const files = await Promise.all(
      texts.map(async (path): Promise<StudyFile> => ({ path, text: await readFile(into(path), 'utf8') })),
    )
    const parsed = parseStudyFolder(files)
    expect(parsed.problems.map(problemLine)).toEqual([])
    expect(parsed.rules?.unit.aliases).toEqual({ a: ['Hus A (leder)'], b: ['Hus b'] })
    expect(parsed.codes?.codes.map(({ path }) => path)).toEqual(['opsporing', 'opsporing/topi', 'ae_oe'])
  })

  test('of a study that is not there, or a unit it does not have, is refused in one line', async () => {
    const nowhere = await house.pejling('interviews', 'draft', project, '--study', 'nowhere')
    expect([nowhere.code, nowhere.err]).toEqual([
      2,
      `pejling: interviews draft: no study.yaml that can be read in ${join(house.studies, 'nowhere')}\n`,
    ])
    const unit = await draft('--unit', 'instituton')
    expect([unit.code, unit.err]).toEqual([
      2,
      'pejling: unknown unit: instituton (did you mean institution?)\n',
    ])
  })
})
