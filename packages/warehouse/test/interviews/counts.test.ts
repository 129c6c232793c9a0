import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeCard, codeMatrix, codeOverlap, type Edition, listExcerpts, unmasked } from '../../src/index.ts'
import { codedEdition, type Given } from './coded-edition.ts'

const codes = ['A', 'A/x', 'A/x/1', 'A/y', 'B', 'B/x', 'C\\/D', 'C\\/D/x']
const sources = Array.from({ length: 8 }, (_, i) => ({
  ...{ source: `s${i}`, length: 400 },
  ...(i < 7 && { unit: `U${i % 3}` }),
}))

/** The same codings each time; many lie over each other, some twice by two coders, and some by nobody. */
function codings(): Given[] {
  let seed = 7
  const below = (n: number) => (seed = (seed * 48271) % 2147483647) % n
  return Array.from({ length: 400 }, () => {
    const start = below(36) * 10
    const coder = ['coder_1', 'coder_2', null][below(3)] as string
    return [`s${below(8)}`, codes[below(codes.length)], coder, start, start + 10 * (1 + below(4))]
  })
}

/** Every code with itself and those above it, as a table. */
const above = `line AS (SELECT c.code, up.code AS "row" FROM interview_code c
  JOIN interview_code up ON up.code = c.code OR starts_with(c.code, up.code || '/'))`

let edition: Edition
let close: () => Promise<void>
beforeAll(async () => {
  ;({ edition, close } = await codedEdition(sources, codings()))
})
afterAll(() => close())

describe('what is counted in memory is what a query counts', () => {
  const ways = [
    ['unit', 's.unit'],
    ['source', 's.source'],
    ['coder', 'g.coder'],
  ]
  test.each(ways)('by %s', async (by, column) => {
    const { rows, columns, coded, excerpts } = await codeMatrix(edition, { study: 'trial', by, levels: 3 })
    const given = `FROM interview_coding g JOIN interview_excerpt e USING (excerpt)
      JOIN interview_source s USING (source) JOIN line ON line.code = g.code`
    const n = 'count(DISTINCT excerpt)::INTEGER AS excerpts, count(DISTINCT source)::INTEGER AS interviews'
    const cells = await edition.query(
      `WITH ${above} SELECT "row", ${column} AS col, ${n} ${given} GROUP BY ALL`,
    )
    const told = rows.flatMap(({ code, cells }) =>
      cells.map((cell, j) => ({ row: code, col: columns[j].key ?? null, ...cell })),
    )
    const order = (a: unknown, b: unknown) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)
    expect(told.filter((one) => one.excerpts > 0).toSorted(order)).toEqual(cells.toSorted(order))
    const totals = await edition.query(`WITH ${above} SELECT "row", ${n} ${given} GROUP BY ALL`)
    expect(rows.map(({ code, total }) => ({ row: code, ...total })).toSorted(order)).toEqual(
      totals.toSorted(order),
    )
    expect([{ excerpts, interviews: coded }]).toEqual(
      await edition.query(`WITH ${above} SELECT ${n} ${given}`),
    )
  })

  test('codes given to the same text', async () => {
    const { pairs, n } = await codeOverlap(edition, { study: 'trial' })
    const expected = await edition.query<{ a: string; b: string }>(overlapping)
    expect(n).toBe(expected.length)
    expect(
      pairs.map(({ codes: [a, b], jaccard, ...pair }) => ({ a, b, ...pair, jaccard: jaccard.toFixed(9) })),
    ).toEqual(expected)
    expect((await codeOverlap(edition, { study: 'trial', limit: 3 })).pairs).toEqual(pairs.slice(0, 3))
  })

  test('a code with all below it', async () => {
    const card = await codeCard(edition, { study: 'trial', code: 'A' })
    const own = `FROM interview_coding JOIN interview_excerpt USING (excerpt) JOIN interview_source s USING (source)
      WHERE code = 'A' OR code LIKE 'A/%'`
    expect(card.coders.map(({ coder = null, excerpts }) => ({ coder, excerpts }))).toEqual(
      await edition.query(
        `SELECT coder, count(DISTINCT excerpt) AS excerpts ${own} GROUP BY coder ORDER BY coder NULLS LAST`,
      ),
    )
    expect(card.units.map(({ unit = null, ...counts }) => ({ unit, ...counts }))).toEqual(
      await edition.query(`SELECT s.unit, count(DISTINCT excerpt) AS excerpts, count(DISTINCT s.source) AS interviews
        ${own} GROUP BY s.unit ORDER BY s.unit NULLS LAST`),
    )
    expect(card.together[0].codes[0]).toBe('A')
  })
})

