import { join } from 'node:path'
import { maskPassages, owner } from '@pejling/ledger'
import {
  type CodeMatrix,
  type ExcerptList,
  openEdition,
  type OverlapList,
  type SourceCard,
  type TextSearch,
} from '@pejling/warehouse'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { closedInterviews } from './closed-interviews.ts'
import type { TestHouse } from './command-line.ts'
import { openLedgerOf } from './house-people.ts'
import { liveOf } from './killed-runs.ts'

// Every question is a process of its own.
vi.setConfig({ testTimeout: 120_000 })

const study = 'interviews-synthetic'
let house: TestHouse

beforeAll(async () => {
  house = await closedInterviews(study)
}, 120_000)
afterAll(() => house.close())

async function ask<Answer>(...words: string[]): Promise<Answer> {
  const { out, err } = await house.pejling('interviews', ...words, '--study', study, '--json')
  if (!out) throw new Error(err)
  return JSON.parse(out) as Answer
}

type Given = { excerpt: string; code: string; unit: string; source: string }
async function everyCoding(): Promise<Given[]> {
  const edition = await openEdition(join(house.home, 'editions', `${await liveOf(house)}.duckdb`))
  try {
    return await edition.query<Given>(
      `SELECT excerpt, code, unit, source FROM interview_coding JOIN interview_excerpt USING (study, excerpt)
         JOIN interview_source USING (study, source)`,
    )
  } finally {
    await edition.close()
  }
}

test('a cell of the matrix is the excerpts of its code and all below it, each once, also where the total is counted', async () => {
  const codings = await everyCoding()
  const count = (code: string, unit?: string) =>
    new Set(
      codings
        .filter((one) => one.code === code || one.code.startsWith(`${code}/`))
        .filter((one) => unit === undefined || one.unit === unit)
        .map(({ excerpt }) => excerpt),
    ).size
  const matrix = await ask<CodeMatrix>('matrix', '--levels', '9')
  expect(matrix.rows.length).toBeGreaterThan(20)
  expect(matrix.columns.map(({ key }) => key)).toEqual(['X1', 'X2', 'X3', 'X4', 'X5', 'X6'])
  for (const { code, cells, total } of matrix.rows) {
    expect([code, ...cells.map(({ excerpts }) => excerpts)]).toEqual([
      code,
      ...matrix.columns.map(({ key }) => count(code, key)),
    ])
    expect([code, total.excerpts]).toEqual([code, count(code)])
  }
  expect(matrix.excerpts).toBe(new Set(codings.map(({ excerpt }) => excerpt)).size)
  const leaders = await ask<CodeMatrix>('matrix', '--where', 'Rolle:leder', '--by', 'Tildelingsmodel')
  expect([leaders.interviews, leaders.columns.map(({ key }) => key)]).toEqual([
    6,
    ['bundne', 'ikke-bundne', 'ingen'],
  ])
  // The model is the municipality's, in which the institution lies that the interview is about; its order is the codebook's.
  const models = await ask<CodeMatrix>('matrix', '--where', 'Rolle:leder', '--by', 'funding_model')
  expect(models.columns.map(({ key }) => key)).toEqual(['none', 'unbound', 'bound'])
  expect(models.rows.map((row) => ({ ...row, cells: row.cells.toReversed() }))).toEqual(leaders.rows)
})

test('a name that is nearly right is offered', async () => {
  const { err } = await house.pejling('interviews', 'matrix', '--study', study, '--by', 'Role')
  expect(err).toContain(`unknown columns: Role of ${study} (did you mean Rolle?)`)
})

test('one with the right to excerpts reads them, one without is told how many there are, and not what they are called', async () => {
  const asked = ['excerpts', '--code', 'Midlerne', '--as']
  const seen = await ask<ExcerptList>(...asked, 'rosa@example.org')
  expect(seen.excerpts.every(({ words }) => words && words.length > 0)).toBe(true)
  const refused = await ask<ExcerptList>(...asked, 'rita@example.org')
  expect([refused.n, refused.refused]).toEqual([seen.n, 'right'])
  expect(
    refused.excerpts.flatMap(({ words, before, after, source }) => [words, before, after, source.name]),
  ).toEqual(refused.excerpts.flatMap(() => [undefined, undefined, undefined, undefined]))
  const found = await ask<TextSearch>('search', 'grupper', '--as', 'rita@example.org')
  expect([found.n, found.sources, found.refused]).toEqual([0, [], 'right'])
})

test('a search finds a word in any inflection', async () => {
  const [one, many] = [
    await ask<TextSearch>('search', 'gruppe'),
    await ask<TextSearch>('search', 'grupperne'),
  ]
  expect(one.n).toBeGreaterThan(3)
  expect(one.sources).toEqual(many.sources)
  expect((await ask<TextSearch>('search', 'gruppe xyzzy')).n).toBe(0)
})

test('codes at the same places are told with the places and the share of text they have in common', async () => {
  const { pairs } = await ask<OverlapList>('cooccurrence')
  // «Hver uge» is below «Små grupper»: a code and one below it are no pair.
  expect(pairs.some(({ codes: [a, b] }) => b.startsWith(`${a}/`) || a.startsWith(`${b}/`))).toBe(false)
  for (const { jaccard } of pairs) expect(jaccard > 0 && jaccard <= 1).toBe(true)
})

test('a masked passage is in no excerpt, source or search, for the owner either', async () => {
  const before = await ask<TextSearch>('search', 'mavefornemmelsen')
  const [{ source, hits }] = before.sources
  const { ledger, close } = await openLedgerOf(house.home)
  await maskPassages(
    ledger,
    {
      ...{ study, textHash: source.textHash! },
      ranges: [{ start: hits[0].start, end: hits[0].end, kind: 'name' }],
    },
    owner,
  )
  await close()
  expect((await ask<TextSearch>('search', 'mavefornemmelsen')).n).toBe(0)
  const card = await ask<SourceCard>('source', source.source)
  expect(card.masked).toBe(1)
  for (const answer of [card, await ask<ExcerptList>('excerpts', '--limit', '500')])
    expect(JSON.stringify(answer)).not.toContain('mavefornemmelsen')
  expect(JSON.stringify(card)).toContain('{"masked":"name"}')
})
