import { goodmanKruskalGamma, tablePanel } from '@pejling/statistics'
import { expect, test } from 'vitest'
import { warningWords } from '#lib/relation/warning-words.ts'
import { wordsIn } from '#lib/words/words.ts'

test('what a panel warns of is said in both languages', () => {
  const awkward = [
    [[0, 0]],
    [[3, 4]],
    [
      [5, 0],
      [0, 5],
    ],
    [
      [0.5, 1],
      [2, 3],
    ],
    [
      [2, 0, 1],
      [1, 0, 2],
    ],
    Array.from({ length: 8 }, (_, i) => Array.from({ length: 8 }, (_, j) => 20 + ((i * j) % 7))),
  ]
  const codes = new Set<string>()
  for (const table of awkward) {
    const { warnings } = tablePanel(table, { rowOrdinal: true, columnOrdinal: true })
    for (const language of ['da', 'en'] as const)
      for (const sentence of warningWords(warnings, wordsIn(language))) expect(sentence).toMatch(/ .*\.$/)
    for (const { code } of warnings) codes.add(code)
  }
  expect([...codes].sort()).toEqual([
    'empty-lines-dropped',
    'expected-below-5',
    'fractional-counts',
    'monte-carlo',
    'no-observations',
    'no-variation-ase1',
    'one-category',
    'undefined-zero-over-zero',
  ])
})

test('a perfect association says why it has no interval', () => {
  const { warnings } = goodmanKruskalGamma([
    [5, 0],
    [0, 5],
  ])
  expect(warningWords(warnings, wordsIn('en'))).toEqual([
    'No pair goes against the direction, so the standard error that does not assume independence is 0: no interval can be put around gamma.',
  ])
})

test('what stands elsewhere on the page is not said twice, and an unknown code is not kept back', () => {
  const warnings = [{ code: 'expected-below-5' }, { code: 'never-heard-of' }, { code: 'never-heard-of' }]
  expect(warningWords(warnings, wordsIn('da'))).toEqual(['never-heard-of'])
})
