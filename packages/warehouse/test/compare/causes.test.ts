import { owner, type Variable } from '@pejling/indicators'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Comparison, compareEditions, type Edition } from '../../src/index.ts'
import { codebook } from '../trial-study.ts'
import { editionMaker, type Making, schools } from './made-edition.ts'

let maker: Awaited<ReturnType<typeof editionMaker>>
let first: Edition
beforeAll(async () => {
  maker = await editionMaker()
  first = await maker.make()
})
afterAll(() => maker.close())

async function against(making: Making, before = first): Promise<Comparison['studies'][number]> {
  const { studies } = await compareEditions(before, await maker.make(making), { viewer: () => owner })
  expect(studies).toHaveLength(1)
  return studies[0]
}

const changed = (id: string, change: Partial<(typeof schools)[number]>) =>
  schools.map((school) => (school.school_id === id ? { ...school, ...change } : school))
const redefined = (id: string, change: Partial<Variable>) =>
  codebook.variables.map((variable) => (variable.id === id ? { ...variable, ...change } : variable))

test('a cause is found by walking up from step to step, and code is one', async () => {
  const found = await against({
    ...{ schools: changed('a', { screening: 'yes' }), files: { 'm.csv': 'm2' }, code: 'v2' },
  })
  expect(found.variables[0].causes).toEqual([
    { kind: 'code', step: 'survey/trial/school', before: 'v1', after: 'v2' },
    { kind: 'code', step: 'survey/trial/municipality', before: 'v1', after: 'v2' },
    { kind: 'data', file: 'm.csv', before: 'm1', after: 'm2' },
  ])
})

test('what differs though nothing that went in does, or by something unknown, cannot be told', async () => {
  const still = await against({ schools: changed('a', { screening: 'yes' }) })
  expect(still.variables[0].causes).toEqual([
    { kind: 'cannot-tell', why: 'nothing-differs', what: 'screening' },
  ])
  const odd = await against({ schools: changed('a', { screening: 'yes' }), inputs: { weather: 'wet' } })
  expect(odd.variables[0].causes).toEqual([{ kind: 'cannot-tell', why: 'unknown-input', what: 'weather' }])
})

test('a variable that a step of its own adds is blamed on that step and what it is made of, the others are not', async () => {
  const note = { da: '-', en: '-' }
  const screens: Variable = {
    ...codebook.variables[3],
    ...{ id: 'screens', derived: { from: 'screening', recode: {}, note }, aliases: [] },
  }
  const rows = (other: string | null) => schools.map((school) => ({ ...school, screens: other }))
  const adds = (codeVersion: string) => ({
    ...{ table: 'trial.school: screens, more', step: 'derive/trial/school', codeVersion },
    inputs: { 'survey/trial/school': 'k1' },
  })
  const variables = [...codebook.variables, screens]
  const before = await maker.make({ variables, schools: rows('no'), steps: [adds('d1')] })
  const found = await against({ variables, schools: rows('yes'), steps: [adds('d2')] }, before)
  expect(found.variables.map(({ variable, causes }) => [variable, causes])).toEqual([
    ['screens', [{ kind: 'code', step: 'derive/trial/school', before: 'd1', after: 'd2' }]],
  ])
})

test('a change of the codebook is found where no step names the file as its input', async () => {
  const categories = [...codebook.variables[3].categories!, { id: 'some', label: { da: '-', en: '-' } }]
  const found = await against(
    {
      ...{ variables: redefined('screening', { categories }), schools: changed('a', { screening: 'some' }) },
      ...{ files: { 'codebook.yaml': 'c9' }, withoutDefinitions: true },
    },
    await maker.make({ withoutDefinitions: true }),
  )
  expect(found.variables.map(({ variable, causes }) => [variable, causes])).toEqual([
    [
      'screening',
      [
        {
          ...{ kind: 'codebook', file: 'codebook.yaml', before: 'c1', after: 'c9' },
          changes: ['screening.categories.order', 'screening.categories.some'],
        },
      ],
    ],
  ])
})
