import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Problem } from '@pejling/indicators'
import { expect, test } from 'vitest'
import { messageInWords } from '#lib/rounds/message-in-words.ts'
import { problemInWords } from '#lib/rounds/problem-words.ts'
import { catalogue, wordsIn } from '#lib/words/words.ts'

const root = join(import.meta.dirname, '../../../..')
const [da, en] = [wordsIn('da'), wordsIn('en')]

test('every rule a reader or a check tells has a sentence in both languages', () => {
  const files = ['packages/receive', 'pipelines/survey', 'pipelines/interviews'].flatMap((room) =>
    globSync(join(root, room, 'src/**/*.ts')),
  )
  const told = /(?:Unreadable|unreadable|say)\(\s*(?:lost, |doubled, )?'([a-z-]+)'|\brule: '([a-z-]+)'/g
  const rules = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(told)].map(([, thrown, named]) => thrown ?? named),
  )
  expect(rules.length).toBeGreaterThan(100)
  const missing = [...new Set(rules)].filter((rule) =>
    Object.values(catalogue()).some((words) => words[`check.rule.${rule}`] === undefined),
  )
  expect(missing).toEqual([])
})

test('every problem of the golden files has a sentence in both languages', () => {
  const receipts = globSync(join(root, 'packages/receive/test/received/*/expected/receipt.txt'))
  const problems = receipts.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/^(?:stops|warns|notes) (\S+): (.*)$/gm)].map(
      ([, rule, message]) => ({ rule, message }) as Problem,
    ),
  )
  expect(problems.length).toBeGreaterThan(30)
  for (const words of [da, en])
    expect(problems.filter((problem) => problemInWords(problem, words) === undefined)).toEqual([])
})

test('what a message counts and names stands in the sentence, with its place or without', () => {
  const said = (line: string) => [messageInWords(line, da), messageInWords(line, en)]
  expect(said('svar.csv:7: expected 1200 cells, found 2 (3 rows)')).toEqual([
    'Overskriften har 1.200 celler, rækken har 2.',
    'The header has 1,200 cells, the row has 2.',
  ])
  expect(said('expected columns of the codebook, found alder2 (did you mean alder?)')).toEqual([
    '»alder2« er ikke i kodebogen og bliver udeladt. Er det »alder«?',
    '“alder2” is not in the codebook and is left out. Is it “alder”?',
  ])
  expect(said('the file takes more than 2048 MB to read')[0]).toBe(
    'Filen kræver mere end 2.048 MB hukommelse at læse.',
  )
  expect(
    said(
      'expected delimited text, .xlsx, .sav, .zsav, .dta, .parquet or .zip, found a .7z; unpack it first',
    )[1],
  ).toBe('The file is .7z. Unpack it first.')
  expect(said('something nobody has said before')).toEqual([undefined, undefined])
})

test('a rule of a codebook’s own has the sentence of such rules', () => {
  const problem = { rule: 'rule:long-days', message: 'expected no long hours, found otherwise' } as Problem
  expect(problemInWords(problem, da)).toBe('Svarene passer ikke sammen efter en regel i kodebogen.')
})
