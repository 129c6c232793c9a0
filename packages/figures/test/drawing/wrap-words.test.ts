import { expect, test } from 'vitest'
import { wrapWords } from '../../src/index.ts'

test('no line is longer than its room', () => {
  const label = 'andre screeningsredskaber for alle børn/unge og socioøkonomisk ressourcefordeling'
  for (let room = 4; room < 40; room++)
    expect(Math.max(...wrapWords(label, room).map((line) => line.length))).toBeLessThanOrEqual(room)
})

test('no letter is lost, and a cut word shows that it is cut', () => {
  expect(wrapWords('sprogscreening af alle', 10)).toEqual(['sprogscre-', 'ening af', 'alle'])
  expect(wrapWords('ja/nej', 4)).toEqual(['ja/', 'nej'])
  expect(wrapWords('', 10)).toEqual([])
})
