import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { describeSelect, literal, rows, runSelect, withDatabase } from '../src/index.ts'

const tables = {
  institution: { institution_id: 'VARCHAR', load: 'DOUBLE', load__missing: 'VARCHAR' },
  child: { child_id: 'VARCHAR', institution_id: 'VARCHAR', age: 'DOUBLE' },
}
const told = async (sql: string) =>
  (await describeSelect(sql, tables)).mistakes.map(
    ({ row, column, message }) => `${row}:${column} ${message}`,
  )

describe('a SELECT over declared tables', () => {
  test('says its columns with their types, and which columns it used', async () => {
    const sql = `-- børn pr. institution
      WITH counted AS (SELECT institution_id, count(*) AS n FROM child GROUP BY 1)
      SELECT i.institution_id, i.load / n AS per_child FROM institution i JOIN counted USING (institution_id);`
    expect(await describeSelect(sql, tables)).toEqual({
      columns: { institution_id: 'VARCHAR', per_child: 'DOUBLE' },
      used: ['institution_id', 'load'],
      mistakes: [],
    })
  })

  test.each([
    ['selct load from institution', '1:1 syntax error at or near "selct"'],
    ['SELECT load\nFROM institutoin', '2:6 unknown table: institutoin (did you mean institution?)'],
    ['SELECT 1 FROM staff', '1:15 unknown table: staff; known are institution, child'],
    [
      '-- æøå\nSELECT load,\n  lenght(institution_id) FROM institution',
      '3:3 scalar Function with name lenght does not exist (did you mean length?)',
    ],
    ['SELECT lod FROM institution', '1:8 referenced column "lod" not found in FROM clause'],
    [
      "SELECT * FROM institution, read_csv('/etc/passwd')",
      '1:28 expected the declared tables only, found the function read_csv',
    ],
    ["SELECT * FROM '/etc/passwd'", '1:15 unknown table: /etc/passwd; known are institution, child'],
    [
      'SELECT * FROM information_schema.tables',
      '1:15 expected institution or child, found information_schema.tables',
    ],
    [
      'SELECT * FROM duckdb_settings()',
      '1:15 expected the declared tables only, found the function duckdb_settings',
    ],
    ['SELECT random() FROM child', '1:8 expected what is the same every time, found the function random'],
    ['SELECT current_date', '1:8 expected what is the same every time, found the function current_date'],
    ['SELECT now()', '1:8 expected what is the same every time, found the function now'],
    ['SELECT 1; SELECT 2', '1:1 expected one SELECT, found 2 statements'],
    ['DROP TABLE institution', '1:1 expected one SELECT, found another statement'],
    ["COPY institution TO '/tmp/x.csv'", '1:1 expected one SELECT, found another statement'],
    [
      'SELECT load + child_id FROM institution, child',
      "1:13 no function matches the given name and argument types '+(DOUBLE, VARCHAR)'",
    ],
  ])('%j is told before it runs', async (sql, message) => {
    expect(await told(sql)).toEqual([message])
  })
})

describe('running it', () => {
  const run = async (sql: string, seconds?: number) => {
    const folder = await mkdtemp(join(tmpdir(), 'pejling-select-'))
    try {
      const file = join(folder, 'select.duckdb')
      const given = {
        child: "SELECT 'c' || range AS child_id, 'secret' AS name, range::DOUBLE AS age FROM range(5)",
      }
      const { mistake } = await runSelect(sql, { file, tables: given, seconds })
      if (mistake) return { mistake }
      const result = await withDatabase(async (connection) => {
        await connection.run(`ATTACH ${literal(file)} AS made (READ_ONLY)`)
        return rows(connection, 'SELECT * FROM made.result')
      })
      return { result }
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }

  test('leaves its rows in a file of its own', async () => {
    expect(await run('SELECT sum(age) AS total FROM child')).toEqual({ result: [{ total: 10 }] })
  })

  test('a value it cannot work with is not shown', async () => {
    expect(await run('SELECT\n name::INTEGER AS n FROM child')).toEqual({
      mistake: {
        row: 2,
        column: 6,
        rule: 'sql',
        message: 'expected values it can work with, found one it cannot (conversion)',
      },
    })
  })

  test('what takes too long is stopped', async () => {
    const endless =
      'SELECT count(*) AS n FROM range(100000000) a, range(100000) b WHERE a.range % 7 = b.range % 5'
    expect(await run(endless, 0.2)).toEqual({
      mistake: {
        row: 1,
        column: 1,
        rule: 'sql',
        message: 'expected to be done in 0.2 seconds, found it still running',
      },
    })
  })

  test('no file can be read or written even if nobody had looked at the query first', async () => {
    for (const sql of ["SELECT * FROM read_text('/etc/hostname')", "SELECT * FROM glob('/*')"])
      expect((await run(sql)).mistake?.message).toMatch(
        /^expected values it can work with, found one it cannot/,
      )
    expect(await readFile('/etc/hostname', 'utf8')).not.toBe('')
  })
})
