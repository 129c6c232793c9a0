import { owner, type Viewer } from '@pejling/indicators'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compareEditions, type Edition } from '../../src/index.ts'
import { editionMaker, schools } from './made-edition.ts'

let maker: Awaited<ReturnType<typeof editionMaker>>
let before: Edition
let after: Edition
const closed = { synthetic: false }
const changed = schools.map((school) => (school.school_id === 'a' ? { ...school, screening: 'yes' } : school))
beforeAll(async () => {
  maker = await editionMaker()
  before = await maker.make({ study: closed })
  after = await maker.make({ study: closed, schools: changed, files: { 's.csv': 's2' } })
})
afterAll(() => maker.close())

const compared = async (viewer: Viewer, [a, b] = [before, after]) =>
  (await compareEditions(a, b, { viewer: () => viewer })).studies[0]

test('who may see all counts but no rows gets the counts of what changed and no row', async () => {
  const { tables, variables } = await compared({ sees: 'all', rows: false })
  expect(tables[1]).toMatchObject({
    ...{ rows: { changed: 1 }, examples: [], withheld: { code: 'rows', values: { unit: 'school' } } },
  })
  expect(variables[0].numbers).toHaveLength(2)
})

test('who may not see all counts learns that a table differs, and no count that either edition hides', async () => {
  const found = await compared({ sees: 'suppressed', rows: false })
  expect(found.tables[1]).toMatchObject({ same: false, rows: null, changedCells: null, examples: [] })
  // Both editions have a printed table: then nothing counted from rows is shown, before or after.
  expect(found.variables).toEqual([])
  expect(JSON.stringify(found.relations)).not.toMatch(/"(before|after|n|change)":[1-9]/)
  expect(found.causes).toHaveLength(1)
})

test('rows alone, without all counts, show no row either: which rows changed is a count too', async () => {
  const { tables } = await compared({ sees: 'suppressed', rows: true })
  expect(tables[1]).toMatchObject({ rows: null, examples: [], withheld: { code: 'rows' } })
})

test('a study that is open in one of the two is seen as in the one where it is not', async () => {
  const open = await maker.make({ schools: changed, files: { 's.csv': 's2' } })
  const viewer = (study: { synthetic: boolean }): Viewer =>
    study.synthetic ? owner : { sees: 'suppressed', rows: false }
  for (const [a, b] of [
    [before, open],
    [open, before],
  ]) {
    const [found] = (await compareEditions(a, b, { viewer })).studies
    expect(found).toMatchObject({ variables: [], relations: [] })
    expect(found.tables[1]).toMatchObject({ rows: null, examples: [] })
  }
})
