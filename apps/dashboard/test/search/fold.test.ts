import { expect, test } from 'vitest'
import { fold, foldShort } from '#lib/search/fold.ts'

test('Danish letters are two letters, or one for those who have no key for them', () => {
  expect(fold('Forløb i Småbørnsteamet, ærligt')).toBe('forloeb i smaaboernsteamet aerligt')
  expect(foldShort('Forløb i Småbørnsteamet, ærligt')).toBe('forlob i smabornsteamet aerligt')
})

test('other accents, signs and capitals do not count', () => {
  expect(fold('  Cramér’s V (χ², 95 %)')).toBe('cramer s v χ² 95'.replace('²', ''))
})

test('what is written with ae, oe and aa is what is written with æ, ø and å', () => {
  for (const [written, meant] of [
    ['maalrettet', 'målrettet'],
    ['aeldre', 'ÆLDRE'],
    ['groen', 'grøn'],
  ])
    expect(fold(written)).toBe(fold(meant))
})
