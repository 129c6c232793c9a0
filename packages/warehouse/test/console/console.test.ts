import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { owner, type Viewer } from '@pejling/indicators'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  askConsole,
  type ConsoleLimits,
  consoleLimits,
  type ConsoleRows,
  type ConsoleTable,
  consoleTables,
} from '../../src/index.ts'
import { runConsole } from '../../src/console/run-console.ts'
import { type Closed, closedEdition } from '../closed-study.ts'

let closed: Closed
let tables: ConsoleTable[]
let folder: string
beforeAll(async () => {
  closed = await closedEdition()
  tables = await consoleTables(closed.edition, () => owner)
  folder = await mkdtemp(join(tmpdir(), 'pejling-console-test-'))
  await writeFile(join(folder, 'secret.csv'), 'a,b\n1,2\n')
}, 60_000)
afterAll(async () => {
  await closed.close()
  await rm(folder, { recursive: true, force: true })
})

/** In a process of its own, as the page and the command line ask. */
const ask = (sql: string, limits = consoleLimits) =>
  askConsole({ file: closed.edition.file, sql, tables }, { limits })
/** The same work in this process. */
const work = (sql: string) => runConsole({ file: closed.edition.file, sql, tables, limits: consoleLimits })
const rowsOf = async (sql: string) => {
  const answer = await work(sql)
  if ('refused' in answer) throw new Error(answer.refused)
  return answer
}
const refusalOf = async (sql: string, limits?: ConsoleLimits) => {
  const answer = await (limits ? ask(sql, limits) : work(sql))
  return 'refused' in answer ? answer.refused : `answered ${answer.rows.length} rows`
}

test('a query over the rows gives columns and rows, and says what it was answered from', async () => {
  const found = await rowsOf('SELECT screening, count(*) AS n FROM institution GROUP BY ALL ORDER BY n DESC')
  const count = (value: string | null) => closed.rows.filter(({ screening }) => screening === value).length
  expect(found.columns).toEqual([
    { name: 'screening', type: 'ENUM' },
    { name: 'n', type: 'BIGINT' },
  ])
  expect(found.rows).toHaveLength(4)
  for (const [value, n] of found.rows) expect(n).toBe(count(value as string | null))
  expect(found.used).toEqual([{ study: 'round', name: 'institution' }])
  expect((await rowsOf('SELECT sum("size") / 2.5 FROM "round".institution')).rows[0][0]).toBeCloseTo(
    closed.rows.reduce((sum, { size }) => sum + size, 0) / 2.5,
  )
})

test('a plain count of two variables is a relation, and nothing else is', async () => {
  const relationOf = async (sql: string) => ((await rowsOf(sql)) as ConsoleRows).relation
  const joined = 'SELECT screening, "groups", count(*) FROM institution'
  const expected = { study: 'round', x: 'screening', y: 'groups' }
  expect(await relationOf(`${joined} GROUP BY 1, 2`)).toBeUndefined()
  expect(await relationOf(`${joined} GROUP BY screening, "groups"`)).toEqual(expected)
  expect(await relationOf(`${joined} GROUP BY ALL`)).toEqual(expected)
  expect(await relationOf(`${joined} WHERE size > 3 GROUP BY ALL`)).toBeUndefined()
  expect(await relationOf('SELECT screening, "size", count(*) FROM institution GROUP BY ALL')).toBeUndefined()
})

test('only studies of which one may see everything are there, without identifiers', async () => {
  const seen = async (viewer: Viewer) =>
    (await consoleTables(closed.edition, () => viewer)).map(({ name }) => name)
  expect(await seen(owner)).toEqual(['municipality', 'institution', 'child'])
  for (const viewer of [
    { sees: 'suppressed', rows: true },
    { sees: 'all', rows: false },
    { sees: 'nothing', rows: false },
  ] as const)
    expect(await seen(viewer)).toEqual([])
  const columns = tables.flatMap((table) => table.columns.map(({ name }) => name))
  expect(columns).toContain('municipality_id')
  expect(columns).not.toContain('institution_id')
  expect(columns).not.toContain('child_id')
  expect(await refusalOf('SELECT institution_id FROM institution')).toMatch(
    /^referenced column "institution_id" not found/i,
  )
  expect(await refusalOf('SELECT * FROM "study round".institution')).toBe(
    'unknown table: study round.institution; there are 3',
  )
  const none = await askConsole({ file: closed.edition.file, sql: 'SELECT * FROM institution', tables: [] })
  expect(none).toMatchObject({
    refused: 'unknown table: institution; there are 0',
    row: 1,
    column: 15,
  })
})