test('excerpts page by page are those of the query, source by source and in the order of the text', async () => {
  const asked = { study: 'trial', code: 'A', coder: 'coder_1' }
  const expected = await edition.query<{ excerpt: string }>(
    `SELECT DISTINCT e.excerpt, s.position, e.start, e."end" FROM interview_coding JOIN interview_excerpt e USING (excerpt)
       JOIN interview_source s USING (source)
     WHERE (code = 'A' OR code LIKE 'A/%') AND coder = 'coder_1' ORDER BY s.position, e.start, e."end"`,
  )
  const pages = []
  for (let offset = 0; offset <= expected.length; offset += 7)
    pages.push(await listExcerpts(edition, { ...asked, limit: 7, offset }, unmasked))
  expect(pages.flatMap(({ excerpts }) => excerpts.map(({ excerpt }) => excerpt))).toEqual(
    expected.map(({ excerpt }) => excerpt),
  )
  expect(pages[0]).toMatchObject({ n: expected.length, interviews: 8 })
})

test('columns of coders count the interviews that are asked about', async () => {
  const { columns } = await codeMatrix(edition, { study: 'trial', by: 'coder' })
  expect(columns.map(({ key }) => key)).toEqual(['coder_1', 'coder_2', undefined])
  expect(columns.map(({ interviews }) => interviews)).toEqual([8, 8, 8])
})

test('cells beyond the limit are counted and not given, the rows after they are sorted', async () => {
  const asked = { study: 'trial', levels: 3, sort: 'excerpts' } as const
  const all = await codeMatrix(edition, asked)
  const first = await codeMatrix(edition, { ...asked, cells: 8 })
  expect(first).toEqual({ ...all, rows: all.rows.slice(0, 2) })
  expect(first.n).toEqual({ rows: codes.length, columns: 4 })
})

test('rows are sorted by one column where one is named', async () => {
  const asked = { study: 'trial', levels: 3, sort: 'excerpts', column: 'U1' } as const
  const { rows, columns } = await codeMatrix(edition, asked)
  const at = columns.findIndex(({ key }) => key === 'U1')
  const counts = rows.map(({ cells }) => cells[at].excerpts)
  expect(counts).toEqual(counts.toSorted((a, b) => b - a))
  expect(counts[0]).toBeGreaterThan(counts.at(-1)!)
  expect(rows.map(({ total }) => total.excerpts)).not.toEqual(
    rows.map(({ total }) => total.excerpts).toSorted((a, b) => b - a),
  )
  await expect(codeMatrix(edition, { ...asked, column: 'U9' })).rejects.toThrow(
    'unknown column: U9 of trial (did you mean U0?)',
  )
  expect((await codeMatrix(edition, { ...asked, column: '-' })).rows.length).toBe(rows.length)
})

test('as many levels are opened as give thirty rows at most', async () => {
  const shown = async (under?: string) => (await codeMatrix(edition, { study: 'trial', under })).levels
  expect(await shown()).toEqual({ shown: 3, all: 3 })
  expect(await shown('A')).toEqual({ shown: 2, all: 2 })
  const many = Array.from({ length: 20 }, (_, i): Given => ['s0', `T${i % 4}/m${i}/l`, 'a', 0, 10])
  const wide = await codedEdition(sources, many)
  const of = await codeMatrix(wide.edition, { study: 'trial' })
  expect([of.levels, of.rows.length]).toEqual([{ shown: 2, all: 3 }, 24])
  await wide.close()
})

/** Stretches under one code, joined where they touch, and what each two share: the same as one query. */
const overlapping = `WITH given AS (
    SELECT DISTINCT e.source, g.code, e.start, e."end"
    FROM interview_coding g JOIN interview_excerpt e USING (excerpt)),
  begun AS (SELECT *, start > coalesce(max("end") OVER (PARTITION BY source, code ORDER BY start, "end"
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), -1) AS isNew FROM given),
  stretch AS (SELECT source, code, min(start) AS start, max("end") AS "end"
    FROM (SELECT *, sum(isNew::INTEGER) OVER (PARTITION BY source, code ORDER BY start, "end") AS nth FROM begun)
    GROUP BY source, code, nth),
  total AS (SELECT code, sum("end" - start) AS characters FROM stretch GROUP BY code),
  shared AS (
    SELECT a.code AS a, b.code AS b, count(*)::INTEGER AS places, count(DISTINCT a.source)::INTEGER AS interviews,
      sum(least(a."end", b."end") - greatest(a.start, b.start)) AS characters
    FROM stretch a JOIN stretch b ON b.source = a.source AND b.start < a."end" AND a.start < b."end"
    WHERE a.code < b.code AND NOT starts_with(b.code, a.code || '/')
    GROUP BY a.code, b.code)
  SELECT a, b, places, interviews,
    format('{:.9f}', (shared.characters / (ta.characters + tb.characters - shared.characters))::DOUBLE) AS jaccard
  FROM shared JOIN total ta ON ta.code = a JOIN total tb ON tb.code = b
  ORDER BY places DESC, shared.characters / (ta.characters + tb.characters - shared.characters) DESC, a, b`
