import { describe, expect, test } from 'vitest'
import { parseStudyFolder } from '../src/parse-study.ts'
import { problemLine } from '../src/problem.ts'
import { studyFiles, studyNames, withText } from './study-folders.ts'

const kora = studyFiles('kora-2017')
const told = (path: string, from: string, to: string) =>
  parseStudyFolder(withText(kora, path, from, to)).problems.map(problemLine)

describe('the studies of the house', () => {
  test.each(studyNames)('%s is read without a problem, and its id is its folder', (name) => {
    const { study, problems } = parseStudyFolder(studyFiles(name))
    expect(problems.map(problemLine)).toEqual([])
    expect(study?.id).toBe(name)
  })

  test.each(studyNames)('every variable of %s has rows or says why not', (name) => {
    const { study, variables, unitFiles } = parseStudyFolder(studyFiles(name))
    for (const variable of variables) {
      const file = unitFiles.find(({ unit }) => unit === variable.unit)
      // What comes in rounds is held to its files by the survey pipeline.
      const comesInRounds = study?.units.some(({ id, rounds }) => id === variable.unit && rounds)
      const hasRows = comesInRounds || file?.columns.some((column) => column.variable === variable.id)
      expect({ id: variable.id, told: Boolean(hasRows || variable.derived || variable.leftOut) }).toEqual({
        id: variable.id,
        told: true,
      })
      expect(study?.units.map(({ id }) => id)).toContain(variable.unit)
    }
  })

  test('a synthetic study says so in its title, in both languages', () => {
    for (const name of studyNames) {
      const { study } = parseStudyFolder(studyFiles(name))
      if (!study?.synthetic) continue
      expect(study.title.da.toLowerCase()).toContain('syntetisk')
      expect(study.title.en.toLowerCase()).toContain('synthetic')
    }
  })

  test('a cross table has every cell it was printed with, in printed order, read as numbers', () => {
    const { cells } = parseStudyFolder(kora)
    const row = cells.filter(({ table, at }) => table === '3.6' && at.funding_model === 'unbound')
    expect(row.map(({ printed }) => printed)).toEqual([
      '3',
      '(37,5 %)',
      '2',
      '(25,0 %)',
      '3',
      '(37,5 %)',
      '8',
      '(100 %)',
    ])
    expect(row.map(({ value }) => value)).toEqual([3, 37.5, 2, 25, 3, 37.5, 8, 100])
  })

  test('a table that is a unit’s own file has its cells from there, with file and line', () => {
    const { cells } = parseStudyFolder(kora)
    expect(
      cells.find(({ at, measure }) => at.institution_id === '2A' && measure === 'extra_grant_per_child'),
    ).toMatchObject({
      table: 'appendix-2.1',
      printed: '11.181',
      value: 11181,
      file: 'units/institution.csv',
      line: 6,
    })
  })

  test('a count and a percentage printed in one cell are two numbers with one text', () => {
    const { cells } = parseStudyFolder(studyFiles('smaabornsteam-2020'))
    const cell = cells.filter(
      ({ table, at }) => table === '7' && at.concern === 'high_7_8' && at.time === 'after',
    )
    expect(cell.map(({ measure, printed, value }) => [measure, printed, value])).toEqual([
      ['count', '5 (56 %)', 5],
      ['percent', '5 (56 %)', 56],
    ])
  })

  test('statistics printed beside a table are read into it', () => {
    const { tables } = parseStudyFolder(kora)
    const table = tables.find(({ id }) => id === '3.6')
    expect(table?.statistics?.find(({ id }) => id === 'chi2')).toEqual({
      id: 'chi2',
      statistic: 'chi2',
      value: '9,1',
      p: { relation: '≤', value: '0,1' },
    })
  })
})

