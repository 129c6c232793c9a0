import { expect, test } from 'vitest'
import { codebookOfColumns } from '../../src/upload/codebook-of-columns.ts'
import { parseStudyFolder } from '../../src/parse-study.ts'
import { problemLine } from '../../src/problem.ts'
import type { ReceivedColumn } from '../../src/upload/receipt.ts'

const study = `id: trial
title: { da: Prøve, en: Trial }
summary: { da: Prøve, en: Trial }
synthetic: true
source: { citation: Made up for a test., year: 2026 }
licence: { da: fri, en: free }
units:
  - { id: child, label: { da: barn, en: child }, plural: { da: børn, en: children }, key: record_id, file: units/child.csv }
design: { note: { da: ingen, en: none }, assigned: [], reportingLevel: 0.05, sizes: { child: 2 } }
limits: []
`
const columns: ReceivedColumn[] = [
  { name: 'record_id', label: 'Løbenr.', identifier: true, labels: [{ value: '1', label: 'x' }] },
  {
    name: 'Barnets Køn',
    label: 'Barnets køn',
    labels: [
      { value: '1', label: 'Pige' },
      { value: '2', label: 'Dreng på ø' },
      { value: '3', label: 'pige' },
      { value: '9', label: 'Ønsker ikke at svare' },
    ],
    missing: ['9'],
  },
  { name: 'alder', type: 'number', range: { min: 0, max: 6 } },
  { name: '2. dag', type: 'date' },
  { name: 'ø!', type: 'text' },
]
const draft = codebookOfColumns(columns, { study: 'trial', unit: 'child' })

test('a draft is a codebook that its study can be read with', () => {
  const csv = 'record_id,Barnets Køn,alder,2. dag,ø!\n1,2,3,2020-01-01,x\n'
  const { problems, codebook } = parseStudyFolder([
    { path: 'study.yaml', text: study },
    { path: 'codebook.yaml', text: draft },
    { path: 'units/child.csv', text: csv },
  ])
  expect(problems.map(problemLine)).toEqual([])
  expect(codebook.variables.map(({ id, scale, disclosure }) => [id, scale, disclosure])).toEqual([
    ['record_id', 'identifier', 'identifier'],
    ['barnets_koen', 'nominal', 'quasi'],
    ['alder', 'ratio', 'quasi'],
    ['dag', 'text', 'sensitive'],
    ['oe', 'text', 'sensitive'],
  ])
})

test('what the sender declared missing is no category, and values stand for the others', () => {
  const { codebook } = parseStudyFolder([
    { path: 'study.yaml', text: study },
    { path: 'codebook.yaml', text: draft },
  ])
  const [identifier, sex, , day] = codebook.variables
  expect(identifier.categories).toBeUndefined()
  expect(sex.categories?.map(({ id, label }) => [id, label.da])).toEqual([
    ['pige', 'Pige'],
    ['dreng_paa_oe', 'Dreng på ø'],
    ['pige_2', 'pige'],
  ])
  expect(sex.reading).toEqual({
    column: 'Barnets Køn',
    missing: { 9: 'not_answered' },
    values: { 1: 'pige', 2: 'dreng_paa_oe', 3: 'pige_2' },
  })
  expect(day.reading).toEqual({ column: '2. dag', date: 'ymd' })
})

test('a draft says that it is one', () => {
  expect(draft.split('\n')[0]).toBe(
    '# A draft from what was sent: scales, quality, disclosure and the English labels are for a person to decide.',
  )
})
