import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import checksSchema from '../../../data/schema/checks.schema.json' with { type: 'json' }
import type { Variable } from '../src/codebook.ts'
import { derivationKinds, type Derivation } from '../src/derived.ts'
import { deriveSteps } from '../src/derive-steps.ts'
import { parseStudyFolder } from '../src/parse-study.ts'
import { problemLine } from '../src/problem.ts'
import type { StudyFile } from '../src/study-folder.ts'

const text = (word: string) => `{ da: ${word}, en: ${word} }`
const unit = (id: string, rest: string) =>
  `  - { id: ${id}, label: ${text(id)}, plural: ${text(id)}, key: ${id}_id, ${rest} }`
const variable = (id: string, of: string, scale: string, rest = '') =>
  `  - { id: ${id}, label: ${text(id)}, unit: ${of}, scale: ${scale}, quality: structure, disclosure: open${rest} }`
const three = `, categories: [${['a', 'b', 'c'].map((id) => `{ id: ${id}, label: ${text(id)} }`).join(', ')}]`

/** A study with rounds and one derived variable `y`, as somebody would write it. */
function study(derived: string, { scale = 'ratio', rest = '' } = {}): StudyFile[] {
  const yaml = [
    'id: trial',
    `title: ${text('syntetisk')}`,
    `summary: ${text('s')}`,
    'synthetic: true',
    'source: { citation: c, year: 2026 }',
    `licence: ${text('l')}`,
    'units:',
    unit('institution', 'rounds: true'),
    unit('child', 'within: institution, rounds: true'),
    unit('office', 'file: office.csv'),
    `design: { note: ${text('n')}, assigned: [], reportingLevel: 0.05, sizes: {} }`,
    'limits: []',
  ]
  const codebook = [
    'study: trial',
    'variables:',
    ...['institution', 'child', 'office'].map((of) => variable(`${of}_id`, of, 'identifier')),
    variable('n', 'institution', 'ratio'),
    variable('kind', 'institution', 'nominal', three),
    variable('mood', 'institution', 'ordinal', three),
    variable('hours', 'child', 'ratio'),
    variable('age', 'child', 'ordinal', three),
    variable('desks', 'office', 'ratio'),
    variable('gone', 'institution', 'ratio', `, leftOut: ${text('never')}`),
    variable('y', 'institution', scale, `${rest}, derived: { ${derived}, note: ${text('why')} }`),
  ]
  return [
    { path: 'study.yaml', text: yaml.join('\n') },
    { path: 'codebook.yaml', text: codebook.join('\n') },
    { path: 'office.csv', text: 'office_id,desks\n' },
  ]
}
const told = (derived: string, options = {}) =>
  parseStudyFolder(study(derived, options))
    .problems.map(problemLine)
    .map((line) => line.replace(/^codebook\.yaml:13:\d+ y: /, ''))

const ordinal = { scale: 'ordinal', rest: three }

