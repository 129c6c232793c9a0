import { problemLine } from '@pejling/indicators'
import { expect, test } from 'vitest'
import { checkLabels, checkMarks } from '../../src/check/labels.ts'
import { columnsOf } from '../../src/column.ts'
import { meantBy } from '../../src/words.ts'
import { codebook } from '../sent.ts'

const mood = codebook.variables.filter(({ id }) => id === 'mood')

/** The column of a file that labels its codes so. */
function labelled(labels: Record<string, string>, missing: string[] = []) {
  const list = Object.entries(labels).map(([value, label]) => ({ value, label }))
  const facts = [{ name: 'mood', labels: list, missing, identifier: true as const }]
  return columnsOf(mood, ['mood'], { instruments: [], facts }).columns[0]
}
const told = (labels: Record<string, string>) =>
  checkLabels('a.sav', [labelled(labels)]).map((problem) => `${problem.severity} ${problemLine(problem)}`)

test('codes are read by the labels the file gives them, in either language', () => {
  const column = labelled({ '1': 'Glad', '2': 'so and so', '3': 'ked af det', '9': 'ved ikke' })
  expect(meantBy(column, ['1', '2', '3', '9', '4', ''])).toEqual([
    { text: '1', value: 'good' },
    { text: '2', value: 'so-so' },
    { text: '3', value: 'bad' },
    { text: '9', missing: 'not_answered' },
    { text: '4' },
    { text: '', missing: 'not_answered' },
  ])
  expect(checkLabels('a.sav', [column])).toEqual([])
})

test('values the format declares as missing are not answered', () => {
  const column = labelled({ '1': 'glad', '2': 'både og', '3': 'ked af det' }, ['99'])
  expect(meantBy(column, ['99'])).toEqual([{ text: '99', missing: 'not_answered' }])
})

test('a changed number of categories is told', () => {
  expect(told({ '1': 'glad', '2': 'ked af det' })).toEqual([
    'warns a.sav:1 mood: expected 3 categories, found 2 labelled',
  ])
  expect(told({ '1': 'glad', '2': 'både og', '3': 'ked af det', '4': 'rasende' })).toEqual([
    'warns a.sav:1 mood: expected 3 categories, found 4 labelled',
  ])
})

test('a code that the codebook takes for another category stops', () => {
  expect(told({ good: 'ked af det', 'so-so': 'både og', bad: 'glad' })).toEqual([
    'stops a.sav:1 mood: expected good to be good as in the codebook, found it labelled as bad',
    'stops a.sav:1 mood: expected bad to be bad as in the codebook, found it labelled as good',
  ])
})

test('a column the sender marks as identifying is told where the codebook does not', () => {
  expect(checkMarks('a.csv', [labelled({})]).map(problemLine)).toEqual([
    'a.csv:1 mood: expected disclosure identifier, since the sender marks the column so; found open',
  ])
})
