import { expect, test } from 'vitest'
import type { Entry } from '#lib/search/entry.ts'
import { byKind, search, searchIndex } from '#lib/search/search-index.ts'

const entry = (kind: Entry['kind'], da: string, en: string, more: Partial<Entry> = {}): Entry => ({
  ...{ kind, label: { da, en }, href: `/${en}` },
  ...more,
})
const index = searchIndex([
  entry('variable', 'Tildelingsmodel', 'Funding model', {
    names: ['funding_model'],
    holds: [{ da: 'bundne midler', en: 'bound money' }],
  }),
  entry('variable', 'Forløb', 'Course', { names: ['course', 'old_course'] }),
  entry('relation', 'Tildelingsmodel og systematik i opsporing', 'Funding model and screening'),
  entry('page', 'Modeller', 'Models'),
  entry('unit', 'institution 1A', 'institution 1A', { rowsOf: 'closed' }),
])
const found = (text: string) => search(index, text).map(({ label }) => label.da)

test('a name is found in both languages, by its id and by an older name', () => {
  for (const text of ['tildelingsmodel', 'funding', 'funding_model'])
    expect(found(text)).toContain('Tildelingsmodel')
  for (const text of ['forløb', 'forloeb', 'forlob', 'COURSE', 'old_course'])
    expect([text, found(text)]).toEqual([text, ['Forløb']])
})

test('what begins with the text comes before what holds it inside a word', () => {
  expect(found('model')).toEqual(['Modeller', 'Tildelingsmodel'])
})

test('every word must be there, in any order', () => {
  expect(found('opsporing model')).toEqual(['Tildelingsmodel og systematik i opsporing'])
  expect(found('opsporing forløb')).toEqual([])
})

test('a relation takes two words to be found', () => {
  expect(found('opsporing')).toEqual([])
})

test('what stands in the categories is found after what is called so', () => {
  expect(found('bundne')).toEqual(['Tildelingsmodel'])
})

test('one letter wrong is forgiven only if nothing is spelt so', () => {
  expect(found('tildelingsmodle')).toEqual(['Tildelingsmodel'])
  expect(found('tildlingsmodel')).toEqual(['Tildelingsmodel'])
  expect(found('tlidelngsmdoel')).toEqual([])
})

test('what one may not see is not found', () => {
  expect(search(index, '1a', ({ rowsOf }) => rowsOf === undefined)).toEqual([])
  expect(found('1a')).toEqual(['institution 1A'])
})

test('an empty text, signs alone and what nobody has find nothing', () => {
  for (const text of ['', '   ', '!?', '(*)', 'zzzz', '\\', '.*'])
    expect([text, found(text)]).toEqual([text, []])
})

test('kinds come in the order of their best one', () => {
  expect(byKind(search(index, 'model')).map(([kind, entries]) => [kind, entries.length])).toEqual([
    ['page', 1],
    ['variable', 1],
  ])
})

test('ten thousand entries are searched in less than 50 ms in the middle, misspelt or not', () => {
  const many = searchIndex(
    Array.from({ length: 10_000 }, (_, i) =>
      entry('variable', `Variabel nummer ${i} om børn`, `Variable ${i}`, {
        names: [`variable_${i}`],
        holds: [{ da: `svar ${i % 7}`, en: `answer ${i % 7}` }],
      }),
    ),
  )
  // What is searched often, and what is found by nobody, everybody, one and after a slip of the finger.
  const asked = ['nummer 9999', 'variabl nmmer 77', 'børn', 'xyzzy', 'answer 3', 'v', 'om boern nummer 12']
  const times = Array.from({ length: 5 }, () => asked)
    .flat()
    .map((text) => {
      const start = performance.now()
      search(many, text)
      return performance.now() - start
    })
    .sort((a, b) => a - b)
  expect(times[times.length >> 1]).toBeLessThan(50)
})
