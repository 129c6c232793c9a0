import { expect, test } from 'vitest'
import {
  type Codebook,
  crossingsOf,
  type Disclosure,
  isOpen,
  parseStudyFolder,
  problemLine,
  type Study,
  suppressionInWords,
  thresholdOf,
  type Variable,
  viewerOf,
} from '../src/index.ts'

const text = (word: string) => ({ da: word, en: word })
const unit = (id: string, rest = {}) => ({ id, label: text(id), plural: text(id), key: `${id}_id`, ...rest })
const study = (disclosure?: Disclosure, rest: Partial<Study> = {}): Study => ({
  ...{
    id: 'round',
    title: text('Round'),
    summary: text('-'),
    synthetic: false,
    licence: text('-'),
    limits: [],
  },
  source: { citation: '-', year: 2026 },
  units: [unit('municipality', { file: 'm.csv' }), unit('institution', { file: 'i.csv' }), unit('child')],
  design: { note: text('-'), assigned: [], reportingLevel: 0.05, sizes: {} },
  firstRelation: { x: 'model', y: 'screening' },
  ...(disclosure && { disclosure }),
  ...rest,
})
const variable = (id: string, rest: Partial<Variable> = {}): Variable => ({
  ...{ id, label: text(id), unit: 'institution', scale: 'nominal', quality: 'process', disclosure: 'open' },
  categories: [
    { id: 'a', label: text('a') },
    { id: 'b', label: text('b') },
  ],
  ...rest,
})
const codebook: Codebook = {
  study: 'round',
  variables: [
    variable('model', { disclosure: 'quasi' }),
    variable('load', { disclosure: 'quasi' }),
    variable('screening'),
    variable('screened', { derived: { from: 'screening', recode: {}, note: text('-') } }),
    variable('groups'),
    variable('name', { disclosure: 'identifier' }),
    variable('grant', { scale: 'ratio', categories: undefined }),
  ],
}

test('a study that says nothing is closed, unless its rows are made up or it has none', () => {
  expect(isOpen(study())).toBe(false)
  expect(isOpen(study({ open: text('published') }))).toBe(true)
  expect(isOpen(study(undefined, { synthetic: true }))).toBe(true)
  expect(isOpen(study(undefined, { units: [unit('institution')] }))).toBe(true)
})

test('counts are shown from 3 institutions and municipalities and from 5 of everything else', () => {
  expect(['municipality', 'institution', 'child', 'informant'].map((id) => thresholdOf(study(), id))).toEqual(
    [3, 3, 5, 5],
  )
  expect(thresholdOf(study({ thresholds: { child: 10 } }), 'child')).toBe(10)
})

test('rights to a study say how it is seen', () => {
  const closed = study()
  expect(viewerOf(closed, [], '2026-11-21')).toEqual({ sees: 'suppressed', rows: false })
  expect(viewerOf(closed, ['unsuppressed'], '2026-11-21')).toEqual({ sees: 'all', rows: false })
  expect(viewerOf(closed, ['rows'], '2026-11-21')).toEqual({ sees: 'suppressed', rows: true })
  expect(viewerOf(study({ rows: 'nobody' }), ['rows', 'unsuppressed'], '2026-11-21')).toEqual({
    ...{ sees: 'all', rows: false },
  })
  expect(viewerOf(study({ open: text('published') }), [], '2026-11-21')).toEqual({ sees: 'all', rows: true })
})

test('an embargo closes a study until its day, except to those who may see all', () => {
  const later = study({ embargo: '2027-05-01' })
  expect(viewerOf(later, ['rows'], '2027-04-30')).toEqual({ sees: 'nothing', rows: false })
  expect(viewerOf(later, ['unsuppressed'], '2027-04-30')).toEqual({ sees: 'all', rows: false })
  expect(viewerOf(later, [], '2027-05-01')).toEqual({ sees: 'suppressed', rows: false })
})

test('without a list the tables of the central variable are shown, one for each source of a variable', () => {
  expect(crossingsOf(study(), codebook, false)).toEqual([
    { x: 'model', y: 'load' },
    { x: 'model', y: 'screening' },
    { x: 'model', y: 'groups' },
  ])
  expect(crossingsOf(study({ crossings: [['groups', 'load']] }), codebook, false)).toEqual([
    { x: 'groups', y: 'load' },
  ])
})

test('a study with printed tables shows none of its own unless it lists them', () => {
  expect(crossingsOf(study(), codebook, true)).toEqual([])
  expect(crossingsOf(study({ crossings: [['groups', 'load']] }), codebook, true)).toHaveLength(1)
})

