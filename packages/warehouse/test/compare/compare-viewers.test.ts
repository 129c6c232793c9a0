import { owner, type Viewer } from '@pejling/indicators'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compareEditions, type Edition } from '../../src/index.ts'
import { type Closed, closedEdition, institutions } from '../closed-study.ts'
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

test('of a study whose counts are suppressed no number of one edition is put beside the other’s: they differ by one institution', async () => {
  const rows = institutions()
  const more = [{ ...rows[0], institution_id: 'i40', screening: 'all' }, ...rows]
  const sides: Closed[] = [await closedEdition(), await closedEdition(undefined, {}, more)]
  try {
    const [a, b] = sides.map(({ edition }) => edition)
    const seen = await compared({ sees: 'suppressed', rows: false }, [a, b])
    expect(seen.variables.map(({ variable, numbers }) => [variable, numbers])).toContainEqual([
      'screening',
      [],
    ])
    expect(seen.relations.map(({ x, y }) => `${x} × ${y}`)).toContain('model × screening')
    expect(seen.indicators.map(({ indicator, numbers }) => [indicator, numbers])).toEqual([['screened', []]])
    for (const { withheld } of [...seen.variables, ...seen.indicators, ...seen.relations])
      expect(withheld?.code).toBe('editions')
    const { causes: _, ...rest } = seen
    expect(JSON.stringify(rest)).not.toMatch(/"(before|after|n|change)":-?[0-9]/)
    const whole = await compared({ sees: 'all', rows: false }, [a, b])
    expect(whole.variables.find(({ variable }) => variable === 'screening')?.numbers).toContainEqual(
      expect.objectContaining({ measure: 'count', of: 'all', change: 1 }),
    )
  } finally {
    for (const side of sides) await side.close()
  }
})

test('what the audit of a closed study recomputed is in no finding, and that it alone moved is not said', async () => {
  const recounted = await maker.make({ study: closed, finding: { recomputed: '12' } })
  const judged = await maker.make({ study: closed, finding: { recomputed: '14', verdict: 'disagrees' } })
  const found = async (viewer: Viewer, after: Edition) => (await compared(viewer, [before, after])).findings
  expect(await found({ sees: 'all', rows: false }, recounted)).toMatchObject([
    { change: 'number', before: { recomputed: '11' }, after: { recomputed: '12' } },
  ])
  expect(await found({ sees: 'suppressed', rows: true }, recounted)).toEqual([])
  expect(await found({ sees: 'nothing', rows: false }, recounted)).toEqual([])
  const [shown] = await found({ sees: 'suppressed', rows: true }, judged)
  expect(shown).toMatchObject({
    change: 'verdict',
    before: { printed: '11' },
    after: { verdict: 'disagrees' },
  })
  expect(JSON.stringify(shown)).not.toContain('14')
})
