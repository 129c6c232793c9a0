import { expect, test } from 'vitest'
import { startOfDanishDay } from '#lib/people/danish-day.ts'

test('a day begins at midnight in Denmark, in winter and in summer', () => {
  expect(startOfDanishDay('2026-11-20')?.toISOString()).toBe('2026-11-19T23:00:00.000Z')
  expect(startOfDanishDay('2026-07-01')?.toISOString()).toBe('2026-06-30T22:00:00.000Z')
})

test('the days the clocks are changed are 23 and 25 hours long', () => {
  const hours = (day: string) =>
    (startOfDanishDay(day, 1)!.getTime() - startOfDanishDay(day)!.getTime()) / 3600_000
  expect([hours('2026-03-29'), hours('2026-10-25'), hours('2026-10-26')]).toEqual([23, 25, 24])
})

test('what is no day is nothing', () => {
  for (const text of ['', '2026-02-30', '20-11-2026', '2026-13-01', "2026-11-20' --"])
    expect(startOfDanishDay(text)).toBeUndefined()
})
