import { owner, type Variable } from '@pejling/indicators'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Comparison, compareEditions, type Edition } from '../../src/index.ts'
import { codebook, study } from '../trial-study.ts'
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

test('an edition compared with another build of the same is the same, and nothing in it is opened', async () => {
  const found = await compareEditions(first, await maker.make({ code: 'v2' }), { viewer: () => owner })
  expect(found).toMatchObject({
    same: true,
    studies: [{ study: 'trial', same: true, tables: [], causes: [] }],
  })
})

test('one answer that changed is told by its row, its counts, its relations, and the file it came from', async () => {
  const found = await against({ schools: changed('a', { screening: 'yes' }), files: { 's.csv': 's2' } })
  const cause = { kind: 'data', file: 's.csv', before: 's1', after: 's2' }
  expect(found.causes).toEqual([cause])
  expect(found.tables[1]).toMatchObject({
    ...{ unit: 'school', same: false, causes: [cause], changedCells: { screening: 1 } },
    rows: { before: 6, after: 6, added: 0, removed: 0, changed: 1 },
    examples: [
      {
        ...{ change: 'changed', key: { school_id: 'a' }, line: { before: 2, after: 2 } },
        cells: [{ variable: 'screening', before: { value: 'no' }, after: { value: 'yes' } }],
      },
    ],
  })
  expect(found.variables).toEqual([
    {
      ...{ variable: 'screening', unit: 'school', presence: 'both', derived: false, changedCells: 1 },
      numbers: [
        { measure: 'count', of: 'no', before: 2, after: 1, change: -1 },
        { measure: 'count', of: 'yes', before: 3, after: 4, change: 1 },
      ],
      causes: [cause],
    },
  ])
  expect(found.relations.map(({ x, y, source, cells }) => [x, y, source, cells])).toEqual([
    [
      'model',
      'screening',
      'rows',
      [
        { x: 'none', y: 'no', before: 1, after: 0, change: -1 },
        { x: 'none', y: 'yes', before: 1, after: 2, change: 1 },
      ],
    ],
    ['screening', 'grant', 'rows', []],
  ])
  expect(found.relations[0].causes).toEqual([cause])
  expect(found.findings).toEqual([])
  expect(found.definitions).toEqual([])
})

test('rows are paired by key: one added, one removed and one merely moved in the file', async () => {
  const moved = [...schools.slice(1, 5), schools[0], { ...schools[5], school_id: 'g' }]
  const found = await against({ schools: moved, files: { 's.csv': 's3' } })
  expect(found.tables[1].rows).toEqual({ before: 6, after: 6, added: 1, removed: 1, changed: 0 })
  expect(found.tables[1].examples.map(({ change, key }) => [change, key.school_id])).toEqual([
    ['removed', 'f'],
    ['added', 'g'],
  ])
  expect(found.variables).toEqual([])
  expect(found.relations).toEqual([])
})

test('a value that is missing for another reason is a changed cell and another count', async () => {
  const rows = `SELECT line, '1' AS municipality_id, NULL AS municipality_id__missing, school_id, NULL AS school_id__missing,
    NULL AS screening, why AS screening__missing, 1 AS "grant", NULL AS grant__missing`
  const before = await maker.make({
    rows: `${rows} FROM (VALUES (2, 'a', 'not_asked')) AS t(line, school_id, why)`,
  })
  const found = await against(
    { rows: `${rows} FROM (VALUES (2, 'a', 'not_answered')) AS t(line, school_id, why)` },
    before,
  )
  expect(found.tables[1].changedCells).toEqual({ screening: 1 })
  expect(found.variables[0].numbers).toEqual([
    { measure: 'missing', of: 'not_asked', before: 1, after: null, change: null },
    { measure: 'missing', of: 'not_answered', before: null, after: 1, change: null },
  ])
})

test('a school moved to another municipality moves the relations across the two and no variable', async () => {
  const found = await against({ schools: changed('a', { municipality_id: '2' }), files: { 's.csv': 's4' } })
  expect(found.tables[1].changedCells).toEqual({ municipality_id: 1 })
  expect(found.variables).toEqual([])
  expect(found.relations.map(({ x, y }) => `${x} ${y}`)).toEqual(['model screening', 'model grant'])
})

