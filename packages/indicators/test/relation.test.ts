import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseRelation, type Relation, toQuery, toSearchParams } from '../src/index.ts'

const parse = (address: string) => parseRelation(new URLSearchParams(address))

test('an address is a relation and back', () => {
  const address =
    '?study=kora-2017&x=funding_model&y=screening&by=load&where=a:low,middle&where=b:1&source=rows'
  const relation = parse(address)
  expect(relation).toEqual({
    ...{ study: 'kora-2017', x: 'funding_model', y: 'screening', by: 'load', source: 'rows' },
    where: [
      { variable: 'a', values: ['low', 'middle'] },
      { variable: 'b', values: ['1'] },
    ],
  })
  expect(toQuery(relation)).toBe(address)
})

test('two addresses that ask the same have one shortest address', () => {
  const one = parse('y=b&x=a&study=s&by=&where=&where=v:2,1')
  const two = parse('study=s&x=a&y=b&where=v:1&where=v:2')
  expect(toQuery(one)).toBe(toQuery(two))
  expect(toQuery(one)).toBe('?study=s&x=a&y=b&where=v:1,2')
})

test('every relation survives its address', () => {
  const word = fc.stringMatching(/^[a-z][a-z0-9_-]{0,8}$/)
  const relations = fc.record<Relation>(
    {
      ...{ study: word, x: word, y: word, by: word, edition: word },
      source: fc.constantFrom('rows' as const, 'published' as const),
      where: fc
        .uniqueArray(
          fc.record({ variable: word, values: fc.uniqueArray(word, { minLength: 1 }).map((v) => v.sort()) }),
          {
            selector: ({ variable }) => variable,
          },
        )
        .map((filters) => filters.sort((a, b) => (a.variable < b.variable ? -1 : 1))),
    },
    { requiredKeys: ['study', 'x', 'y', 'where'] },
  )
  fc.assert(
    fc.property(relations, (relation) => {
      expect(parseRelation(toSearchParams(relation))).toEqual(relation)
    }),
    { seed: 4170, numRuns: 200 },
  )
})

test('what is missing or malformed is said', () => {
  expect(() => parse('study=s&x=a')).toThrow(/^relation: expected study, x and y, found study and x$/)
  expect(() => parse('')).toThrow(/^relation: expected study, x and y, found none of them$/)
  expect(() => parse('study=s&x=a&y=b&where=low')).toThrow(
    /^relation where: expected variable:value, found low$/,
  )
  expect(() => parse('study=s&x=a&y=b&source=air')).toThrow(
    /^relation source: expected rows or published, found air$/,
  )
})
