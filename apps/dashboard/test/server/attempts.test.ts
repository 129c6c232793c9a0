import { expect, test } from 'vitest'
import { countAttempts } from '#lib/server/attempts.ts'

test('the fifth wrong password makes one wait, and each one after twice as long', () => {
  const attempts = countAttempts(() => 0)
  const waits = Array.from({ length: 8 }, () => {
    attempts.failed('10.0.0.1', 'a@b.dk')
    return attempts.wait('10.0.0.1', 'a@b.dk')
  })
  expect(waits).toEqual([0, 0, 0, 0, 1000, 2000, 4000, 8000])
})

test('somebody who guesses from elsewhere does not lock the owner out', () => {
  const attempts = countAttempts(() => 0)
  for (let i = 0; i < 20; i++) attempts.failed('10.0.0.1', 'a@b.dk')
  expect(attempts.wait('10.0.0.1', 'A@B.dk')).toBeGreaterThan(0)
  expect(attempts.wait('10.0.0.2', 'a@b.dk')).toBe(0)
})

test('an address that tries many accounts has to wait with all of them', () => {
  const attempts = countAttempts(() => 0)
  for (let i = 0; i < 30; i++) attempts.failed('10.0.0.1', `${i}@b.dk`)
  expect(attempts.wait('10.0.0.1', 'new@b.dk')).toBe(1000)
})

test('time and a right password end the wait', () => {
  let now = 0
  const attempts = countAttempts(() => now)
  for (let i = 0; i < 6; i++) attempts.failed('10.0.0.1', 'a@b.dk')
  now = 2000
  expect(attempts.wait('10.0.0.1', 'a@b.dk')).toBe(0)
  attempts.succeeded('10.0.0.1', 'a@b.dk')
  attempts.failed('10.0.0.1', 'a@b.dk')
  expect(attempts.wait('10.0.0.1', 'a@b.dk')).toBe(0)
})