test(
  'whatever is no single SELECT over these tables is refused, each with its reason',
  { timeout: 120_000 },
  async () => {
    const file = join(folder, 'secret.csv')
    const out = join(folder, 'out.csv')
    const other = 'expected one SELECT, found another statement'
    const expected: Record<string, string | RegExp> = {
      [`COPY institution TO '${out}'`]: other,
      [`COPY (SELECT * FROM institution) TO '${out}'`]: other,
      [`ATTACH '${closed.edition.file}' AS e`]: other,
      'INSTALL httpfs': other,
      'LOAD httpfs': other,
      'SET enable_external_access = true': other,
      'RESET lock_configuration': other,
      'PRAGMA database_list': other,
      'CREATE TABLE x AS SELECT 1': other,
      'DROP TABLE institution': other,
      'INSERT INTO institution SELECT * FROM institution': other,
      "EXPORT DATABASE '/tmp/x'": other,
      'CALL pragma_version()': other,
      'SELECT 1; SELECT 2': 'expected one SELECT, found 2 statements',
      [`SELECT * FROM '${file}'`]: /^unknown table: .*secret\.csv/,
      [`SELECT * FROM read_csv('${file}')`]: 'expected tables only, found the function read_csv',
      [`SELECT * FROM read_text('/etc/passwd')`]: 'expected tables only, found the function read_text',
      [`SELECT * FROM glob('/*')`]: 'expected tables only, found the function glob',
      [`SELECT * FROM query('SELECT 1')`]: 'expected tables only, found the function query',
      [`SELECT * FROM duckdb_settings()`]: 'expected tables only, found the function duckdb_settings',
      [`SELECT * FROM sqlite_master`]: /^unknown table: sqlite_master/,
      [`SELECT * FROM information_schema.tables`]: /^unknown table: information_schema\.tables/,
      [`SELECT * FROM edition`]: /^unknown table: edition/,
      [`SELECT * FROM edition.main.edition`]: /^unknown table: edition\.main\.edition/,
      [`SELECT * FROM main.interview_source_text`]: /^unknown table: main\.interview_source_text/,
      [`SELECT getenv('HOME')`]: 'expected functions of values, found getenv',
      [`SELECT current_setting('temp_directory')`]: 'expected functions of values, found current_setting',
      'SELECT * FROM institution WHERE size > $1': 'expected no parameters, found one',
      'SELEC 1': /syntax error/,
      '': /^expected one SELECT/,
    }
    for (const [sql, why] of Object.entries(expected)) {
      const found = await refusalOf(sql)
      expect([sql, found]).toEqual([sql, typeof why === 'string' ? why : expect.stringMatching(why)])
      expect(found).not.toContain('/root')
    }
    expect(await readdir(folder)).toEqual(['secret.csv'])
  },
)

test(
  'the engine itself is shut: what gets past the reading of the query reads nothing',
  { timeout: 60_000 },
  async () => {
    // A name that the parser takes for a table of the list and the engine could take for a file.
    const named = (name: string): ConsoleTable => ({ ...tables[1], study: 'main', name })
    for (const name of [join(folder, 'secret.csv'), closed.edition.file]) {
      const sql = `SELECT * FROM '${name}'`
      const answer = await askConsole({
        file: closed.edition.file,
        sql,
        tables: [{ ...named(name), schema: 'main' }],
      })
      expect([name, 'refused' in answer]).toEqual([name, true])
    }
    const asked: string[] = []
    const server = createServer((request, response) => {
      asked.push(String(request.url))
      response.end('a\n1\n')
    })
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    const { port } = server.address() as { port: number }
    expect(await refusalOf(`SELECT * FROM 'http://127.0.0.1:${port}/x.csv'`)).toMatch(/^unknown table: /)
    server.close()
    expect(asked).toEqual([])
  },
)

test('what takes too long or too much is ended, and says so', { timeout: 120_000 }, async () => {
  const short = { ...consoleLimits, seconds: 2, memory: 128 }
  const late = 'expected to be done in 2 seconds, found it still running'
  const full = 'expected to fit in memory, found that it does not'
  const begun = Date.now()
  expect(
    await refusalOf(
      'WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT 1 FROM t) SELECT count(*) FROM t',
      short,
    ),
  ).toMatch(new RegExp(`^(${late}|${full})$`))
  expect(
    await refusalOf(
      'SELECT sum(hash(a.size + b.size + c.size + d.size + e.size)) FROM institution a, institution b, institution c, institution d, institution e, institution f',
      short,
    ),
  ).toBe(late)
  expect(await refusalOf('SELECT count(*) FROM range(100000000000) t(i) WHERE i % 7 = 8', short)).toBe(late)
  expect(
    await refusalOf(
      'SELECT a.i, count(DISTINCT b.i) FROM range(3000000) a(i), range(20) b(i) GROUP BY a.i ORDER BY 2 DESC, 1',
      short,
    ),
  ).toMatch(new RegExp(`^(${late}|${full})$`))
  expect(
    await refusalOf(`SELECT length(repeat('x', 1900000000) || repeat('y', 1900000000))`, short),
  ).not.toMatch(/^answered/)
  expect(Date.now() - begun).toBeLessThan(60_000)
})

test(
  'no more rows and letters come back than are told, and how many there were is not hidden',
  { timeout: 20_000 },
  async () => {
    const limits = { ...consoleLimits, rows: 10, letters: 5 }
    const found = (await ask(
      `SELECT i, repeat('abc', 100) AS t FROM range(1000000000) r(i)`,
      limits,
    )) as ConsoleRows
    expect([found.rows.length, found.more, found.rows[9]]).toEqual([10, true, [9, 'abcab…']])
    const whole = (await ask('SELECT i FROM range(10) r(i) ORDER BY i DESC', limits)) as ConsoleRows
    expect([whole.rows.length, whole.more, whole.rows[0]]).toEqual([10, false, [9]])
  },
)

test('a query that is no longer wanted is ended', { timeout: 20_000 }, async () => {
  const stop = new AbortController()
  const sql = 'SELECT count(*) FROM range(100000000000) t(i) WHERE i % 7 = 8'
  const answer = askConsole({ file: closed.edition.file, sql, tables }, { signal: stop.signal })
  setTimeout(() => stop.abort(), 300)
  expect(await answer).toEqual({ refused: 'the query was stopped' })
})
