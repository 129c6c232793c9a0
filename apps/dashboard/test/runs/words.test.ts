import { expect, test } from 'vitest'
import type { PlanReason } from '@pejling/ledger'
import { reasonInWords } from '#lib/runs/reason-words.ts'
import { whyInWords } from '#lib/runs/why-words.ts'
import { scopeChoice, scopeOfChoice } from '#lib/runs/scope-choice.ts'
import { scopeInWords } from '#lib/runs/seen-run.ts'
import { stepOfName } from '#lib/runs/step-of-name.ts'
import { stepLabel, stepTitle, type StudyNames } from '#lib/runs/step-words.ts'
import { wordsIn } from '#lib/words/words.ts'

const [da, en] = [wordsIn('da'), wordsIn('en')]
const names: StudyNames = {
  kora: {
    title: { da: 'KORA', en: 'KORA' },
    units: { institution: { da: 'institution', en: 'institution' } },
    rounds: { '2023': { da: '2. runde', en: 'second round' } },
  },
}
const step = (name: string) => stepTitle(stepOfName(name), names, da)
const why = (reason: PlanReason, words = da) =>
  reasonInWords(reason, (name) => stepLabel(stepOfName(name), names, words), words)
const entry = (path: string[], what: 'changed' | 'added' | 'removed' = 'changed'): PlanReason => ({
  kind: 'file-changed',
  file: 'kora/codebook.yaml',
  changes: [{ kind: 'entry', what, path }],
})

test('a step is called by its unit and round, or by what it makes', () => {
  expect(step('survey/kora/institution')).toBe('Institution · kora')
  expect(step('survey/kora/2023/institution')).toBe('Institution, 2. runde · kora')
  expect(step('published/kora')).toBe('Trykte tabeller · kora')
  expect(step('survey/new/2024/child')).toBe('Child, 2024 · new')
  expect(step('edition')).toBe('Udgaven')
  expect(step('anything/else')).toBe('anything/else · else')
})

test('what changed in a codebook is said by its place', () => {
  expect(why(entry(['variables', 'groups', 'categories']))).toBe(
    'kora/codebook.yaml: kategorierne i groups er ændret',
  )
  expect(why(entry(['variables', 'groups', 'categories']), en)).toBe(
    'kora/codebook.yaml: categories of groups changed',
  )
  expect(why(entry(['variables', 'trust'], 'added'))).toBe(
    'kora/codebook.yaml: variablen trust er kommet til',
  )
  expect(why(entry(['variables', 'groups', 'categories', 'often'], 'removed'))).toBe(
    'kora/codebook.yaml: kategorierne i groups (often) er fjernet',
  )
  expect(why(entry(['licence', 'da']))).toBe('kora/codebook.yaml: licence › da er ændret')
})

test('of many changes some are named and the others counted', () => {
  const changes = ['a', 'b', 'c', 'd'].map((id) => ({
    kind: 'entry' as const,
    what: 'added' as const,
    path: ['variables', id],
  }))
  expect(why({ kind: 'file-changed', file: 'f', changes })).toBe(
    'f: variablen a er kommet til, variablen b er kommet til og 2 til',
  )
})

test('rows of a file are counted by what happened to them', () => {
  const rows = { kind: 'rows' as const, changed: 1, added: 0, removed: 2 }
  expect(why({ kind: 'file-changed', file: 'f.csv', changes: [rows] })).toBe(
    'f.csv: 1 række er ændret og 2 rækker er væk',
  )
})

test('every reason there is has its words in both languages', () => {
  const reasons: PlanReason[] = [
    ...[{ kind: 'first-time' as const }, { kind: 'output-lost' as const }],
    ...[
      { kind: 'file-added' as const, file: 'f' },
      { kind: 'file-removed' as const, file: 'f' },
    ],
    { kind: 'file-changed', file: 'f', changes: [{ kind: 'bytes', before: 1, now: 2000 }, { kind: 'note' }] },
    { kind: 'file-changed', file: 'f', changes: [{ kind: 'columns', what: 'removed', names: ['a'] }] },
    { kind: 'parameter-changed', parameter: 'p', changes: [] },
    { kind: 'code-changed', room: 'packages/warehouse', files: ['a.ts'] },
    { kind: 'package-changed', name: '@duckdb/node-api', before: '1', now: '2' },
    ...[
      { kind: 'upstream' as const, step: 'published/kora' },
      { kind: 'asked' as const, from: 'edition' },
    ],
    ...[
      { kind: 'resumes' as const, run: 7 },
      { kind: 'cannot-tell' as const, why: 'not readable: f' },
    ],
  ]
  expect(reasons.map((reason) => why(reason))).toMatchInlineSnapshot(`
    [
      "Det køres for første gang.",
      "Det, der kom ud sidst, er væk eller ikke helt.",
      "f er kommet til.",
      "f er fjernet.",
      "f: er en anden fil (1 B før, 2,0 kB nu) og kun bemærkninger, rækkefølge eller mellemrum er ændret",
      "f: kolonnen a er væk",
      "p: er ændret",
      "Programmet i packages/warehouse er ændret: a.ts.",
      "Pakken @duckdb/node-api er skiftet fra 1 til 2.",
      "Det bygger på »Trykte tabeller«, som køres.",
      "Der er bedt om at køre fra »Udgaven« og frem.",
      "Kørsel 7 nåede ikke til det.",
      "Det kan ikke afgøres: not readable: f",
    ]
  `)
  expect(reasons.map((reason) => why(reason, en))).toMatchInlineSnapshot(`
    [
      "It runs for the first time.",
      "What came out last time is gone or not whole.",
      "f is new.",
      "f is gone.",
      "f: is another file (1 B before, 2.0 kB now) and only comments, order or spaces changed",
      "f: column a gone",
      "p: has changed",
      "The program in packages/warehouse has changed: a.ts.",
      "The package @duckdb/node-api went from 1 to 2.",
      "It builds on “Printed tables”, which runs.",
      "It was asked for: from “The edition” on.",
      "Run 7 did not get to it.",
      "It cannot be told: not readable: f",
    ]
  `)
})

test('a scope is one choice, and back again; what is no name of a study is not asked for', () => {
  for (const scope of [{}, { study: 'kora' }, { study: 'kora', round: '2023' }])
    expect(scopeOfChoice(scopeChoice(scope), '')).toEqual(scope)
  expect(scopeOfChoice('../x', 'survey/kora/institution')).toEqual({ from: 'survey/kora/institution' })
  expect(scopeOfChoice('a b', "';--")).toEqual({})
})

test('a scope is said inside a sentence', () => {
  const said = (scope: Parameters<typeof scopeInWords>[0]) => scopeInWords(scope, names, da, step)
  expect(said({})).toBe('alt')
  expect(said({ study: 'kora' })).toBe('studiet kora')
  expect(said({ study: 'kora', round: '2023' })).toBe('2. runde i kora')
  expect(said({ from: 'published/kora' })).toBe('alt, fra Trykte tabeller · kora og frem')
})

test('why a run was asked for is told in the reader’s language, and in somebody’s own words where they wrote it', () => {
  const said = (reason: string) => [whyInWords(reason, wordsIn('da')), whyInWords(reason, wordsIn('en'))]
  expect(said('publish upload 4')).toEqual(['sæt fil 4 i drift', 'make file 4 live'])
  expect(said('schedule')).toEqual(['fast tid', 'schedule'])
  expect(said('ny kodebog')).toEqual(['ny kodebog', 'ny kodebog'])
})
