import { describe, expect, test } from 'vitest'
import { printedCountAndPercent, printedNumber } from '../src/printed-number.ts'

describe('printed numbers', () => {
  test.each([
    ['11', 11, 0.5],
    ['62,5', 62.5, 0.05],
    ['(33,5 %)', 33.5, 0.05],
    ['(100 %)', 100, 0.5],
    ['13,02', 13.02, 0.005],
    ['8.8', 8.8, 0.05],
    ['626.481', 626481, 0.5],
    ['1.104.100', 1104100, 0.5],
    ['1.104.100,5', 1104100.5, 0.05],
    ['-13', -13, 0.5],
    ['−2,5', -2.5, 0.05],
    ['0.125', 0.125, 0.0005],
    ['-0', 0, 0.5],
    [' 7 ', 7, 0.5],
  ])('%s is %d, give or take %d', (printed, value, halfUnit) => {
    const number = printedNumber(printed)!
    expect(number.value).toBe(value)
    expect(number.halfUnit).toBeCloseTo(halfUnit, 12)
  })

  test.each(['', '-', '5-10', '6/7', 'higher', '1O', '12 (100 %)', '1.23.456'])(
    '%s is no number',
    (printed) => {
      expect(printedNumber(printed)).toBeUndefined()
    },
  )

  test('a count and its percentage in one cell are told apart, and a bare count has none', () => {
    expect(printedCountAndPercent('5 (56 %)')).toEqual({ count: '5', percent: '(56 %)' })
    expect(printedCountAndPercent('2 (40%)')).toEqual({ count: '2', percent: '(40%)' })
    expect(printedCountAndPercent('0')).toEqual({ count: '0' })
  })
})
