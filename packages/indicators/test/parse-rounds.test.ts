import { expect, test } from 'vitest'
import { askedVariable } from '../src/asked-variable.ts'
import { parseStudyFolder } from '../src/parse-study.ts'
import { problemLine } from '../src/problem.ts'
import { roundLine } from '../src/round-line.ts'
import type { StudyFile } from '../src/study-folder.ts'
import { unitFiles, unitOfFile } from '../src/unit-files.ts'
import { studyFiles, withText } from './study-folders.ts'

const files = studyFiles('rounds-synthetic')
const parsed = parseStudyFolder(files)
const instrument = 'instruments/dagtilbud.yaml'
const told = (path: string, from: string, to: string) =>
  parseStudyFolder(withText(files, path, from, to)).problems.map(problemLine)
const without = (path: string) => files.filter((file) => file.path !== path)
const problemsOf = (changed: StudyFile[]) => parseStudyFolder(changed).problems.map(problemLine)

test('rounds stand in the order of their periods, whatever they are called', () => {
  const turned = withText(
    files,
    'rounds/2022/round.yaml',
    "from: '2022-03-01', to: '2022-04-15'",
    'from: 2026-03-01, to: 2026-04-15',
  )
  const { rounds, variables } = parseStudyFolder(turned)
  expect(rounds.map(({ id }) => id)).toEqual(['2023', '2024', '2025', '2022'])
  expect(variables.find(({ id }) => id === 'round')?.categories?.map(({ id }) => id)).toEqual([
    ...['2023', '2024', '2025', '2022'],
  ])
})

test('the variable round is ordinal, labelled in both languages, of the outermost unit with rounds', () => {
  expect(parsed.variables.find(({ id }) => id === 'round')).toMatchObject({
    ...{ unit: 'institution', scale: 'ordinal', label: { da: 'Runde', en: 'Round' } },
    categories: [
      { id: '2022', label: { da: 'forår 2022', en: 'spring 2022' } },
      { id: '2023' },
      { id: '2024' },
      { id: '2025' },
    ],
  })
})

test('a study without rounds has one file for each unit and no variable round', () => {
  const { study, rounds, variables } = parseStudyFolder(studyFiles('kora-2017-synthetic'))
  const paths = studyFiles('kora-2017-synthetic').map(({ path }) => path)
  expect(unitFiles(study!, rounds, paths)).toEqual([
    { unit: 'municipality', path: 'units/municipality.csv' },
    { unit: 'institution', path: 'units/institution.csv' },
  ])
  expect(variables.some(({ id }) => id === 'round')).toBe(false)
})

test('a unit with rounds has a file for each round that asks it', () => {
  const paths = files.map(({ path }) => path).filter((path) => path !== 'rounds/2023/child.csv')
  const places = unitFiles(parsed.study!, parsed.rounds, paths)
  expect(places.filter(({ unit }) => unit === 'child')).toEqual([
    { unit: 'child', round: '2022', version: 'v1', path: 'rounds/2022/child.csv' },
    { unit: 'child', round: '2024', version: 'v2', path: 'rounds/2024/child.csv' },
    { unit: 'child', round: '2025', version: 'v2', path: 'rounds/2025/child.csv' },
  ])
  expect(unitOfFile(parsed.study!, 'rounds/2024/child.csv')?.id).toBe('child')
  expect(unitOfFile(parsed.study!, 'rounds/2024/round.yaml')).toBeUndefined()
})

test('a question is read as its version asks it, and not at all where it is not asked', () => {
  const variable = parsed.variables.find(({ id }) => id === 'analysis_tools')!
  const first = askedVariable(variable, parsed.instruments, { instrument: 'dagtilbud', version: 'v1' })
  expect(first?.variable.reading?.column).toBe('s2_redskaber')
  expect(first?.variable.categories?.map(({ id }) => id)).toEqual(['never', 'sometimes', 'often', 'always'])
  expect(first?.mapping).toEqual({ never: 'seldom', sometimes: 'seldom', often: 'often', always: 'often' })
  const concern = parsed.variables.find(({ id }) => id === 'concern')!
  expect(
    askedVariable(concern, parsed.instruments, { instrument: 'dagtilbud', version: 'v1' }),
  ).toBeUndefined()
})

test('an older version that is used again is as comparable as the worst step between', () => {
  const round = (id: string, version: string) => ({ ...parsed.rounds[0], id, version })
  const rounds = [round('a', 'v1'), round('b', 'v2'), round('c', 'v1')]
  expect(roundLine('small_groups', rounds, parsed.instruments).pieces).toEqual([['a'], ['b'], ['c']])
  expect(roundLine('analysis_tools', rounds, parsed.instruments).pieces).toEqual([['a', 'b', 'c']])
  expect(roundLine('concern', rounds, parsed.instruments)).toMatchObject({
    pieces: [['b']],
    notAsked: ['a', 'c'],
  })
})

