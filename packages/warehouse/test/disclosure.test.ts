import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Viewer } from '@pejling/indicators'
import {
  answer,
  answerBy,
  findSummary,
  getSourceFile,
  listHiddenCells,
  listUnitRows,
  type SuppressedAnswer,
} from '../src/index.ts'
import { type Closed, closedEdition } from './closed-study.ts'
import { worldWith } from './other-world.ts'
import { countIn, everythingShown, type Fact, worldOf } from './shown-facts.ts'

const reader: Viewer = { sees: 'suppressed', rows: false }
const all: Viewer = { sees: 'all', rows: false }

let closed: Closed
let shown: Fact[]
beforeAll(async () => {
  closed = await closedEdition()
  shown = await everythingShown(closed, reader)
}, 60_000)
afterAll(async () => {
  await closed.close()
})
const ask = (x: string, y: string, viewer = reader, rest = {}) =>
  answer(closed.edition, { study: 'round', x, y, where: [], ...rest }, viewer)
const codeOf = (found: Awaited<ReturnType<typeof ask>>) => (found as SuppressedAnswer).why?.code

test('a study that is not open answers nobody in particular with nothing', async () => {
  const message = 'viewer: expected one, since round is not open; found none'
  const question = { study: 'round', x: 'model', y: 'screening', where: [] }
  await expect(answer(closed.edition, question)).rejects.toThrow(new Error(message))
  await expect(answerBy(closed.edition, { ...question, by: 'load' })).rejects.toThrow(new Error(message))
  await expect(findSummary(closed.edition, 'round', 'screening')).rejects.toThrow(new Error(message))
  await expect(listUnitRows(closed.edition, { study: 'round', where: [] })).rejects.toThrow(
    new Error(message),
  )
  await expect(getSourceFile(closed.edition, 'round', 'i.csv')).rejects.toThrow(new Error(message))
})

test('one who may see all gets every count', async () => {
  const found = await ask('model', 'screening', all)
  expect(found).toMatchObject({ n: closed.rows.filter(({ screening }) => screening !== null).length })
  expect(found.suppressed).toBeUndefined()
})

test('every number that is shown is true, and no count under the threshold is among them', () => {
  const world = worldOf(closed.rows)
  expect(shown.length).toBeGreaterThan(200)
  for (const fact of shown) {
    expect(countIn(world, fact), JSON.stringify(fact)).toBe(fact.n)
    // How many municipalities the design gave a model, or can be looked up to have a load, is no secret.
    if (fact.of !== 'municipality' && fact.n > 0)
      expect(fact.n).toBeGreaterThanOrEqual(fact.of === 'child' ? 5 : 3)
  }
})

test.each([
  ['model', 'screening', 3],
  ['model', 'groups', 3],
  ['model', 'mood', 5],
])(
  'for each hidden count of %s × %s two worlds fit all that is shown anywhere and differ by the threshold',
  async (x, y, threshold) => {
    const hidden = await listHiddenCells(closed.edition, { study: 'round', x, y })
    expect(hidden).toMatchObject({ threshold, together: { x: [], y: [] } })
    expect(hidden!.cells.length).toBeGreaterThan(0)
    const small = hidden!.cells.filter(({ why }) => why === 'small')
    expect(small.length).toBeGreaterThan(0)
    for (const { x: xs, y: ys, lower, upper } of hidden!.cells) {
      expect(upper - lower).toBeGreaterThanOrEqual(threshold)
      for (const wanted of [lower, upper]) {
        const world = worldWith(closed.rows, y, hidden!.cells, [xs[0], ys[0]], wanted)
        expect(world, `${xs} ${ys} ${wanted}`).toBeDefined()
        const value = ys[0] === 'missing' ? null : ys[0]
        const of = y === 'mood' ? 'child' : 'institution'
        const conditions = [
          { variable: x, values: xs },
          { variable: y, values: [value] },
        ]
        expect(countIn(world!, { of, conditions })).toBe(wanted)
        for (const fact of shown) expect(countIn(world!, fact), JSON.stringify(fact)).toBe(fact.n)
      }
    }
  },
)

test('the two ways round show the same', async () => {
  const [one, other] = [await ask('model', 'screening'), await ask('screening', 'model')]
  if (one.kind !== 'crosstab' || other.kind !== 'crosstab') throw new Error('expected two cross tables')
  expect(other.counts).toEqual(one.columns.map((_, j) => one.counts.map((line) => line[j])))
  expect(other.n).toBe(one.n)
})

test('a filter by a third variable, and a division by one, show no counts and say why', async () => {
  const where = [{ variable: 'load', values: ['low'] }]
  expect(await ask('model', 'screening', reader, { where })).toMatchObject({
    ...{ suppressed: true, n: null, why: { code: 'filter', values: { threshold: 3, unit: 'institution' } } },
    counts: [
      [null, null, null],
      [null, null, null],
      [null, null, null],
    ],
  })
  for (const range of ['100..200', 'not_answered'])
    expect(
      codeOf(await ask('model', 'screening', reader, { where: [{ variable: 'grant', values: [range] }] })),
    ).toBe('filter')
  expect(
    codeOf(
      await ask('model', 'screening', reader, {
        where: [{ variable: 'screening', values: ['not_answered'] }],
      }),
    ),
  ).toBe('filter')
  const { parts, missing } = await answerBy(
    closed.edition,
    { study: 'round', x: 'model', y: 'screening', where: [], by: 'load' },
    reader,
  )
  expect(parts.map(({ answer }) => codeOf(answer))).toEqual(['filter', 'filter'])
  expect(missing).toEqual([])
})

