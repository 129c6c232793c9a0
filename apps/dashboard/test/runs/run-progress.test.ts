import { expect, test } from 'vitest'
import { freshness } from '#lib/runs/freshness.ts'
import { runProgress, type StepProgress } from '#lib/runs/run-progress.ts'

const now = new Date('2026-11-21T12:00:10Z')
const began = new Date('2026-11-21T12:00:00Z')
const step = (name: string, more: Partial<StepProgress> = {}): StepProgress => ({
  ...{ name, status: 'waiting', after: [], last: 1000 },
  ...more,
})

test('what is left of one after the other is the sum of their times', () => {
  const steps = [step('a'), step('b', { after: ['a'] }), step('c', { after: ['b'] })]
  expect(runProgress(steps, now)).toEqual({ ended: 0, of: 3, running: 0, left: 3000 })
})

test('what is worked side by side is left for as long as the longest chain', () => {
  const running = { status: 'running', startedAt: now } as const
  const steps = [step('a', running), step('b', { ...running, last: 4000 }), step('c', { after: ['a', 'b'] })]
  expect(runProgress(steps, now)).toEqual({ ended: 0, of: 3, running: 2, left: 5000 })
})

test('a step that says how far it is, is left by its own pace and not by last time’s', () => {
  const steps = [step('a', { status: 'running', startedAt: began, share: 0.8, last: 99_000 })]
  expect(runProgress(steps, now).left).toBeCloseTo(2500, 6)
})

test('a step slower than last time is not less than done', () => {
  expect(runProgress([step('a', { status: 'running', startedAt: began })], now).left).toBe(0)
})

test('where a step was never timed, what is left is not said', () => {
  const steps = [step('a', { status: 'kept' }), step('b', { last: undefined })]
  expect(runProgress(steps, now)).toEqual({ ended: 1, of: 2, running: 0 })
})

const round = (id: string, to: string, next?: string) => ({
  ...{ id, label: { da: id, en: id }, period: { from: to, to } },
  ...(next && { next }),
})

test('only the newest round can be waiting for the next, and it is late from the day after the one expected', () => {
  const rounds = [round('2022', '2022-04-01', '2023-03-01'), round('2023', '2023-04-01', '2024-03-01')]
  const on = (today: string) =>
    freshness(rounds, today).map(({ id, followed, overdue }) => [id, followed, overdue])
  expect(on('2024-03-01')).toEqual([
    ['2023', false, 0],
    ['2022', true, 0],
  ])
  expect(on('2024-03-11')[0]).toEqual(['2023', false, 10])
})

test('a study that expects nothing is never late', () => {
  expect(freshness([round('2017', '2017-04-01')], '2030-01-01')[0].overdue).toBe(0)
})
