import { expect, test } from 'vitest'
import { hiddenProblem, owner, type Problem, shownProblems } from '../src/index.ts'

const value: Problem = {
  ...{ file: 'round/rounds/1/child.csv', row: 214, variable: 'mood', rule: 'category', severity: 'stops' },
  ...{
    message: 'expected good or bad, found 6',
    count: 3,
    rows: [214, 215, 219],
    value: '6',
    nearest: 'good',
  },
}
const check: Problem = {
  ...{ file: 'round/checks.yaml', row: 4, variable: 'few-missing', rule: 'check', severity: 'warns' },
  message: 'expected at most 0.1, found 0.125 (child, line 12, 80)',
}
const written: Problem = {
  ...{ file: 'round/codebook.yaml', row: 24, column: 15, rule: 'schema', severity: 'stops' },
  message: 'expected one of nominal, ordinal, found nominel',
}

test('who may see all of a study reads every problem as it is', () => {
  expect(shownProblems([value, check, written], owner)).toEqual([value, check, written])
})

test('to others a value, a line and a count are not told, only where to look; a slip of the pen is', () => {
  for (const viewer of [
    { sees: 'suppressed', rows: true },
    { sees: 'all', rows: false },
    { sees: 'nothing', rows: false },
  ] as const)
    expect(shownProblems([value, check, written], viewer)).toEqual([
      {
        ...{ file: 'round/rounds/1/child.csv', variable: 'mood', rule: 'category', severity: 'stops' },
        message: hiddenProblem,
      },
      {
        ...{ file: 'round/checks.yaml', variable: 'few-missing', rule: 'check', severity: 'warns' },
        message: hiddenProblem,
      },
      written,
    ])
})
