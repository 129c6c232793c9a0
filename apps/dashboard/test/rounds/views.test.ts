import type { Distribution } from '@pejling/indicators'
import { expect, test } from 'vitest'
import { byChange, distributionChange, missingShare } from '#lib/rounds/distribution-change.ts'
import { refusalInWords } from '#lib/rounds/refusal-words.ts'
import { chosenView, isUnderWay, nextView, openViews, type Way } from '#lib/rounds/views.ts'
import { wordsIn } from '#lib/words/words.ts'

const way = (state: Way['state'], more: Partial<Way> = {}, known: Partial<Way['known']> = {}): Way => ({
  ...{ kind: 'survey', state, work: null, work_status: null, ...more },
  known: { receipt: true, match: true, preview: true, ...known },
})

test('the next thing is where it is to be done or is being done', () => {
  const nothing = { receipt: false, match: false, preview: false }
  expect(nextView(way('uploaded', { work: 'read', work_status: 'waiting' }, nothing))).toBe('uploaded')
  expect(nextView(way('uploaded', { work: 'read', work_status: 'failed' }))).toBe('read')
  expect(nextView(way('read', {}, { match: false }))).toBe('read')
  expect(nextView(way('read', { work: 'check', work_status: 'running' }))).toBe('checked')
  expect(nextView(way('checked'))).toBe('checked')
  expect(nextView(way('checked', { work: 'preview', work_status: 'running' }))).toBe('previewed')
  expect(nextView(way('previewed'))).toBe('previewed')
  expect(nextView(way('approved', { work: 'publish', work_status: 'running' }))).toBe('live')
  expect(nextView(way('live'))).toBe('live')
  expect(nextView(way('withdrawn'))).toBe('live')
})

test('only what is known can be looked at, and an address that asks for more shows what is next', () => {
  const read = way('read', {}, { match: false, preview: false })
  expect(openViews(read)).toEqual(['uploaded', 'read', 'columns'])
  expect(chosenView(read, 'previewed')).toBe('read')
  expect(chosenView(read, 'columns')).toBe('columns')
  expect(chosenView(read, '__proto__')).toBe('read')
  expect(openViews(way('live'))).toEqual(['uploaded', 'read', 'columns', 'checked', 'previewed', 'live'])
})

test('the worker is at what waits or runs, not at what failed', () => {
  expect(
    ['waiting', 'running', 'failed', null].map((work_status) => isUnderWay({ work_status } as Way)),
  ).toEqual([...[true, true, false, false]])
})

const categories = (variable: string, now: number[], before: number[]): Distribution => {
  const spread = (counts: number[]) => ({
    ...{ n: counts.reduce((a, b) => a + b, 0), missing: { not_answered: 2 } },
    categories: Object.fromEntries(counts.map((n, i) => [String(i), n])),
  })
  return { variable, now: spread(now), before: { ...spread(before), round: '2025' } }
}

test('a distribution has moved by half of what its shares differ, 0 where they are the same and 1 where they share nothing', () => {
  expect(distributionChange(categories('a', [10, 10], [20, 20]))).toBe(0)
  expect(distributionChange(categories('a', [10, 0], [0, 10]))).toBe(1)
  expect(distributionChange(categories('a', [3, 1], [1, 1]))).toBeCloseTo(0.25, 12)
  expect(distributionChange(categories('a', [1], []))).toBeUndefined()
})

test('a number has moved by its median, in widths of both ranges', () => {
  const numbers = (median: number) => ({ min: 0, q1: 1, median, q3: 9, max: 10, mean: 5 })
  const one = { n: 4, missing: {} }
  const before = { ...one, numbers: numbers(5), round: '2025' }
  expect(distributionChange({ variable: 'n', now: { ...one, numbers: numbers(7) }, before })).toBeCloseTo(
    0.2,
    12,
  )
})

test('what moved most stands first, and what cannot be compared last', () => {
  const alone = { variable: 'alone', now: { n: 1, missing: {} } }
  const [still, far] = [categories('still', [1, 1], [1, 1]), categories('far', [2, 0], [1, 1])]
  expect(byChange([alone, still, far]).map(({ variable }) => variable)).toEqual(['far', 'still', 'alone'])
  expect(missingShare(still.now)).toBe(0.5)
})

test('why a move was not made is said in words, and what has none as the house says it', () => {
  const words = wordsIn('da')
  const said = (message: string) => refusalInWords({ problem: 'refused', message }, words)
  expect(refusalInWords({ problem: 'changed' }, words)).toMatch(/^Noget var sket/)
  expect(said('match: twice: alder')).toBe('To kolonner kan ikke være samme variabel: »alder«.')
  expect(said('match: unknown: alder')).toBe('Ingen variabel hedder »alder«.')
  expect(said('approve: expected another person than the one who uploaded it')).toMatch(/^En anden end den/)
  expect(said('withdraw: expected a reason, found none')).toBe('Skriv hvorfor, med nogle få ord.')
  expect(said('preview: 12 problems stop it; accept them or send a mended file')).toMatch(/^Der er stadig/)
  expect(said('check: expected nothing under way')).toBe(
    'Det kan ikke lade sig gøre nu: check: expected nothing under way',
  )
})
