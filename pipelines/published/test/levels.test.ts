import { describe, expect, test } from 'vitest'
import { legendLevels, meets, standing, starsOf } from '../src/levels.ts'
import type { Way } from '../src/p-ways.ts'

const ways = (...ps: number[]): Way[] => ps.map((p) => ({ id: 'a', sides: 2, p }))
const atMost = (value: number) => ({ relation: '≤' as const, value, halfUnit: 0.0005 })
const levels = [0.001, 0.05, 0.1]

describe('printed levels', () => {
  test('a level is granted no rounding: 0.00114 is not at most 0.001', () => {
    expect(meets(0.00114, atMost(0.001))).toBe(false)
    expect(meets(0.001, atMost(0.001))).toBe(true)
    expect(meets(0.001, { ...atMost(0.001), relation: '<' })).toBe(false)
  })

  test('a p printed as a number is granted the rounding of its last digit', () => {
    expect(meets(0.0614, { relation: '=', value: 0.06, halfUnit: 0.005 })).toBe(true)
    expect(meets(0.0651, { relation: '=', value: 0.06, halfUnit: 0.005 })).toBe(false)
  })

  test('one way that gives the level and not a stricter one is enough', () => {
    expect(standing(ways(0.0143, 0.0929), atMost(0.05), levels)).toBe('met')
    expect(standing(ways(0.0143, 0.0929), atMost(0.1), levels)).toBe('met')
    expect(standing(ways(0.0143, 0.0929), atMost(0.001), levels)).toBe('not-met')
    expect(standing(ways(0.0143, 0.0429), atMost(0.1), levels)).toBe('too-loose')
    expect(standing(ways(0.0143), atMost(0.02), levels)).toBe('no-level')
  })

  test('a study without levels of its own may print any that holds', () => {
    expect(standing(ways(0.0143), atMost(0.1), [])).toBe('met')
  })

  test('there is one star for each level a p stays below', () => {
    expect([0.2, 0.1, 0.07, 0.01, 0.0005].map((p) => starsOf(p, levels))).toEqual(['', '', '*', '**', '***'])
  })

  test('a legend is read with or without spaces and decimal commas', () => {
    expect(legendLevels('* p<0,1 **p<0,05 ***p<0,001')).toEqual([0.1, 0.05, 0.001])
    expect(legendLevels('** p < .01; * p < .05')).toEqual([0.05, 0.01])
  })
})
