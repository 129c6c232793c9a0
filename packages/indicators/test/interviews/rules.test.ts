import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  type InterviewProject,
  type Judgement,
  judgedValue,
  interviewUnits,
  parseJudgements,
  parseRules,
  problemLine,
  quantify,
  type QuantificationRules,
} from '../../src/index.ts'
import { parseStudyFolder } from '../../src/parse-study.ts'

const data = join(import.meta.dirname, '../../../../data')
const read = (path: string) => readFileSync(join(data, path), 'utf8')
const { study, codebook, codes } = parseStudyFolder(
  ['study.yaml', 'codebook.yaml', 'codes.yaml'].map((path) => ({
    path,
    text: read(`studies/kora-2017/${path}`),
  })),
)
const parse = (text: string) => parseRules({ path: 'rules.yaml', text }, study!, codebook, codes)
const sample = read('samples/interviews/rules.yaml')

test('the rules of the sample have no mistake', () => {
  const { rules, problems } = parse(sample)
  expect(problems).toEqual([])
  expect(rules!.rules.map(({ variable, kind, version }) => `${variable} ${kind} ${version}`)).toEqual([
    'screening highest 1',
    'small_groups mentioned 2',
    'inclusion judgement 1',
  ])
})

test.each([
  [
    'variable: screening',
    'variable: screning',
    'rules.yaml:15:5 screning: unknown variable: screning (did you mean screening?)',
  ],
  [
    'language: [language]',
    'langage: [language]',
    'rules.yaml:22:7 screening: unknown category of screening: langage (did you mean language?)',
  ],
  [
    '[topi, dpu]',
    '[topy, dpu]',
    'rules.yaml:23:15 screening: unknown code: early_effort/detection/topy (did you mean early_effort/detection/topi?)',
  ],
  [
    'value: often',
    'value: oftn',
    'rules.yaml:32:11 small_groups: unknown category of small_groups: oftn (did you mean often?)',
  ],
  [
    'otherwise: not_mentioned',
    'otherwise: nothing',
    'rules.yaml:34:5 small_groups: unknown category of small_groups: nothing',
  ],
  [
    'kind: judgement',
    'kind: highest',
    'rules.yaml:36:5 inclusion: expected under of a rule of kind highest, found none',
  ],
  [
    'id: institution',
    'id: institutoin',
    'rules.yaml:4:9: unknown unit: institutoin (did you mean institution?)',
  ],
  [
    'variable: inclusion',
    'variable: screening',
    'rules.yaml:35:5 screening: expected one rule for each variable, found screening again',
  ],
  [
    'variable: inclusion',
    'variable: funding_model',
    'rules.yaml:35:5 funding_model: expected a variable of institution, found funding_model of municipality',
  ],
  [
    'under: early_effort/detection',
    'below: early_effort/detection',
    'rules.yaml:19:5: rules[0].below: unknown key; known are variable, kind, version, date, reason, coders, under, values, steps, otherwise, not_codable',
  ],
])('a mistake has its line and character: %s → %s', (right, wrong, line) => {
  const text = sample.replace(right, wrong)
  expect(text).not.toBe(sample)
  expect(parse(text).problems.map(problemLine)).toContain(line)
})

