import { expect, test } from 'vitest'
import { glossary, termGroups, termOf } from '#lib/glossary/glossary.ts'

test('every term is in a group of the page, said in both languages, and ends as a sentence', () => {
  for (const { id, group, meaning } of glossary) {
    expect([id, termGroups.includes(group)]).toEqual([id, true])
    for (const text of [meaning.da, meaning.en])
      expect([id, text]).toEqual([id, expect.stringMatching(/[.]$/)])
  }
})

test('no two terms have the same name', () => {
  for (const language of ['da', 'en'] as const) {
    const names = glossary.map(({ term }) => term[language])
    expect(new Set(names).size).toBe(names.length)
  }
})

test('a term is known by its name in addresses', () => {
  expect(termOf('gamma').term).toEqual({ da: 'gamma', en: 'gamma' })
})