test('a wording moves no number, and a new category is a difference in the definition', async () => {
  const label = { da: 'andet', en: 'other' }
  const worded = await against({
    variables: redefined('screening', { label }),
    files: { 'codebook.yaml': 'c2' },
  })
  expect(worded.definitions.map(({ id, path, after }) => [id, path, after])).toEqual([
    ['screening', 'label.da', 'andet'],
    ['screening', 'label.en', 'other'],
  ])
  expect(worded).toMatchObject({ causes: [], variables: [], relations: [] })

  const categories = [...codebook.variables[3].categories!]
  categories.splice(1, 0, { id: 'some', label })
  const found = await against({
    ...{ variables: redefined('screening', { categories }), schools: changed('a', { screening: 'some' }) },
    files: { 'codebook.yaml': 'c3' },
  })
  expect(found.definitions.map(({ path, change }) => [path, change])).toEqual([
    ['categories.order', 'changed'],
    ['categories.some', 'added'],
  ])
  expect(found.tables[1].changedCells).toEqual({ screening: 1 })
  expect(found.variables.map(({ variable, causes }) => [variable, causes])).toEqual([
    [
      'screening',
      [
        {
          ...{ kind: 'codebook', file: 'codebook.yaml', before: 'c1', after: 'c3' },
          changes: ['screening.categories.order', 'screening.categories.some'],
        },
      ],
    ],
  ])
})

test('how a variable is made of another one is a rule, and another variable is not blamed for it', async () => {
  const note = { da: '-', en: '-' }
  const made = (recode: Record<string, string[]>): Variable[] => [
    ...codebook.variables,
    {
      ...codebook.variables[3],
      ...{ id: 'screens', derived: { from: 'screening', recode, note }, aliases: [] },
    },
  ]
  const withScreens = (value: (screening: string | null) => string | null) =>
    schools.map((school) => ({ ...school, screens: value(school.screening) }))
  const before = await maker.make({
    ...{ variables: made({ no: ['no'], yes: ['yes'] }), schools: withScreens((value) => value) },
  })
  const found = await against(
    {
      variables: made({ no: ['yes'], yes: ['no'] }),
      schools: withScreens((value) => value && (value === 'yes' ? 'no' : 'yes')).map((school) =>
        school.school_id === 'b' ? { ...school, grant: 21 } : school,
      ),
      files: { 'codebook.yaml': 'c4', 's.csv': 's5' },
    },
    before,
  )
  const causes = Object.fromEntries(found.variables.map(({ variable, causes }) => [variable, causes]))
  expect(causes.grant.map(({ kind }) => kind)).toEqual(['data'])
  expect(causes.screens.map(({ kind }) => kind).sort()).toEqual(['data', 'rule'])
  expect(causes.screens).toContainEqual({
    ...{ kind: 'rule', file: 'codebook.yaml', before: 'c1', after: 'c4' },
    changes: ['screens.derived.recode.no.0', 'screens.derived.recode.yes.0'],
  })
})

test('without a key that is unique, or with another key, whole rows are counted and no cell is called changed', async () => {
  const twice = await against({ schools: [...schools, schools[0]], files: { 's.csv': 's6' } })
  expect(twice.tables[1]).toMatchObject({
    ...{ unpaired: 'key-not-unique', changedCells: null, examples: [] },
    rows: { before: 6, after: 7, added: 1, removed: 0, changed: 0 },
  })
  expect(twice.variables[0]).toMatchObject({ variable: 'screening', changedCells: null })
  const units = structuredClone(study.units)
  units[1].key = 'grant'
  const other = await against({ study: { units }, schools: changed('a', { grant: 11 }) })
  expect(other.tables[1]).toMatchObject({
    ...{ unpaired: 'key-changed', rows: { before: 6, after: 6, added: 1, removed: 1, changed: 0 } },
  })
})

test('a finding whose verdict or number changed is told, with what its rule was fed', async () => {
  const found = await against({
    finding: { verdict: 'disagrees', recomputed: '12' },
    files: { 'published/cells.csv': 'p2' },
  })
  expect(found.findings).toEqual([
    {
      ...{ table: 'moods', cell: 'winter/total/n', change: 'verdict' },
      before: { printed: '11', recomputed: '11', verdict: 'agrees', rule: 'sum' },
      after: { printed: '11', recomputed: '12', verdict: 'disagrees', rule: 'sum' },
      causes: [{ kind: 'data', file: 'published/cells.csv', before: 'p1', after: 'p2' }],
    },
  ])
})

test('an unknown study is said, and one that is asked for is the only one', async () => {
  const other = await maker.make()
  await expect(compareEditions(first, other, { viewer: () => owner, study: 'tiral' })).rejects.toThrow(
    /^unknown study: tiral$/,
  )
})