const studyYaml = (disclosure: string) => `id: round
title: { da: Runde, en: Round }
summary: { da: '-', en: '-' }
synthetic: false
source: { citation: '-', year: 2026 }
licence: { da: '-', en: '-' }
units:
  - { id: institution, label: { da: i, en: i }, plural: { da: i, en: i }, key: institution_id }
  - { id: child, label: { da: c, en: c }, plural: { da: c, en: c }, key: child_id, within: institution }
design: { note: { da: '-', en: '-' }, assigned: [], reportingLevel: 0.05, sizes: {} }
limits: []
disclosure: ${disclosure}
`
const categories = '[{ id: a, label: { da: a, en: a } }, { id: b, label: { da: b, en: b } }]'
const line = (id: string, disclosure = 'sensitive', unit = 'institution') =>
  `  - { id: ${id}, label: { da: v, en: v }, unit: ${unit}, scale: nominal, quality: process, disclosure: ${disclosure}, categories: ${categories} }\n`
const codebookYaml = `study: round
variables:
  - { id: institution_id, label: { da: v, en: v }, unit: institution, scale: identifier, quality: structure, disclosure: identifier }
${line('a')}${line('b')}${line('c')}${line('d', 'quasi')}${line('e', 'quasi')}${line('age', 'sensitive', 'child')}`
const problems = (disclosure: string) =>
  parseStudyFolder([
    { path: 'study.yaml', text: studyYaml(disclosure) },
    { path: 'codebook.yaml', text: codebookYaml },
  ]).problems.map(problemLine)

test('a list of crossings without rings is taken', () => {
  expect(
    problems(
      '{ crossings: [[a, b], [b, c], [d, a], [e, a], [d, e], [d, age]], thresholds: { institution: 4 } }',
    ),
  ).toEqual([])
})

test.each([
  ['{ crossings: [[a, b], [b, c], [c, a]] }', 'study.yaml: crossings: expected no ring, found a – b – c – a'],
  [
    '{ crossings: [[a, d], [a, b], [b, e]] }',
    'study.yaml: crossings: expected no ring, found b – a – known from elsewhere – b',
  ],
  [
    '{ crossings: [[a, age]] }',
    'study.yaml: crossings: expected variables of one unit, or an outer one that is assigned or quasi, found a of institution and age of child',
  ],
  ['{ crossings: [[a, zzzzzz]] }', 'study.yaml: unknown variable: zzzzzz'],
  ['{ thresholds: { instituton: 4 } }', 'study.yaml: unknown unit: instituton (did you mean institution?)'],
  [
    '{ crossings: [[a, institution_id]] }',
    'study.yaml: crossings: expected variables with categories that identify nobody, found institution_id',
  ],
  ['{ open: { da: o, en: o }, embargo: 2027-05-01 }', 'study.yaml: expected open or an embargo, found both'],
  ['{ embargo: 2027-15-01 }', 'study.yaml: embargo: expected a day such as 2027-05-01, found 2027-15-01'],
  [
    '{ thresholds: { institution: 2 } }',
    'study.yaml: thresholds: institution: expected 3 or more without a thresholdReason, found 2',
  ],
  [
    '{ thresholds: { child: 2 }, thresholdReason: { da: o, en: o } }',
    'study.yaml: thresholds: child: expected 3 or more, found 2',
  ],
  [
    '{ thresholds: { institution: 1 } }',
    'study.yaml:12:29: disclosure.thresholds.institution: must be >= 2, found 1',
  ],
  ['{ opne: { da: o, en: o } }', 'study.yaml:12:15: disclosure.opne: unknown key (did you mean open?)'],
])('%s is a problem', (disclosure, expected) => {
  expect(problems(disclosure)).toContain(expected)
})

test('every reason is said in both languages with its numbers filled in', () => {
  for (const code of [
    'small-counts',
    'too-few',
    'not-shown-together',
    'filter',
    'derived',
    'rows',
    'embargo',
  ] as const) {
    const said = suppressionInWords(
      { code, values: { threshold: 3, unit: 'institution' } },
      text('institutions'),
    )
    for (const words of [said.da, said.en]) expect(words).toMatch(/^[A-ZÆØÅ][^{}]+\.$/)
  }
  expect(
    suppressionInWords(
      { code: 'too-few', values: { threshold: 5, unit: 'child' } },
      { da: 'børn', en: 'children' },
    ).en,
  ).toBe('The counts are hidden so that nobody can be recognised: there are too few children (under 5).')
})
