import { deviationOf } from '@pejling/indicators'
import { expect, test } from 'vitest'
import { row, sent } from '../sent.ts'

const lines = [row(1, { mood: 'glat' }), row(2, { mood: 'gal' }), row(3, { hours: '61' }), row(4)]

test('what is accepted is noted with its note and not asked again, and nothing else is', async () => {
  const first = await sent(lines)
  expect(first.stopping).toBe(3)
  const accepted = first.problems.map((problem) => ({ ...deviationOf(problem), note: 'seen' }))
  expect(accepted[0]).toEqual({ rule: 'category', variable: 'mood', value: 'glat', note: 'seen' })
  const one = await sent(lines, { reading: { accepted: accepted.slice(0, 1) } })
  expect(one.told).toEqual([
    'notes 2 mood category: expected good, so-so or bad, found glat (did you mean good?)',
    'stops 3 mood category: expected good, so-so or bad, found gal',
    'stops 4 hours range: expected 0 to 60, found 61',
  ])
  const all = await sent([...lines, row(5, { mood: 'glat' })], { reading: { accepted } })
  expect(all.problems.map(({ severity, accepted }) => [severity, accepted])).toEqual([
    ['notes', 'seen'],
    ['notes', 'seen'],
    ['notes', 'seen'],
  ])
  expect(all.problems[0].count).toBe(2)
})

test('a code nobody said the meaning of is not codable, a number out of range is kept', async () => {
  const accepted = [
    { rule: 'category', variable: 'mood', value: 'glat', note: 'a slip' },
    { rule: 'category', variable: 'mood', value: 'gal', note: 'a slip' },
    { rule: 'range', variable: 'hours', value: '61', note: 'overtime' },
  ]
  const { loaded, failedRows } = await sent(lines, { reading: { accepted } })
  expect(failedRows).toBe(0)
  expect((await loaded()).map(({ mood, mood__missing: why, hours }) => [mood, why, hours])).toEqual([
    [null, 'not_codable', 37.5],
    [null, 'not_codable', 37.5],
    ['good', null, 61],
    ['good', null, 37.5],
  ])
})

test('a value can be accepted as a category or as a reason for missing', async () => {
  const accepted = [
    { rule: 'category', variable: 'mood', value: 'glat', means: { category: 'good' }, note: 'a slip' },
    {
      rule: 'category',
      variable: 'mood',
      value: 'gal',
      means: { missing: 'not_applicable' as const },
      note: '?',
    },
    {
      rule: 'range',
      variable: 'hours',
      value: '61',
      means: { missing: 'not_answered' as const },
      note: 'code',
    },
  ]
  const { loaded, told } = await sent(lines, { reading: { accepted } })
  expect(told).toEqual([
    'notes 2 mood category: glat is read as good',
    'notes 3 mood category: gal is read as not_applicable',
    'notes 4 hours range: 61 is read as not_answered',
  ])
  expect((await loaded()).map(({ mood, mood__missing: why, hours }) => [mood, why, hours])).toEqual([
    ['good', null, 37.5],
    [null, 'not_applicable', 37.5],
    ['good', null, null],
    ['good', null, 37.5],
  ])
})

test('free text in a coded column is accepted for the column, and a person in it is not', async () => {
  const long = 'det er svært at sige, for det skifter hele tiden'
  const accepted = [{ rule: 'free-text', variable: 'mood', note: 'a remark' }]
  const given = [row(1, { mood: long }), row(2, { mood: '070761-4285' })]
  const { told, failedText, failedRows } = await sent(given, { reading: { accepted } })
  expect(told).toEqual([
    'notes 2 mood free-text: expected a coded value, found free text',
    'stops 3 mood person-cpr: expected nothing that names a person, found a civil registration number',
  ])
  expect(failedRows).toBe(1)
  expect(await failedText()).not.toContain('svært')
})

test('what cannot be accepted stays, whoever says otherwise', async () => {
  const accepted = [
    { rule: 'duplicate-key', variable: 'child_id', note: 'no' },
    { rule: 'person-cpr', variable: 'remark', note: 'no' },
    { rule: 'reference', variable: 'institution_id', value: 'I9', note: 'no' },
  ]
  const given = [row(1), row(1), row(2, { remark: '070761-4285' }), row(3, { institution_id: 'I9' })]
  const { problems } = await sent(given, { reading: { accepted } })
  expect(problems.map(({ rule, severity }) => `${severity} ${rule}`)).toEqual([
    'stops duplicate-key',
    'stops person-cpr',
    'stops reference',
  ])
})
