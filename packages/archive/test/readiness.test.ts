import type { Codebook, Receipt, Study } from '@pejling/indicators'
import { expect, test } from 'vitest'
import { type ArchiveRemark, receiptReadiness, remarkInWords, studyReadiness } from '../src/index.ts'
import { codebookOf, studyOf } from './two-studies.ts'

const files = ['README.md', 'study.yaml']
const closed = studyOf('closed', false)
const codebook = codebookOf('closed', 'money')
const told = (remarks: ArchiveRemark[]) =>
  remarks.map(({ severity, rule, places }) => [severity, rule, ...places].join(' '))
const changed = (study: Partial<Study>, edits: Partial<Codebook['variables'][number]>[] = []) =>
  studyReadiness(
    { ...closed, period: '2026', disclosure: { legalBasis: 'municipal_evaluation' }, ...study },
    { ...codebook, variables: codebook.variables.map((one, i) => ({ ...one, ...edits[i] })) },
    files,
  )

test('a study that says all an archive asks for has only its identifier to be agreed on', () => {
  expect(told(changed({}))).toEqual(['warns identifier school_id'])
})

test('what a study does not say is told, gravest first', () => {
  const bare = studyReadiness({ ...closed, units: [{ ...closed.units[1], key: 'gone' }] }, codebook, [])
  expect(told(bare)).toEqual([
    ...['stops key school', 'warns outer-unit school', 'warns identifier school_id'],
    ...['warns period', 'warns legal-basis', 'warns read-me'],
  ])
  expect(told(changed({ disclosure: { legalBasis: 'research' } }))).toContain('notes permission')
  expect(told(changed({ synthetic: true }))).toContain('notes synthetic')
  expect(told(changed({ interviews: { texts: 'roles' } }))).toContain('notes interviews')
  const units = closed.units.map(({ file: _, ...unit }) => unit)
  expect(told(changed({ units }))).toContain('stops no-rows')
})

test('names, labels and values are held to what an archive can read', () => {
  const text = (word: string) => ({ da: word, en: word })
  const found = changed({}, [
    { id: '2_kommune' },
    { id: 'order', label: text('order'), scale: 'text' },
    { categories: ['1', '2'].map((id) => ({ id, label: text(id) })) },
    { categories: ['a', 'b'].map((id) => ({ id, label: text('Ja ') })), label: text(' ') },
    { id: 'nøglevariabel' },
  ])
  expect(told(found).filter((line) => !line.includes('key'))).toEqual([
    ...['stops name 2_kommune, order, nøglevariabel'.replaceAll(',', ''), 'stops label mood'],
    ...['stops value-label-twice mood=a mood=b', 'warns label order', 'warns value-label tool=1 tool=2'],
    'warns identifier order',
  ])
})

test('the name of a variable may have Danish letters and 128 signs, no space, no percent and no word of SQL', () => {
  const stops = (id: string) => told(changed({}, [{}, {}, { id }])).includes(`stops name ${id}`)
  for (const id of ['bøøn_Æ1', 'a'.repeat(128), 'datasaet']) expect([id, stops(id)]).toEqual([id, false])
  for (const id of ['to ord', 'andel%', '1a', 'a'.repeat(129), 'Select', 'zone', ''])
    expect([id, stops(id)]).toEqual([id, true])
})

test('a file as it was sent is told what to change in the instrument, and nothing of it stops', () => {
  const receipt: Receipt = {
    ...{ format: 'sav', choices: { encoding: 'windows-1252' }, guesses: [], samples: [], problems: [] },
    tables: [
      {
        name: 'svar.sav',
        columns: [
          { name: 'q 1', heading: 'Q 1', label: 'Alder' },
          {
            name: 'svar',
            labels: [
              { value: '1', label: 'ja' },
              { value: '2', label: 'ja' },
            ],
          },
          { name: 'navn', label: 'Navn', identifier: true, type: 'text', missing: ['-'] },
        ],
      },
    ],
  }
  expect(told(receiptReadiness(receipt))).toEqual([
    ...['warns name Q 1', 'warns value-label-twice svar', 'warns identifier navn'],
    ...['notes missing-in-text navn', 'notes column-label svar', 'notes encoding windows-1252'],
  ])
  expect(receiptReadiness({ ...receipt, format: 'delimited', choices: {}, tables: [] })).toEqual([])
})

test('every remark has a sentence of its own in both languages', () => {
  const rules = changed({ synthetic: true, interviews: { texts: 'left' } }).map(({ rule }) =>
    remarkInWords({ rule }),
  )
  expect(new Set(rules.map(({ da }) => da)).size).toBe(rules.length)
  for (const { da, en } of rules) expect([da.endsWith('.'), en.endsWith('.')]).toEqual([true, true])
})
