import { expect, test } from 'vitest'
import { formatList, formatNumber, formatP, formatPEquation, formatShare } from '#lib/words/numbers.ts'

test('a decimal is a comma in Danish and a point in English', () => {
  expect(formatNumber(0.614, 'da', 2)).toBe('0,61')
  expect(formatNumber(0.614, 'en', 2)).toBe('0.61')
})

test('thousands are told apart', () => {
  expect(formatNumber(1863882, 'da')).toBe('1.863.882')
  expect(formatNumber(1863882, 'en')).toBe('1,863,882')
})

test('a negative number that rounds to zero has no sign', () => {
  expect(formatNumber(-0.001, 'da', 2)).toBe('0,00')
})

test('a share is a percentage with one decimal unless it is whole', () => {
  expect(formatShare(5 / 8, 'da')).toBe('62,5\u00a0%')
  expect(formatShare(5 / 8, 'en')).toBe('62.5%')
  expect(formatShare(0.5, 'da')).toBe('50\u00a0%')
  expect(formatShare(1 / 3, 'da')).toBe('33,3\u00a0%')
})

test('a p-value is never shown as zero', () => {
  expect(formatP(0.00001, 'da')).toBe('<\u00a00,001')
  expect(formatP(0.0126, 'en')).toBe('0.013')
  expect(formatP(1, 'da')).toBe('1')
  expect(formatPEquation(0.0126, 'da')).toBe('p =\u00a00,013')
  expect(formatPEquation(0.00001, 'en')).toBe('p <\u00a00.001')
})

test('a list ends as a sentence does', () => {
  expect(formatList(['a', 'b', 'c'], 'da')).toBe('a, b og c')
  expect(formatList(['a', 'b'], 'en')).toBe('a and b')
})
