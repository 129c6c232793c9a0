import type { Cause } from '@pejling/warehouse'
import { expect, test } from 'vitest'
import { causeInWords, kindsOf } from '#lib/editions/cause-words.ts'
import { movedMeasure } from '#lib/editions/moved-measure.ts'
import { changeInWords, movedNumberInWords } from '#lib/editions/number-words.ts'
import { valueInWords } from '#lib/editions/variable-words.ts'
import { wordsIn } from '#lib/words/words.ts'

const da = wordsIn('da')
const often = { id: 'often', label: { da: 'ofte', en: 'often' } }
const groups = {
  ...{ id: 'groups', label: { da: 'Små grupper', en: 'Small groups' }, unit: 'institution' },
  ...{ scale: 'ordinal' as const, categories: [often] },
}
const codebook = { study: 'kora', variables: [groups] } as unknown as Parameters<typeof movedNumberInWords>[1]
const moved = (statistic: string, before: number | null, after: number | null) => ({
  ...{ statistic, before, after, change: before === null || after === null ? null : after - before },
})

test('a relation is known by gamma, else by a rank correlation, else by Cramér’s V', () => {
  expect(movedMeasure([moved('cramersV', 0.1, 0.2), moved('gamma', 0.5, 0.25)])).toEqual({
    ...{ measure: 'gamma', before: 0.5, after: 0.25, change: -0.25 },
  })
  expect(movedMeasure([moved('cramersV', 0.25, 0.5), moved('gamma', null, 0.2)])?.measure).toBe('v')
  expect(movedMeasure([moved('pChi2', 0.1, 0.2)])).toBeUndefined()
})

test('a number of a category is said with the category’s name, before and after', () => {
  const said = (measure: 'count' | 'missing' | 'n', of?: string) =>
    movedNumberInWords({ measure, of, before: 12, after: null, change: null }, codebook, 'groups', da)
  expect(said('count', 'often')).toBe('antal ofte: 12 → intet')
  expect(said('missing', 'not_asked')).toBe('mangler (ikke spurgt): 12 → intet')
  expect(said('n')).toBe('n: 12 → intet')
})

test('a change has its sign, and one that may not be seen is said to be hidden', () => {
  expect(changeInWords({ change: 0.1234 }, 3, da)).toBe('+0,123')
  expect(changeInWords({ change: -2 }, 0, da)).toBe('-2')
  expect(changeInWords({ change: null }, 0, da)).toBe('skjult')
})

test('a cell of a row is its category’s label, its reason for missing, or that it is empty', () => {
  const variable = codebook.variables[0]
  expect(valueInWords(variable, { value: 'often' }, da)).toBe('ofte')
  expect(valueInWords(variable, { value: null, missing: 'not_asked' }, da)).toBe('ikke spurgt')
  expect(valueInWords(variable, { value: null }, da)).toBe('tom')
  expect(valueInWords(undefined, { value: 1234.5 }, da)).toBe('1.234,5')
})

test('a cause names its file, its places or its program; kinds come once and in order', () => {
  const causes: Cause[] = [
    { kind: 'code', step: 'published/kora', before: 'a', after: 'b' },
    { kind: 'data', file: 'units/institution.csv' },
    { kind: 'codebook', file: 'codebook.yaml', changes: ['groups.categories.often', 'groups.scale'] },
    { kind: 'data', file: 'units/municipality.csv' },
    { kind: 'cannot-tell', why: 'no-provenance', what: 'kora.institution' },
  ]
  expect(kindsOf(causes)).toEqual(['data', 'codebook', 'code', 'cannot-tell'])
  expect(causes.map((cause) => causeInWords(cause, {}, da))).toEqual([
    'programmet bag »Trykte tabeller · kora« er ændret',
    'units/institution.csv er en anden fil',
    'codebook.yaml: groups.categories.often og groups.scale',
    'units/municipality.csv er en anden fil',
    'kan ikke afgøres: kora.institution',
  ])
})