describe('what is wrong in a study’s folder', () => {
  test('a wrong key gives its path, its line and the key that was meant', () => {
    expect(told('study.yaml', 'reportingLevel: 0.1', 'reportinglevel: 0.1')).toEqual([
      'study.yaml:43:1: design: expected reportingLevel, found note, assigned, reportinglevel, levels and sizes',
      'study.yaml:62:3: design.reportinglevel: unknown key (did you mean reportingLevel?)',
    ])
  })

  test('a key that is near none lists those that are known', () => {
    expect(told('codebook.yaml', '    aliases: [staffing]', '    zzz: 1')).toContain(
      'codebook.yaml:166:5: variables[12].zzz: unknown key; known are id, label, description, unit, scale, categories, measure, decimals, range, direction, quality, disclosure, aliases, reading, inPeriod, derived, leftOut',
    )
  })

  test('a wrong word gives the words that are allowed', () => {
    expect(told('codebook.yaml', 'quality: structure', 'quality: structural')).toEqual([
      'codebook.yaml:24:5: variables[0].quality: expected structure, process or outcome, found "structural" (did you mean structure?)',
    ])
  })

  test('text that is not YAML is one problem with its line', () => {
    expect(told('study.yaml', 'id: kora-2017', 'id: [kora-2017')[0]).toMatch(/^study\.yaml:\d+:\d+: .+/)
  })

  test('an empty file and one that unfolds without end are problems, not errors', () => {
    const replaced = (text: string) =>
      parseStudyFolder(kora.map((file) => (file.path === 'study.yaml' ? { ...file, text } : file)))
    expect(replaced('').problems.map(problemLine)).toEqual([
      'study.yaml:1:1: the whole file: expected object, found nothing',
    ])
    const bomb = ['a: &a [1,1,1,1,1,1,1,1,1]']
    for (let i = 0; i < 8; i++)
      bomb.push(`${'bcdefghi'[i]}: &${'bcdefghi'[i]} [${Array(9).fill(`*${'abcdefgh'[i]}`).join()}]`)
    expect(replaced(bomb.join('\n')).problems[0].rule).toBe('yaml')
  })

  test('a cells.csv saved with semicolons is one problem', () => {
    const semicolons = kora.map((file) =>
      file.path === 'published/cells.csv' ? { ...file, text: file.text.replaceAll(',', ';') } : file,
    )
    const { problems } = parseStudyFolder(semicolons)
    expect(problems.filter(({ severity }) => severity === 'stops').map(problemLine)).toEqual([
      'published/cells.csv:1: expected table,at,measure,printed, found table;at;measure;printed',
    ])
  })

  test('a file that must be there is named, and a file with nearly that name', () => {
    const renamed = kora.map((file) =>
      file.path === 'units/institution.csv' ? { ...file, path: 'units/institutions.csv' } : file,
    )
    expect(parseStudyFolder(renamed).problems.map(problemLine)).toContain(
      'units/institution.csv: expected a file (did you mean units/institutions.csv?), found none',
    )
    expect(parseStudyFolder([]).problems.map(problemLine)).toEqual([
      'study.yaml: expected a file, found none',
    ])
  })

  test('a column no variable knows is told with the variable that was meant', () => {
    expect(told('units/institution.csv', 'load_degree', 'load_degre')).toEqual([
      'units/institution.csv:1: expected a variable of institution, found column load_degre (did you mean load_degree?)',
      'units/institution.csv:1 load_degree: expected a column load_degree (did you mean load_degre?), found none',
    ])
  })

  test('a row with too few fields and a unit that comes twice are told by line', () => {
    expect(told('units/institution.csv', '2A,II,99,', '1A,II,')).toEqual([
      'units/institution.csv:6: expected 7 fields, found 6',
      'units/institution.csv:6 institution_id: expected each institution_id once, found it on line 2',
    ])
  })

  test.each([
    ['3.1,none/other,count,0', '3.l,none/other,count,0', ':82: unknown table: 3.l (did you mean 3.1?)'],
    [
      '3.1,none/other,count,0',
      '3.1,non/other,count,0',
      ':82: unknown category of funding_model: non (did you mean none?)',
    ],
    ['3.1,none/other,count,0', '3.1,none,count,0', ':82: expected 2 categories, found none'],
    ['3.1,none/other,count,0', '3.1,none/other,cuont,0', ':82: unknown measure: cuont (did you mean count?)'],
    ['3.1,,gamma.p', '3.1,,gama.p', ':111: unknown statistic: gama (did you mean gamma?)'],
    [
      '3.1,none/other,count,0',
      '3.1,none/language,count,0',
      ':82: expected each cell once, found it on line 80',
    ],
  ])('in cells.csv %s turned into %s is told', (from, to, message) => {
    const problems = told('published/cells.csv', from, to)
    expect(problems.some((line) => line.startsWith(`published/cells.csv${message}`))).toBe(true)
  })

  test('a cell without a line is told by its address', () => {
    expect(told('published/cells.csv', '3.1,none/other,count,0\n', '')).toEqual([
      'published/cells.csv: table 3.1: expected a line for each cell, found none for none/other/count',
    ])
  })

  test('a claim that rests on a cell that is not there is told', () => {
    expect(told('published/claims.yaml', '3.1/total/experience/count', '3.1/total/experiense/count')).toEqual(
      [
        'published/claims.yaml:24 experience_only: unknown category of screening: experiense (did you mean experience?)',
      ],
    )
  })

  test('a design that speaks of an unknown variable or unit is told', () => {
    expect(told('study.yaml', 'variable: resource_level', 'variable: ressource_level')).toEqual([
      'study.yaml:59:7: unknown variable: ressource_level (did you mean resource_level?)',
    ])
    expect(told('study.yaml', 'within: municipality', 'within: municipalty')[0]).toBe(
      'study.yaml:37:5: unknown unit: municipalty (did you mean municipality?)',
    )
  })

  test('a derived variable with an unknown source or category is told', () => {
    expect(told('codebook.yaml', 'from: load_degree', 'from: load_degre')[0]).toMatch(
      /unknown variable: load_degre \(did you mean load_degree\?\)$/,
    )
    expect(told('codebook.yaml', "        low: ['1', '2']", "        lo: ['1', '2']")[0]).toMatch(
      /load_category: unknown category: lo \(did you mean low\?\)$/,
    )
  })
})
