import type { Study } from '@pejling/indicators'
import { expect, test } from 'vitest'
import { choosable, chosenPlace, isName, placeQuery } from '#lib/rounds/place.ts'
import { factsOf, factsProblems } from '#lib/rounds/round-facts.ts'
import { studyRounds } from '#lib/rounds/study-rounds.ts'

const text = (word: string) => ({ da: word, en: word })
const unit = (id: string, more: object) => ({
  id,
  label: text(id),
  plural: text(id),
  key: `${id}_id`,
  ...more,
})
const round = (id: string, from: string, more: object = {}) => ({
  ...{ id, label: text(`round ${id}`), instrument: 'form', version: 'v1' },
  ...{ period: { from, to: from }, ...more },
})
const instrument = {
  ...{ id: 'form', title: text('form'), questions: [] },
  versions: [{ id: 'v1', label: text('first') }],
}
const study = {
  ...{ id: 'panel', title: text('panel'), summary: text(''), synthetic: true },
  units: [unit('office', { file: 'units/office.csv' }), unit('child', { rounds: true }), unit('group', {})],
  instruments: [instrument],
  rounds: [round('2024', '2024-03-01'), round('2025', '2025-03-01', { invited: { child: 10 } })],
} as unknown as Study
const known = choosable(study, [round('2026', '2026-03-01')])
const place = (query: string) => chosenPlace('panel', known, new URLSearchParams(query))

test('units whose rows are collected can be chosen, and rounds with the newest first', () => {
  expect(known.units.map(({ id, rounds }) => [id, rounds])).toEqual([
    ['office', false],
    ['child', true],
  ])
  expect(known.rounds.map(({ id }) => id)).toEqual(['2026', '2025', '2024'])
})

test('an address names a place, none yet, or something that is none', () => {
  expect(place('')).toBeUndefined()
  expect(place('unit=child')).toBeUndefined()
  expect(place('unit=office&round=2025')).toEqual({ study: 'panel', unit: 'office' })
  expect(place('unit=child&round=2025')).toEqual({ study: 'panel', unit: 'child', round: '2025' })
  expect(place('unit=child&round=new&name=2027-x')).toEqual({
    study: 'panel',
    unit: 'child',
    round: '2027-x',
  })
  expect(place('unit=group')).toBe('unit')
  expect(place('unit=child&round=../x')).toBe('round')
  for (const name of ['', 'new', 'Forår', 'a b', 'x'.repeat(41)])
    expect([name, place(`unit=child&round=new&name=${name}`)]).toEqual([name, 'name'])
})

test('the place an address names is the one it was written from', () => {
  for (const one of [
    { study: 'panel', unit: 'office' },
    { study: 'panel', unit: 'child', round: '2027' },
  ])
    expect(place(placeQuery(one))).toEqual(one)
  expect(isName('2027')).toBe(true)
})

const form = (fields: Record<string, string>) => (field: string) => fields[field] ?? ''
const whole = {
  ...{ 'label-da': 'forår 2026', from: '2026-03-01', to: '2026-04-15', version: 'form/v1' },
  ...{ 'invited-child': '1.200', 'answered-child': '900', legalBasis: 'consent', next: '2027-03-01' },
}

test('what was left empty is not said of a round, and one language stands for both', () => {
  expect(factsOf(form(whole), ['child'])).toEqual({
    ...{ label: { da: 'forår 2026', en: 'forår 2026' }, instrument: 'form', version: 'v1' },
    ...{ period: { from: '2026-03-01', to: '2026-04-15' }, legalBasis: 'consent', next: '2027-03-01' },
    ...{ invited: { child: 1200 }, answered: { child: 900 } },
  })
})

const problems = (fields: Record<string, string>) =>
  factsProblems('2026', factsOf(form({ ...whole, ...fields }), ['child']), study, [instrument])

test('a round is held to the rules of a round.yaml, and each problem leads to its field', () => {
  expect(problems({})).toEqual([])
  expect(problems({ 'label-da': '' })).toEqual([
    { field: 'label-da', message: 'label: expected a text, found none' },
  ])
  expect(problems({ to: '2026-02-01' })).toEqual([
    { field: 'to', message: 'expected 2026-03-01 or later, found 2026-02-01' },
  ])
  expect(problems({ version: 'form/v9' }).map(({ field }) => field)).toEqual(['version'])
  expect(problems({ 'answered-child': '1300' })).toEqual([
    { field: 'answered-child', message: 'expected at most the 1200 invited, found 1300' },
  ])
})

test('a round only the ledger knows has rows of what is live; one of the folder has its own unless a file took their place', () => {
  const live = [
    { id: 7, round: '2026', unit: 'child' },
    { id: 8, round: '2025', unit: 'child' },
  ]
  const others = [round('2026', '2026-03-01'), round('2027', '2027-03-01')]
  const { rounds } = studyRounds(study, { rounds: others, live, today: '2026-11-21' })
  expect(rounds.map(({ round, units }) => [round?.id, units.map((one) => one.upload ?? one.unit)])).toEqual([
    ['2027', []],
    ['2026', [7]],
    ['2025', [8]],
    ['2024', ['child']],
    [undefined, ['office']],
  ])
})
