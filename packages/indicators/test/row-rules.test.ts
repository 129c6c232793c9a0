import { expect, test } from 'vitest'
import { parseStudyFolder, problemLine } from '../src/index.ts'
import { studyFiles } from './study-folders.ts'

const files = studyFiles('rounds-synthetic')

/** What is told of the codebook with these rules at its end. */
function told(rules: string): string[] {
  const with_ = files.map((file) =>
    file.path === 'codebook.yaml' ? { ...file, text: `${file.text}\nrules:\n${rules}\n` } : file,
  )
  return parseStudyFolder(with_).problems.map(problemLine)
}
const rule = (body: string, id = 'a-rule') => `  - { id: ${id}, note: { da: a, en: b }, ${body} }`
const place = /^codebook\.yaml:\d+:\d+:? ?/
const messages = (body: string) => told(rule(body)).map((line) => line.replace(place, ''))

test('a rule over categories, numbers and other numbers of a row has nothing wrong with it', () => {
  const rules = [
    rule('when: { in_small_group: ["yes"] }, then: { attendance: { min: 0.5 } }'),
    rule('when: { concern: { min: 9 }, wellbeing: [green] }, severity: stops', 'b'),
    rule('when: { age: { answered: true } }, then: { age: { atLeast: concern } }', 'c'),
  ]
  expect(told(rules.join('\n'))).toEqual([])
})

test('rules are read with the codebook', () => {
  const { codebook } = parseStudyFolder(
    files.map((file) =>
      file.path === 'codebook.yaml'
        ? { ...file, text: `${file.text}\nrules:\n${rule('when: { concern: { min: 9 } }')}\n` }
        : file,
    ),
  )
  expect(codebook.rules).toEqual([
    { id: 'a-rule', note: { da: 'a', en: 'b' }, when: { concern: { min: 9 } } },
  ])
})

test('names that lead nowhere are told with the ones that were meant', () => {
  expect(messages('when: { concerne: { min: 1 } }')).toEqual([
    'unknown variable: concerne (did you mean concern?)',
  ])
  expect(messages('when: { wellbeing: [geen] }')).toEqual([
    'wellbeing: unknown category of wellbeing: geen (did you mean green?)',
  ])
  expect(messages('if: { concern: { min: 1 } }')).toEqual([
    'rules[0]: expected when, found id, note and if',
    'rules[0].if: unknown key (did you mean when?)',
  ])
})

test('a condition fits the scale of its variable, and all variables stand in one file', () => {
  expect(messages('when: { wellbeing: { min: 1 } }')).toEqual([
    'wellbeing: expected a number, found wellbeing (ordinal)',
  ])
  expect(messages('when: { concern: ["1"] }')).toEqual([
    'concern: expected a variable with categories, found concern (interval)',
  ])
  expect(messages('when: { concern: { min: 5, max: 4 } }')).toEqual([
    'concern: expected at most max 4, found 5',
  ])
  expect(messages('when: { concern: { atLeast: wellbeing } }')).toEqual([
    'concern: expected a number, found wellbeing',
  ])
  expect(messages('when: { concern: { min: 1 }, screening: [language] }')).toEqual([
    'expected a variable of child, found screening of institution',
  ])
})

test('the same rule twice and a day on a number are told', () => {
  expect(told(`${rule('when: { age: { max: 1 } }')}\n${rule('when: { age: { max: 2 } }')}`)[0]).toMatch(
    /expected each rule once, found a-rule again$/,
  )
})