test('a name that is nearly right is told with its line and the right one', () => {
  expect(told(instrument, 'variable: screening', 'variable: screning')).toEqual([
    'instruments/dagtilbud.yaml:15: unknown variable: screning (did you mean screening?)',
  ])
  expect(told('rounds/2024/round.yaml', 'version: v2', 'version: v22')).toEqual([
    'rounds/2024/round.yaml:5: unknown version: v22 (did you mean v2?)',
  ])
  expect(told('rounds/2024/round.yaml', 'instrument: dagtilbud', 'instrument: dagtilbd')).toEqual([
    'rounds/2024/round.yaml:4: unknown instrument: dagtilbd (did you mean dagtilbud?)',
  ])
  expect(told('rounds/2024/round.yaml', 'invited: { institution', 'invited: { instituton')).toEqual([
    'rounds/2024/round.yaml:10: unknown unit with rounds: instituton (did you mean institution?)',
  ])
})

test('what a version offers must lead to the codebook, with a reason', () => {
  expect(told(instrument, 'sometimes: seldom,', 'sometimes: seldon,').at(0)).toMatch(
    /^instruments\/dagtilbud\.yaml:\d+ analysis_tools: unknown category: seldon \(did you mean seldom\?\)$/,
  )
  expect(told(instrument, 'never: seldom, ', '').at(0)).toMatch(
    /^instruments\/dagtilbud\.yaml:\d+ analysis_tools: expected a mapping for never, found none$/,
  )
})

test('comparability must be stated, and fit what was offered before', () => {
  expect(told(instrument, 'comparability: recoded', 'comparability: same')).toEqual([
    expect.stringMatching(
      /analysis_tools: expected recoded or not_comparable, since the version before offered other categories; found same$/,
    ),
  ])
  expect(
    told(instrument, '{ column: sprogvurdering, comparability: same }', '{ column: sprogvurdering }'),
  ).toEqual([expect.stringMatching(/language_band: expected same, recoded or not_comparable, found none$/)])
})

test('days are days and in order, and no more answer than were invited', () => {
  const round = 'rounds/2025/round.yaml'
  expect(told(round, "to: '2025-04-15'", "to: '2025-02-30'")).toEqual([
    'rounds/2025/round.yaml:6: expected a day such as 2026-03-01, found 2025-02-30',
    'rounds/2025/round.yaml:6: expected 2025-03-01 or later, found 2025-02-30',
  ])
  expect(told(round, 'answered: { institution: 40', 'answered: { institution: 41')).toEqual([
    'rounds/2025/round.yaml:11: expected at most the 40 invited, found 41',
  ])
  expect(told(round, 'legalBasis: synthetic', "legalBasis: synthetic\nembargo: '2027-01-01'")).toEqual([
    'rounds/2025/round.yaml:13: expected disclosure.embargo 2027-01-01 or later in study.yaml, found none; an embargo holds for a whole study',
  ])
})

test('a round without its yaml, without an outer unit, or with a file of no unit stops', () => {
  expect(problemsOf(without('rounds/2023/round.yaml'))).toEqual([
    'rounds/2023/round.yaml: expected a file, found none',
  ])
  expect(problemsOf(without('rounds/2023/institution.csv'))).toEqual([
    'rounds/2023/institution.csv: expected a file, since child of the same round lies within it; found none',
  ])
  expect(problemsOf([...files, { path: 'rounds/2023/chld.csv', text: '' }])).toEqual([
    'rounds/2023/chld.csv: unknown unit with rounds: chld (did you mean child?)',
  ])
})

test('a unit has a file or rounds, and lies within one that can be found in its round', () => {
  expect(
    told(
      'study.yaml',
      'within: institution\n    rounds: true',
      'within: institution\n    file: units/child.csv',
    ),
  ).toContain(
    'study.yaml: unit child: expected rounds, since the unit institution it is in has them; found a file',
  )
  expect(told('study.yaml', 'rounds: true', 'rounds: true\n    file: units/municipality.csv')).toContain(
    'study.yaml: unit institution: expected a file or rounds, found both',
  )
})

test('the name round is the pipeline’s in a study with rounds', () => {
  expect(told('codebook.yaml', 'id: enrolled', 'id: round')).toContain(
    'codebook.yaml: expected no variable round, since it is made from rounds/',
  )
})
