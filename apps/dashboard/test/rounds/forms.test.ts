import type { ColumnMatch, Guess } from '@pejling/indicators'
import { expect, test } from 'vitest'
import { choiceName, choicesOf } from '#lib/rounds/choices-form.ts'
import { matchOf, mostColumns } from '#lib/rounds/columns-form.ts'
import { deviationOfForm } from '#lib/rounds/deviation-form.ts'

const said = (fields: Record<string, string>) => (field: string) => fields[field] ?? ''
const column = (name: string): ColumnMatch => ({ column: name, others: [] })

test('what a person leaves as it was guessed is no choice, and what was chosen before stays', () => {
  const why = { da: 'a', en: 'a' }
  const guesses: Guess[] = [
    { what: 'delimiter', value: ';', why, alternatives: [',', '\t'] },
    { what: 'encoding', value: 'utf-8', why, alternatives: ['windows-1252'] },
    { what: 'headerRow', value: 1, why, alternatives: [2] },
    { what: 'decimal', value: ',', why, alternatives: ['.'], chosen: true },
  ]
  const text = said({
    ...{
      'choice-delimiter': 'tab',
      'choice-encoding': 'utf-8',
      'choice-headerRow': '7',
      'choice-decimal': ',',
    },
  })
  expect(choicesOf(text, guesses, { decimal: ',', table: 'Ark1' })).toEqual({
    ...{ decimal: ',', table: 'Ark1', delimiter: '\t', headerRow: 7 },
  })
})

test('nobody chooses what was not offered', () => {
  const guess: Guess = { what: 'encoding', value: 'utf-8', why: { da: '', en: '' }, alternatives: ['cp850'] }
  expect(choicesOf(said({ 'choice-encoding': 'utf-7' }), [guess], {})).toEqual({})
})

test('a mark one cannot see has a name in a form', () => {
  expect(['\t', ' ', '', ';', 2].map(choiceName)).toEqual(['tab', 'space', 'none', ';', '2'])
})

test('each column holds one variable or none, and no variable is held twice', () => {
  const columns = [column('a'), column('b'), column('wrong')]
  const match = (fields: Record<string, string>) => matchOf(said(fields), columns, ['x', 'y'])
  expect(match({ 'column-0': 'x', 'column-2': 'y' })).toEqual({ match: { a: 'x', b: null, wrong: 'y' } })
  expect(match({ 'column-0': 'x', 'column-1': 'x' })).toEqual({ wrong: 'twice', variable: 'x' })
  expect(match({ 'column-0': 'z' })).toEqual({ wrong: 'unknown', variable: 'z' })
})

test('columns beyond those that are shown are left out, whatever is sent', () => {
  const columns = Array.from({ length: mostColumns + 1 }, (_, i) => column(`c${i}`))
  const found = matchOf(said({ [`column-${mostColumns}`]: 'x' }), columns, ['x'])
  expect('match' in found && found.match[`c${mostColumns}`]).toBeNull()
})

test('a deviation is of the place and the value the form names, an empty value among them', () => {
  const common = { rule: 'category', variable: 'q', 'variable-is': 'yes', note: ' known ' }
  expect(
    deviationOfForm(said({ ...common, value: '', 'value-is': 'yes', means: 'missing:not_answered' })),
  ).toEqual({
    ...{ rule: 'category', variable: 'q', value: '', means: { missing: 'not_answered' }, note: 'known' },
  })
  expect(deviationOfForm(said({ ...common, means: 'category:often' }))).toEqual({
    ...{ rule: 'category', variable: 'q', means: { category: 'often' }, note: 'known' },
  })
  for (const means of ['missing:constructor', 'category:', 'anything'])
    expect(deviationOfForm(said({ ...common, means })).means).toBeUndefined()
})
