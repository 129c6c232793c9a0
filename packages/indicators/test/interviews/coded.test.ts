import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import {
  checkedRules,
  codesOfRule,
  deriveSteps,
  holdsInterviews,
  interviewFiles,
  parseStudyFolder,
  problemLine,
} from '../../src/index.ts'

const folder = resolve(import.meta.dirname, '../../../../data/studies/interviews-synthetic')
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(yaml|csv|md)$/.test(path))
  .map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }))
const withText = (path: string, from: string, to: string) =>
  files.map((file) => (file.path === path ? { path, text: file.text.replace(from, to) } : file))
const told = (changed: typeof files) => parseStudyFolder(changed).problems.map(problemLine)

test('the shipped study of coded interviews has nothing wrong with it', () => {
  expect(told(files)).toEqual([])
})

test('a coded variable needs a rule, a rule a coded variable', () => {
  expect(told(files.filter(({ path }) => path !== 'rules.yaml'))).toEqual(
    ['screening', 'small_groups', 'inclusion'].map(
      (id) => `codebook.yaml ${id}: expected a rule for ${id} in rules.yaml, since it is coded; found none`,
    ),
  )
  expect(told(withText('rules.yaml', 'variable: inclusion', 'variable: load_degree'))).toEqual([
    'codebook.yaml inclusion: expected a rule for inclusion in rules.yaml, since it is coded; found none',
    'rules.yaml load_degree: expected a variable with derived: {kind: coded}, found load_degree',
  ])
})

test('a coded variable has categories', () => {
  const numbers = withText(
    'codebook.yaml',
    '    direction: { da: færre er bedre, en: fewer is better }\n',
    '    direction: { da: færre er bedre, en: fewer is better }\n    derived: { kind: coded, note: { da: x, en: x } }\n',
  )
  expect(told(numbers).filter((line) => line.includes('for coded'))).toEqual([
    expect.stringMatching(
      /^codebook\.yaml:\d+:\d+ staff_ratio: expected categories for coded, found the scale ratio$/,
    ),
  ])
})

test('no derive step makes a coded variable, and what is made of one waits for its values', () => {
  const recoded = withText(
    'codebook.yaml',
    'variables:\n',
    `variables:
  - id: any_tool
    label: { da: x, en: x }
    unit: institution
    scale: ordinal
    categories: [{ id: 'no', label: { da: n, en: n } }, { id: 'yes', label: { da: j, en: y } }]
    quality: process
    disclosure: open
    derived: { from: screening, recode: { 'no': [experience], 'yes': [language, other] }, note: { da: x, en: x } }
`,
  )
  const { study, codebook, problems } = parseStudyFolder(recoded)
  expect(problems).toEqual([])
  const [step, ...others] = deriveSteps(study!, codebook)
  expect(others).toEqual([])
  expect([step.variables, step.after]).toEqual([['any_tool'], ['quantify/interviews-synthetic']])
})

test('what holds interviews or names of coders is known by its place', () => {
  const paths = [
    'interviews/b.qdpx',
    'interviews/a.CSV',
    'interviews/x/c.qdpx',
    'judgements.csv',
    'units/a.csv',
  ]
  expect(interviewFiles(paths)).toEqual(['interviews/a.CSV', 'interviews/b.qdpx'])
  expect(paths.filter(holdsInterviews)).toEqual(paths.slice(0, 4))
})

test('the codes a rule counts are told where they are in the project', () => {
  const rules = checkedRules(files.find(({ path }) => path === 'rules.yaml')!.text)!
  const places = rules.rules.map((rule) => codesOfRule(rule, rules).map((code) => code.split('/').at(-1)))
  expect(places).toEqual([
    ['Erfaring og faglighed', 'Sprogscreening', 'TOPI', 'DPU'],
    ['Hver uge', 'Små grupper'],
    [],
  ])
  expect(checkedRules('')).toBeUndefined()
})