test('a filter among the two variables themselves shows the same counts as without it', async () => {
  const whole = await ask('model', 'screening')
  const part = await ask('model', 'screening', reader, { where: [{ variable: 'model', values: ['free'] }] })
  if (whole.kind !== 'crosstab' || part.kind !== 'crosstab') throw new Error('expected two cross tables')
  expect(part.counts).toEqual([[0, 0, 0], whole.counts[1], [0, 0, 0]])
})

test('pairs of variables that the study does not show together are hidden whole', async () => {
  expect(codeOf(await ask('screening', 'groups'))).toBe('not-shown-together')
  expect(codeOf(await ask('model', 'screens'))).toBe('not-shown-together')
  expect(codeOf(await ask('screening', 'mood'))).toBe('not-shown-together')
})

test('points are for those who may see rows, and not if they are too few', async () => {
  expect(await ask('model', 'grant')).toMatchObject({
    kind: 'pairs',
    suppressed: true,
    points: [],
    n: null,
    why: { code: 'rows' },
  })
  const rows: Viewer = { sees: 'suppressed', rows: true }
  expect(await ask('model', 'grant', rows)).toMatchObject({ kind: 'pairs', n: expect.any(Number) })
  const where = [{ variable: 'grant', values: ['..120'] }]
  expect(closed.rows.filter(({ grant }) => grant !== null && grant <= 120).length).toBeLessThan(3)
  expect(codeOf(await ask('model', 'grant', rows, { where }))).toBe('rows')
})

test('an embargo shows nothing, and says so', async () => {
  expect(codeOf(await ask('model', 'screening', { sees: 'nothing', rows: false }))).toBe('embargo')
  expect(
    await findSummary(closed.edition, 'round', 'screening', { sees: 'nothing', rows: false }),
  ).toMatchObject({
    ...{ n: null, why: { code: 'embargo' } },
  })
})

test('a variable alone: counts or a mean and quartiles, never the ends, and not twice the same', async () => {
  const ofNumber = (id: string) => findSummary(closed.edition, 'round', id, reader)
  expect(Object.keys((await ofNumber('size'))!.quantiles!)).toEqual(['lower', 'median', 'upper', 'mean'])
  expect(Object.keys((await ofNumber('grant'))!.quantiles!)).toEqual(['mean'])
  // Two units hold nearly all: each could work out the other's from the mean.
  expect(await ofNumber('bequest')).toMatchObject({ suppressed: true, n: 40, why: { code: 'rows' } })
  expect((await ofNumber('bequest'))!.quantiles).toBeUndefined()
  expect(await findSummary(closed.edition, 'round', 'screens', reader)).toMatchObject({
    why: { code: 'derived' },
  })
  expect(await findSummary(closed.edition, 'round', 'grant', all)).toHaveProperty('quantiles.max')
})

test('rows and the files that hold them are for those who may see rows', async () => {
  const where = [{ variable: 'screening', values: ['no'] }]
  expect(
    await listUnitRows(closed.edition, { study: 'round', unit: 'institution', where }, reader),
  ).toMatchObject({
    ...{ n: 0, rows: [], withheld: { code: 'rows', values: { threshold: 3, unit: 'institution' } } },
  })
  const found = await listUnitRows(
    closed.edition,
    { study: 'round', unit: 'institution', where },
    { ...all, rows: true },
  )
  expect(found.n).toBe(closed.rows.filter(({ screening }) => screening === 'no').length)
  await expect(getSourceFile(closed.edition, 'round', 'i.csv', all)).rejects.toThrow(
    new Error('no rows: i.csv of round is for those with the right to its rows'),
  )
  expect(await getSourceFile(closed.edition, 'round', 'study.yaml', reader)).toMatchObject({
    path: 'study.yaml',
  })
})

test('two tables of the same answer by two things known of each unit are protected as one', async () => {
  const related = await closedEdition({ crossings: [['model', 'screening'], ['load', 'screening']] }) // prettier-ignore
  try {
    const facts = await everythingShown(related, reader)
    const world = worldOf(related.rows)
    for (const fact of facts) expect(countIn(world, fact), JSON.stringify(fact)).toBe(fact.n)
    const found = await Promise.all(
      ['model', 'load'].map((x) => listHiddenCells(related.edition, { study: 'round', x, y: 'screening' })),
    )
    const cells = found.flatMap((one) => one?.cells ?? [])
    expect(cells.length).toBeGreaterThan(0)
    for (const { lower, upper } of cells) expect(upper - lower).toBeGreaterThanOrEqual(3)
  } finally {
    await related.close()
  }
}, 60_000)
