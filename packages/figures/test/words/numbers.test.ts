import { expect, test } from 'vitest'
import {
  formatBytes,
  formatDuration,
  formatList,
  formatNumber,
  formatP,
  formatPEquation,
  formatShare,
} from '../../src/index.ts'

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

test('a duration is said in its two largest units', () => {
  const said = (milliseconds: number) => formatDuration(milliseconds, 'da').replaceAll('\u00a0', ' ')
  expect([0, 420, 9_940, 9_960, 59_400, 59_600, 200_000, 3_600_000, 3_900_000].map(said)).toEqual([
    ...['< 0,1 s', '0,4 s', '9,9 s', '10 s', '59 s', '1 min', '3 min 20 s', '1 t', '1 t 5 min'],
  ])
  expect(formatDuration(3_900_000, 'en')).toBe('1\u00a0h 5\u00a0min')
})

test('bytes are said in the unit that fits', () => {
  const said = (bytes: number) => formatBytes(bytes, 'da').replaceAll('\u00a0', ' ')
  expect([0, 999, 1000, 3_412_000, 999_600, 18_500_000_000].map(said)).toEqual([
    ...['0 B', '999 B', '1,0 kB', '3,4 MB', '1,0 MB', '19 GB'],
  ])
})
