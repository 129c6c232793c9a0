import { expect, test } from 'vitest'
import { round, row, sent } from '../sent.ts'

const moods = (list: string[], cells = {}) => list.map((mood, at) => row(at, { mood, ...cells }))
const times = <One>(n: number, one: One): One[] => Array.from({ length: n }, () => one)
const last = { ...round, id: '2025' }

test('the first rows are shown typed, and of a text that may hold a person its length only', async () => {
  const { preview } = await sent([row(1), row(2, { mood: 'ved ikke', hours: '' })])
  expect(preview).toMatchObject({
    rows: 2,
    variables: ['institution_id', 'child_id', 'mood', 'hours', 'grant', 'day', 'remark'],
    first: [
      { line: 2, cells: ['I1', 'b1', 'good', 37.5, 1234, '2026-03-02', { length: 13 }] },
      {
        line: 3,
        cells: [
          ...['I1', 'b2'],
          ...times(2, { missing: 'not_answered' }),
          1234,
          '2026-03-02',
          { length: 13 },
        ],
      },
    ],
  })
})

test('distributions stand beside the last round’s, numbers over the same steps', async () => {
  const before = await sent([
    row(1, { hours: '10' }),
    row(2, { hours: '20' }),
    row(3, { mood: 'ked af det' }),
  ])
  const { preview } = await sent([row(1, { hours: '30' }), row(2, { hours: '' })], {
    last: { round: last, rows: before.parquet },
  })
  const of = (id: string) => preview!.distributions.find(({ variable }) => variable === id)
  expect(of('mood')).toEqual({
    variable: 'mood',
    now: { n: 2, missing: {}, categories: { good: 2, 'so-so': 0, bad: 0 } },
    before: { round: '2025', n: 3, missing: {}, categories: { good: 2, 'so-so': 0, bad: 1 } },
  })
  expect(of('hours')).toMatchObject({
    now: {
      ...{ n: 1, missing: { not_answered: 1 }, histogram: { counts: [0, 0, 0, 0, 1, 0] } },
      numbers: { min: 30, q1: 30, median: 30, q3: 30, max: 30, mean: 30 },
    },
    before: { n: 3, histogram: { edges: [10, 15, 20, 25, 30, 35, 40], counts: [1, 0, 1, 0, 0, 1] } },
  })
  expect(of('remark')!.now).toEqual({ n: 2, missing: {}, distinct: 1 })
})

test('a share of missing answers that moved, and a category nobody chooses any more, are told', async () => {
  const before = await sent(
    moods([...times(40, 'glad'), ...times(20, 'både og'), ...times(40, 'ked af det')]),
  )
  const now = moods([...times(60, 'glad'), ...times(20, 'ked af det'), ...times(20, '')])
  const { told } = await sent(now, { last: { round: last, rows: before.parquet } })
  expect(told).toEqual([
    'warns - mood missing-share: expected about 0 % missing as in 2025, found 20 %',
    'warns - mood category-count: expected 3 categories in use as in 2025, found 2 (none so-so)',
  ])
})

test('a few answers more or less are chance and told to nobody', async () => {
  const before = await sent(moods([...times(10, 'glad'), ...times(1, 'både og')]))
  const now = moods([...times(8, 'glad'), ...times(2, 'ked af det'), ...times(2, '')])
  expect((await sent(now, { last: { round: last, rows: before.parquet } })).told).toEqual([])
})

test('a question that is not comparable with the last round is not held against it', async () => {
  const instruments = [
    {
      ...{ id: 'form', title: { da: 'a', en: 'a' } },
      versions: [
        { id: 'v0', label: { da: 'a', en: 'a' } },
        { id: 'v1', label: { da: 'b', en: 'b' } },
      ],
      questions: [
        {
          variable: 'mood',
          versions: {
            v0: {},
            v1: { comparability: 'not_comparable' as const, reason: { da: 'ny', en: 'new' } },
          },
        },
      ],
    },
  ]
  const before = await sent(moods([...times(40, 'glad'), ...times(40, 'ked af det')]))
  const given = { last: { round: { ...last, version: 'v0' }, rows: before.parquet }, instruments }
  expect((await sent(moods(times(80, 'både og')), given)).told).toEqual([])
  const same = { ...given, instruments: [] }
  expect((await sent(moods(times(80, 'både og')), same)).told).toEqual([
    'warns - mood category-count: expected 2 categories in use as in 2025, found 1 (none good, bad; new so-so)',
  ])
})

test('what a file changes in the one it replaces is counted cell by cell', async () => {
  const before = await sent([row(1), row(2), row(3, { remark: 'kort' }), row(9)])
  const now = [row(1, { mood: 'ked af det', hours: '' }), row(2), row(3, { remark: 'noget længere' }), row(4)]
  const { preview } = await sent(now, { replaces: before.parquet })
  expect(preview!.difference).toEqual({
    ...{ added: 1, removed: 1, changed: 2, cells: { mood: 1, hours: 1, remark: 1 } },
    examples: [
      { line: 2, variable: 'mood', before: 'good', after: 'bad' },
      { line: 2, variable: 'hours', before: 37.5, after: { missing: 'not_answered' } },
      { line: 4, variable: 'remark', before: { length: 4 }, after: { length: 13 } },
    ],
  })
})

test('the same file again changes nothing', async () => {
  const before = await sent([row(1), row(2)])
  const { preview } = await sent([row(2), row(1)], { replaces: before.parquet })
  expect(preview!.difference).toEqual({ added: 0, removed: 0, changed: 0, cells: {}, examples: [] })
})
