import type { Variable } from '@pejling/indicators'
import { expect, test } from 'vitest'
import { expectedInWords, ruleInWords } from '#lib/rounds/problem-words.ts'
import { wordsIn } from '#lib/words/words.ts'

const words = wordsIn('da')
const screening = {
  id: 'screening',
  categories: [
    { id: 'experience', label: { da: 'Erfaring', en: 'Experience' } },
    { id: 'language', label: { da: 'Sprogvurdering', en: 'Language' } },
  ],
  reading: { values: { sprogscreening: 'language' } },
} as unknown as Variable

test('what is nearest is told as it is written in files, and what else there is', () => {
  const problem = { rule: 'category', value: 'sprogscrening', nearest: 'language' }
  expect(ruleInWords(problem, words, screening)).toBe(
    '»sprogscrening« er ikke en af kategorierne; nærmest er »sprogscreening«.',
  )
  expect(expectedInWords(problem, words, screening)).toBe('Kodebogen har »Erfaring« og »sprogscreening«.')
})

test('a range is told with the ends it has', () => {
  const of = (range: object) =>
    expectedInWords({ rule: 'range' }, words, { id: 'n', range } as unknown as Variable)
  expect([of({ min: 0, max: 1.5 }), of({ min: 1 }), of({ max: 10 })]).toEqual([
    'Kodebogen har 0 til 1,5.',
    'Kodebogen har 1 eller mere.',
    'Kodebogen har højst 10.',
  ])
})
