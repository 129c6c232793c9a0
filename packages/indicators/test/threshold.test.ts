import { expect, test } from 'vitest'
import {
  assertThreshold,
  type Disclosure,
  heldThresholds,
  parseStudyFolder,
  problemLine,
  type Study,
  thresholdLines,
  thresholdOf,
  thresholdState,
  withDecisions,
} from '../src/index.ts'

const text = (word: string) => ({ da: word, en: word })
const units = ['municipality', 'institution', 'child'].map((id) => ({
  ...{ id, label: text(id), plural: text(id), key: `${id}_id`, file: `${id}.csv` },
}))
const study = (disclosure?: Disclosure) =>
  ({ id: 'round', units, synthetic: false, ...(disclosure && { disclosure }) }) as unknown as Study
const decided = (unit: string, threshold: number | null, day = '2026-11-21') => ({
  ...{ unit, threshold, day, reason: 'asked for by the municipalities' },
})
const numbers = (of: Study) => heldThresholds(of).map(({ threshold }) => threshold)

test('every unit is held with where its threshold comes from and why', () => {
  const own = study({ thresholds: { institution: 2 }, thresholdReason: text('few, and all said yes') })
  expect(heldThresholds(withDecisions(own, [decided('child', 10)]))).toEqual([
    { unit: 'municipality', threshold: 3, usual: 3, own: 3, from: 'usual', belowUsual: false },
    {
      ...{ unit: 'institution', threshold: 2, usual: 3, own: 2, from: 'study', belowUsual: true },
      reason: text('few, and all said yes'),
    },
    {
      ...{ unit: 'child', threshold: 10, usual: 5, own: 5, from: 'decided', belowUsual: false },
      ...{ reason: text('asked for by the municipalities'), day: '2026-11-21' },
    },
  ])
})

test('the newest decision about a unit holds, and one without a threshold gives the study its own back', () => {
  const changes = [decided('child', 10), decided('institution', 4), decided('child', 7)]
  expect(numbers(withDecisions(study(), changes))).toEqual([3, 4, 7])
  const back = withDecisions(study(), [...changes, decided('child', null)])
  expect(numbers(back)).toEqual([3, 4, 5])
  expect(thresholdOf(back, 'child')).toBe(5)
})

test('a decision that is smaller than the study’s own does not hold', () => {
  const own = study({ thresholds: { child: 10 } })
  const after = withDecisions(own, [decided('child', 6)])
  expect(heldThresholds(after)[2]).toMatchObject({ threshold: 10, from: 'study' })
})

test('what was decided and is not in the edition yet is told apart', () => {
  const [first, second] = [decided('child', 10), decided('institution', 4)]
  const made = withDecisions(study(), [first])
  const { thresholds, awaiting, open } = thresholdState(made, [first, second])
  expect([thresholds.map((one) => one.threshold), open]).toEqual([[3, 3, 10], false])
  expect(awaiting.map(({ unit, threshold }) => [unit, threshold])).toEqual([['institution', 4]])
  expect(thresholdState(made, [first, decided('child', null)]).awaiting).toMatchObject([
    { unit: 'child', threshold: 5, from: 'usual' },
  ])
})

test.each([
  [decided('school', 4), 'unit: expected one of municipality, institution, child, found school'],
  [
    decided('child', 4),
    'threshold: expected a whole number from 5 to 1000, found 4; only study.yaml can say less, with a thresholdReason',
  ],
  [
    decided('institution', 3.5),
    'threshold: expected a whole number from 3 to 1000, found 3.5; only study.yaml can say less, with a thresholdReason',
  ],
  [{ ...decided('child', 6), reason: ' why?  ' }, 'reason: expected 10 to 500 letters, found 4'],
])('%o is refused', (change, message) => {
  expect(() => assertThreshold(study(), change)).toThrow(new Error(message))
})

test('a study that allows fewer itself may be put back to them, and one that asks for more is not lowered', () => {
  const few = study({ thresholds: { institution: 2 }, thresholdReason: text('-') })
  expect(() => assertThreshold(few, decided('institution', 2))).not.toThrow()
  expect(() => assertThreshold(study({ thresholds: { institution: 8 } }), decided('institution', 7))).toThrow(
    /from 8 to 1000, found 7/,
  )
})

const yaml = `id: round
title: { da: R, en: R }
summary: { da: '-', en: '-' }
synthetic: false
source: { citation: '-', year: 2026 }
licence: { da: '-', en: '-' }
units:
  - { id: institution, label: { da: i, en: i }, plural: { da: i, en: i }, key: institution_id }
  - { id: child, label: { da: b, en: c }, plural: { da: b, en: c }, key: child_id }
design: { note: { da: '-', en: '-' }, assigned: [], reportingLevel: 0.05, sizes: {} }
limits: []
`
const codebook = `study: round
variables:
  - { id: institution_id, label: { da: v, en: v }, unit: institution, scale: identifier, quality: structure, disclosure: identifier }
`
const read = (thresholds: string) =>
  parseStudyFolder([
    { path: 'study.yaml', text: yaml },
    { path: 'codebook.yaml', text: codebook },
    { path: 'thresholds.csv', text: thresholds },
  ])

test('thresholds.csv is a file of the study: its decisions are part of what the study is', () => {
  const { study, problems } = read(
    'unit,threshold,reason,day\ninstitution,4,"so agreed, in writing",2026-11-21\n',
  )
  expect(problems).toEqual([])
  expect(study!.disclosure).toEqual({
    decided: [{ unit: 'institution', threshold: 4, reason: 'so agreed, in writing', day: '2026-11-21' }],
  })
})

test('one smaller than the study’s own is a warning, and the study’s own holds', () => {
  const { study, problems } = read('unit,threshold,reason,day\nchild,3,because,2026-11-21\n')
  expect(problems.map((one) => [problemLine(one), one.severity])).toEqual([
    ['thresholds.csv:2: child: expected 5 or more, found 3; 5 holds', 'warns'],
  ])
  expect(thresholdOf(study!, 'child')).toBe(5)
})

test.each([
  ['unit,threshold,day\n', 'thresholds.csv:1: expected a column reason, found none'],
  [
    'instituton,4,because,2026-11-21',
    'thresholds.csv:2: unknown unit: instituton (did you mean institution?)',
  ],
  ['institution,many,because,2026-11-21', 'thresholds.csv:2: threshold: expected a whole number, found many'],
  ['institution,4,,2026-11-21', 'thresholds.csv:2: reason: expected one, found none'],
  ['institution,4,x,21-11-2026', 'thresholds.csv:2: day: expected one such as 2027-05-01, found 21-11-2026'],
  [
    'institution,4,x,2026-11-21\ninstitution,5,x,2026-11-21',
    'thresholds.csv:3: expected institution once, found it again',
  ],
])('%s stops', (rows, expected) => {
  const { problems } = read(rows.startsWith('unit') ? rows : `unit,threshold,reason,day\n${rows}\n`)
  expect(problems.map((one) => [problemLine(one), one.severity])).toEqual([[expected, 'stops']])
})

test('who takes numbers along is told the smallest counts of a study that is not open, with where they come from', () => {
  const own = study({ thresholds: { institution: 2 }, thresholdReason: text('few, and all said yes.') })
  expect(thresholdLines(withDecisions(own, [decided('child', 10)])).map(({ en }) => en)).toEqual([
    '3 municipality (the usual one)',
    '2 institution (the study’s own file: few, and all said yes)',
    '10 child (decided 2026-11-21: asked for by the municipalities)',
  ])
  expect(thresholdLines(study({ open: text('published') }))).toEqual([])
})