const project: Pick<InterviewProject, 'sources' | 'excerpts' | 'codings' | 'cases' | 'sets'> = {
  sources: ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, name: id, kind: 'text', certain: true, values: {} })),
  excerpts: ['a', 'b', 'c', 'd'].flatMap((source) =>
    [1, 2].map((n) => ({ id: `${source}${n}`, source, place: { kind: 'text', start: n, end: n + 1 } })),
  ),
  codings: [
    { excerpt: 'a1', code: 'Screening/TOPI', coder: 'x' },
    { excerpt: 'a2', code: 'Screening/Sprog', coder: 'y' },
    { excerpt: 'b1', code: 'Grupper/Uge', coder: 'x' },
    { excerpt: 'c1', code: 'Grupper/Uge', coder: 'x' },
    { excerpt: 'c2', code: 'Grupper', coder: 'y' },
    { excerpt: 'd1', code: 'Andet' },
  ],
  sets: [],
  cases: [
    { name: 'hus 1', values: {}, sources: ['a'], excerpts: [], codes: [] },
    { name: '2', values: {}, sources: ['b', 'c'], excerpts: [], codes: [] },
    { name: '3', values: {}, sources: ['d'], excerpts: [], codes: [] },
    { name: '4', values: {}, sources: ['e'], excerpts: [], codes: [] },
    { name: 'ukendt', values: {}, sources: ['e'], excerpts: [], codes: [] },
  ],
}
const rules: QuantificationRules = {
  study: 's',
  unit: { id: 'institution', by: 'case', aliases: { '1': ['Hus  1'] } },
  codes: { s: 'Screening', g: 'Grupper' },
  rules: [
    {
      ...{ kind: 'highest', variable: 'screening', version: 1, date: '2026-01-01', under: 's' },
      values: { language: ['Sprog'], other: ['TOPI'] },
    },
    {
      ...{
        kind: 'mentioned',
        variable: 'small_groups',
        version: 3,
        date: '2026-01-01',
        otherwise: 'not_mentioned',
      },
      steps: [
        { value: 'often', code: 'g/Uge', interviews: 2 },
        { value: 'to_some_degree', code: 'g', excerpts: 2 },
      ],
      not_codable: { '3': { da: 'nej', en: 'no' } },
    },
  ],
}
const keys = ['1', '2', '3', '4', '5']
const { units, unmatched } = interviewUnits(project, rules.unit, keys)
const told = (given: QuantificationRules) =>
  quantify(given, codebook.variables, { project, units, keys }).map(
    ({ unit, variable, value, missing, reason, excerpts, coders, version, mentionedIn, interviews }) =>
      `${variable} ${unit}: ${value ?? `${missing}, ${reason!.en}`} v${version} ${mentionedIn}/${interviews} [${excerpts}] [${coders}]`,
  )

test('a unit is known by its key and its other names, whatever the case and the spaces', () => {
  expect([...units]).toEqual([
    ['a', '1'],
    ['b', '2'],
    ['c', '2'],
    ['d', '3'],
    ['e', '4'],
  ])
  expect(unmatched).toEqual(['ukendt'])
})

test('a case is about the unit it is called, unless a classification says another', () => {
  expect(interviewUnits(project, rules.unit, keys).cases).toEqual(['1', '2', '3', '4', undefined])
  const cases = [{ name: '1', values: { Hus: '2' }, sources: [], excerpts: [], codes: [] }]
  const about = { ...rules.unit, by: 'classification' as const, classification: 'Hus' }
  expect(interviewUnits({ ...project, cases }, about, keys).cases).toEqual(['2'])
  expect(interviewUnits({ ...project, cases }, { ...about, classification: 'By' }, keys).cases).toEqual(['1'])
})

test('every unit has a value with what it rests on, or a reason why it has none', () => {
  expect(told(rules)).toEqual([
    'screening 1: other v1 1/1 [a1] [x]',
    "screening 2: not_codable, none of the rule's codes was given v1 0/2 [] []",
    "screening 3: not_codable, none of the rule's codes was given v1 0/1 [] []",
    'screening 4: not_codable, the interviews have not been coded v1 0/1 [] []',
    'screening 5: not_codable, no interview about the unit v1 0/0 [] []',
    'small_groups 1: not_mentioned v3 0/1 [] [x,y]',
    'small_groups 2: often v3 2/2 [b1,c1] [x]',
    'small_groups 3: not_codable, no v3 0/1 [] []',
    'small_groups 4: not_codable, the interviews have not been coded v3 0/1 [] []',
    'small_groups 5: not_codable, no interview about the unit v3 0/0 [] []',
  ])
})