describe('a derivation that cannot be', () => {
  test.each<[string, object, string]>([
    ['from: mood, recode: { a: [a], b: [b] }', ordinal, 'expected every category of mood, found none for c'],
    [
      'from: mood, recode: { a: [a, b], b: [b], c: [c] }',
      ordinal,
      'expected b in one category, found it in a and b',
    ],
    ['from: mood, recode: { a: [a, b, c, other] }', ordinal, 'unknown category of mood: other'],
    ['from: mod, recode: { a: [a] }', ordinal, 'unknown variable: mod (did you mean mood?)'],
    ['from: n, recode: { a: [x] }', ordinal, 'expected a number, found x'],
    ['kind: band, from: n, cuts: [1]', ordinal, 'expected 2 cuts for 3 categories, found 1'],
    [
      'kind: band, from: n, cuts: [5, 2]',
      ordinal,
      'expected a cut above 5, found 2; write decimals with a full stop',
    ],
    ['kind: band, from: mood, cuts: [1, 2]', ordinal, 'expected a number, found mood (ordinal)'],
    [
      'kind: ratio, numerator: n, denominator: n',
      ordinal,
      'expected the scale interval or ratio for ratio, found ordinal',
    ],
    [
      'kind: ratio, numerator: n, denominator: desks',
      {},
      'expected a variable of institution, found desks of office',
    ],
    [
      'kind: ratio, numerator: n, denominator: gone',
      {},
      'expected a variable with rows, found gone, which is left out',
    ],
    [
      'kind: score, items: [mood], atLeast: 1, as: sum',
      {},
      'expected points for every category of mood, found none for a, b, c',
    ],
    ['kind: score, items: [n], atLeast: 2, as: sum', {}, 'expected at most the 1 items, found 2'],
    [
      'kind: score, items: [n], reverse: [n], atLeast: 1, as: sum',
      {},
      'expected a range with min and max of n, found none',
    ],
    [
      'kind: score, items: [kind], atLeast: 1, as: sum',
      {},
      'expected a number or ordinal categories, found kind (nominal)',
    ],
    [
      'kind: weighted_count, by: age, weights: { a: 1, b: 2 }',
      {},
      'expected a weight for every category of age, found none for c',
    ],
    [
      'kind: weighted_count, by: mood, weights: { a: 1 }',
      {},
      'expected a variable of a unit inside institution, found mood of institution',
    ],
    ['kind: aggregate, of: office, as: count', {}, 'expected a unit inside institution, found office'],
    ['kind: aggregate, of: child, as: mean', {}, 'expected a variable for mean, found none'],
    ['kind: aggregate, of: child, as: share, variable: age', {}, 'expected categories for share, found none'],
    ['kind: change, of: n, since: frist', {}, 'codebook.yaml y: unknown round: frist (did you mean first?)'],
    [
      'kind: ratio, numerator: y, denominator: n',
      {},
      'expected no ring of variables made from one another, found y → y',
    ],
    ['kind: sql, file: derived/y.sql, inputs: [n]', {}, 'derived/y.sql: expected a file, found none'],
  ])('%s', (derived, options, message) => {
    expect(told(derived, options)).toContain(message)
  })
})

test('a chain of variables made from one another is told with its path', () => {
  const files = study('kind: ratio, numerator: z, denominator: n')
  const z = variable('z', 'institution', 'ratio', `, derived: { kind: change, of: y, note: ${text('why')} }`)
  files[1].text += `\n${z}`
  const column = z.indexOf('derived') + 1
  expect(parseStudyFolder(files).problems.map(problemLine)).toContain(
    `codebook.yaml:14:${column} z: expected no ring of variables made from one another, found z → y → z`,
  )
})

test('a step for each round where rounds do not matter, one for all where they do, each after what it needs', () => {
  const { study: parsed, codebook } = parseStudyFolder(
    study('kind: aggregate, of: child, as: mean, variable: hours'),
  )
  const add = (id: string, derived: object): Variable => ({
    ...codebook.variables.at(-1)!,
    id,
    derived: derived as Derivation,
  })
  const variables = [
    ...codebook.variables,
    add('moved', { kind: 'change', of: 'y' }),
    add('per', { kind: 'ratio', numerator: 'moved', denominator: 'n' }),
  ]
  const steps = deriveSteps(
    parsed!,
    { study: 'trial', variables },
    { institution: ['r1', 'r2'], child: ['r1', 'r2'] },
  )
  expect(steps.map(({ name, after, variables }) => [name, variables, after])).toEqual([
    ['derive/trial/r1/institution', ['y'], []],
    ['derive/trial/r2/institution', ['y'], []],
    ['derive/trial/institution/2', ['moved'], ['derive/trial/r1/institution', 'derive/trial/r2/institution']],
    ['derive/trial/r1/institution/3', ['per'], ['derive/trial/institution/2']],
    ['derive/trial/r2/institution/3', ['per'], ['derive/trial/institution/2']],
  ])
})

test('the guide says how every kind of derivation and of check is written', () => {
  const guide = readFileSync(resolve(import.meta.dirname, '../../../docs/guides/add-a-study.md'), 'utf8')
  const kinds = [...derivationKinds, ...checksSchema.properties.checks.items.properties.kind.enum]
  expect(kinds.filter((kind) => !guide.includes(`\n| \`${kind}\``))).toEqual([])
})
