import { expect, test } from 'vitest'
import { runSteps, type Steps, takeSteps } from '../../src/index.ts'

function* count(to: number): Steps<number> {
  for (let k = 1; k <= to; k++) yield k / to
  return to
}

function* forEver(): Steps<never> {
  for (;;) yield 0
}

test('both ways of taking steps end with the same answer', async () => {
  expect(runSteps(count(5))).toBe(5)
  expect(await takeSteps(count(5))).toBe(5)
})

test('progress gets every share when run in one go', () => {
  const shares: number[] = []
  runSteps(count(4), { progress: (share) => shares.push(share) })
  expect(shares).toEqual([0.25, 0.5, 0.75, 1])
})

test('a signal raised before the start or in between stops the work with its reason', async () => {
  const reason = new Error('no longer wanted')
  expect(() => runSteps(count(3), { signal: AbortSignal.abort(reason) })).toThrow(reason)
  const stop = new AbortController()
  expect(() => runSteps(forEver(), { signal: stop.signal, progress: () => stop.abort(reason) })).toThrow(
    reason,
  )
  await expect(takeSteps(forEver(), { signal: AbortSignal.timeout(30) })).rejects.toThrow('timeout')
})

test('other work of the program gets its turn between the steps', async () => {
  let turns = 0
  const timer = setInterval(() => turns++, 5)
  await expect(takeSteps(forEver(), { signal: AbortSignal.timeout(120) })).rejects.toThrow()
  clearInterval(timer)
  expect(turns).toBeGreaterThan(1)
})
