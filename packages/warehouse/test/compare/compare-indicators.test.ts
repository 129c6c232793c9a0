import { type Indicator, owner, type Variable } from '@pejling/indicators'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compareEditions, type Edition } from '../../src/index.ts'
import { codebook } from '../trial-study.ts'
import { editionMaker, type Making, schools } from './made-edition.ts'

const text = (word: string) => ({ da: word, en: word })
const definition = (version: number, variable: string) => ({
  ...{ version, variable, date: `2026-01-0${version}`, reason: text('as asked') },
})
const screened: Indicator = {
  ...{ id: 'screened', label: text('Screened'), meaning: text('-'), quality: 'process', owner: text('-') },
  ...{ firstRound: '2026', definitions: [definition(1, 'screening')] },
}
const funded: Indicator = { ...screened, id: 'funded', definitions: [definition(1, 'grant')] }
const recode = (no: 'none' | 'some'): Variable => ({
  ...{ id: 'screens', label: text('Screens'), unit: 'school', scale: 'nominal', quality: 'process' },
  ...{ disclosure: 'open', categories: ['none', 'some'].map((id) => ({ id, label: text(id) })) },
  derived: {
    from: 'screening',
    recode: no === 'none' ? { none: ['no'], some: ['yes'] } : { none: [], some: ['yes', 'no'] },
    note: text('-'),
  },
})
const withRecode = (no: 'none' | 'some') => [...codebook.variables, recode(no)]
const rows = (
  no: string,
) => `SELECT *, CASE screening WHEN 'no' THEN '${no}' WHEN 'yes' THEN 'some' END AS screens,
  NULL::VARCHAR AS screens__missing FROM (VALUES ${schools
    .map(({ school_id, municipality_id, screening, grant }, i) => {
      const quoted = (value: string | null) => (value === null ? 'NULL' : `'${value}'`)
      return `(${i + 2}, '${school_id}', NULL, '${municipality_id}', NULL, ${quoted(screening)}, NULL, ${grant ?? 'NULL'}::DOUBLE, NULL)`
    })
    .join(', ')}) AS t(line, school_id, school_id__missing, municipality_id, municipality_id__missing,
    screening, screening__missing, "grant", grant__missing)`

let maker: Awaited<ReturnType<typeof editionMaker>>
let first: Edition
beforeAll(async () => {
  maker = await editionMaker()
  first = await maker.make({ indicators: [screened, funded] })
})
afterAll(() => maker.close())

async function against(making: Making, before = first) {
  const { studies } = await compareEditions(before, await maker.make(making), { viewer: () => owner })
  return studies[0]
}

test('another definition is named with its version, its variable, what moved by it, and as a rule', async () => {
  const next = { ...screened, definitions: [definition(1, 'screening'), definition(2, 'grant')] }
  const { indicators, causes } = await against({
    ...{ indicators: [next, funded], files: { 'indicators.yaml': 'i2' } },
  })
  expect(indicators).toMatchObject([
    {
      ...{ indicator: 'screened', presence: 'both', unit: 'school' },
      ...{ before: { version: 1, variable: 'screening' }, after: { version: 2, variable: 'grant' } },
      changes: [{ of: 'indicator', id: 'screened', path: 'definitions.v2', change: 'added' }],
      causes: [{ kind: 'rule', file: 'indicators.yaml', changes: ['screened.definitions.v2'], after: 'i2' }],
    },
  ])
  expect(indicators[0].numbers).toContainEqual({
    measure: 'count',
    of: 'yes',
    before: 3,
    after: null,
    change: null,
  })
  expect(indicators[0].numbers).toContainEqual({ measure: 'max', before: null, after: 60, change: null })
  expect(causes).toContainEqual(expect.objectContaining({ kind: 'rule', file: 'indicators.yaml' }))
})

test('an indicator that came, went, or only says itself in other words is told, and moves no number', async () => {
  const { indicators } = await against({ indicators: [{ ...screened, meaning: text('clearer') }] })
  expect(indicators).toMatchObject([
    {
      indicator: 'screened',
      changes: [{ path: 'meaning.da' }, { path: 'meaning.en' }],
      numbers: [],
      causes: [],
    },
    { indicator: 'funded', presence: 'removed', numbers: [], before: { version: 1 } },
  ])
  expect(indicators[1]).not.toHaveProperty('after')
})

test('the rule and the codebook of the variables it is made from are named, place by place, and only there', async () => {
  const made = { ...screened, definitions: [definition(1, 'screens')] }
  const standing = { indicators: [made, funded], withoutDefinitions: true }
  const before = await maker.make({ ...standing, variables: withRecode('none'), rows: rows('none') })
  const { indicators } = await against(
    { ...standing, variables: withRecode('some'), rows: rows('some'), files: { 'codebook.yaml': 'c2' } },
    before,
  )
  expect(indicators).toMatchObject([
    {
      indicator: 'screened',
      changes: [
        { of: 'variable', id: 'screens', path: 'derived.recode.none.0', change: 'removed', before: 'no' },
        { of: 'variable', id: 'screens', path: 'derived.recode.some.1', change: 'added', after: 'no' },
      ],
      numbers: [
        { measure: 'count', of: 'none', before: 2, after: 0, change: -2 },
        { measure: 'count', of: 'some', before: 3, after: 5, change: 2 },
      ],
      causes: [{ kind: 'rule', file: 'codebook.yaml' }],
    },
  ])
})

test('rows that changed move the indicators of their variables, because of the file, and no other', async () => {
  const changed = schools.map((school) =>
    school.school_id === 'a' ? { ...school, screening: 'yes' } : school,
  )
  const { indicators } = await against({
    ...{ indicators: [screened, funded], schools: changed, files: { 's.csv': 's2' } },
  })
  expect(indicators).toMatchObject([
    {
      ...{ indicator: 'screened', changes: [], causes: [{ kind: 'data', file: 's.csv' }] },
      numbers: [
        { of: 'no', change: -1 },
        { of: 'yes', change: 1 },
      ],
    },
  ])
})