test('where all coders must have given a code, one of two is not enough, and one of one is', () => {
  const strict = {
    ...rules,
    rules: rules.rules.map((rule) => ({ ...rule, coders: 'all' as const })),
  } as QuantificationRules
  expect(told(strict).filter((line) => / [12]:/.test(line))).toEqual([
    "screening 1: not_codable, none of the rule's codes was given v1 0/1 [] []",
    "screening 2: not_codable, none of the rule's codes was given v1 0/2 [] []",
    'small_groups 1: not_mentioned v3 0/1 [] [x,y]',
    'small_groups 2: to_some_degree v3 2/2 [b1,c1,c2] [x,y]',
  ])
})

test('two coders who agree give a value, a third settles what they differ on, and nothing else does', () => {
  const judged = (...list: [string, string?, boolean?][]) => {
    const judgements = list.map(([coder, value, settles]): Judgement => ({
      unit: '1',
      variable: 'v',
      coder,
      value,
      settles,
    }))
    const { value, reason } = judgedValue(judgements)
    return value ?? reason!.en
  }
  expect(judged()).toBe('not judged')
  expect(judged(['x', 'often'])).toBe('judged by one coder only')
  expect(judged(['x', 'often'], ['y', 'often'])).toBe('often')
  expect(judged(['x', 'often'], ['y', 'some'])).toBe('the coders differ and nobody has settled it')
  expect(judged(['x', 'often'], ['y', 'some'], ['z', 'some', true])).toBe('some')
  expect(judged(['x'], ['y'])).toBe('the coders found that the unit cannot be coded')
})

const judgementRules: QuantificationRules = {
  ...rules,
  rules: [{ kind: 'judgement', variable: 'inclusion', version: 1, date: '2026-01-01' }],
}
const judgements = (text: string) =>
  parseJudgements({ path: 'judgements.csv', text }, judgementRules, codebook, ['1', '2'])

test('judgements are read with who settles, and not codable is no category', () => {
  const { judgements: found, problems } = judgements(
    'unit,variable,coder,value,settles,note\n1,inclusion,x,often,,\n1,inclusion,y,not_codable,no,"tynd, kort"\n1,inclusion,z,often,yes,\n',
  )
  expect(problems).toEqual([])
  expect(found).toEqual([
    { unit: '1', variable: 'inclusion', coder: 'x', value: 'often' },
    { unit: '1', variable: 'inclusion', coder: 'y', note: 'tynd, kort' },
    { unit: '1', variable: 'inclusion', coder: 'z', value: 'often', settles: true },
  ])
})

test('a wrong judgement has its line and shows no unit and no coder', () => {
  const head = 'unit,variable,coder,value,settles\n'
  const lines = (text: string) => judgements(text).problems.map(problemLine)
  expect(lines('unit,variabel,coder,value\n')).toEqual([
    'judgements.csv:1: expected a column variable, found none (did you mean variabel?)',
  ])
  expect(
    lines(`${head}9,inclusion,x,often,\n1,inclusion,,oftn,maybe\n1,screening,x,often,\n1,inclusion\n`),
  ).toEqual([
    'judgements.csv:2 inclusion: expected a unit of the study, found an unknown one',
    'judgements.csv:3 inclusion: expected a coder, found none',
    'judgements.csv:3 inclusion: unknown category of inclusion: oftn (did you mean often?)',
    'judgements.csv:3 inclusion: settles: expected yes or no, found maybe',
    'judgements.csv:4: expected a variable with a rule of kind judgement, found screening',
    'judgements.csv:5: expected 5 cells, found 2',
  ])
  expect(lines(`${head}1,inclusion,x,often,\n1,inclusion,x,often,\n`)).toEqual([
    'judgements.csv:3 inclusion: expected one judgement of a coder, found another',
  ])
})
