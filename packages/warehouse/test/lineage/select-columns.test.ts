import { expect, test } from 'vitest'
import { rows, withDatabase } from '../../src/index.ts'
import { selectColumns } from '../../src/lineage/select-columns.ts'

const known = ['load', 'grant', 'Model', 'kind', 'child_id', 'age']

/** What each column of a query is made of, by DuckDB's own parser. */
async function made(sql: string): Promise<Record<string, string[]>> {
  return withDatabase(async (connection) => {
    const [{ tree }] = await rows<{ tree: string }>(
      connection,
      'SELECT json_serialize_sql($sql::VARCHAR)::VARCHAR AS tree',
      { sql },
    )
    const { statements } = JSON.parse(tree) as { statements: unknown[] }
    const found = selectColumns(statements[0], known)
    return Object.fromEntries(Object.entries(found).map(([name, from]) => [name, from.sort()]))
  })
}

test('a column is made of the columns in its expression', async () => {
  expect(await made('SELECT load / 2 AS half, "grant", i.age + 1 AS "Next" FROM institution i')).toEqual({
    half: ['load'],
    grant: ['grant'],
    next: ['age'],
  })
})

test('what joins, filters, groups and orders decides every column', async () => {
  const sql = `SELECT sum(load) AS loads FROM institution i JOIN child c ON c.child_id = i.id
    WHERE age > 2 GROUP BY kind HAVING max(model) > 1 QUALIFY row_number() OVER (ORDER BY "grant") = 1`
  expect(await made(sql)).toEqual({ loads: ['Model', 'age', 'child_id', 'grant', 'kind', 'load'] })
  expect(await made('SELECT kind, sum(load) AS n FROM institution GROUP BY 1')).toEqual({
    kind: ['kind'],
    n: ['kind', 'load'],
  })
  expect((await made('SELECT kind, sum(load) AS n FROM institution GROUP BY ALL')).n).toEqual([
    'kind',
    'load',
  ])
  expect(await made('SELECT load FROM institution JOIN child USING (child_id)')).toEqual({
    load: ['child_id', 'load'],
  })
})

test('WITH and subqueries are followed through the names they give', async () => {
  const sql = `WITH counted AS (SELECT kind AS of, count(*) AS n FROM child WHERE age > 3 GROUP BY 1)
    SELECT i.load / c.n AS per_child, i.model FROM institution i JOIN counted c ON i.id = c.of`
  expect(await made(sql)).toEqual({
    per_child: ['age', 'kind', 'load'],
    model: ['Model', 'age', 'kind'],
  })
  expect(await made('SELECT twice FROM (SELECT load * 2 AS twice, age FROM institution) AS t')).toEqual({
    twice: ['load'],
  })
  expect(await made('SELECT (SELECT max(age) FROM child WHERE kind = 1) AS oldest FROM institution')).toEqual(
    {
      oldest: ['age', 'kind'],
    },
  )
})

test('the parts of a union are put together by their place', async () => {
  expect(
    await made('SELECT load AS a, age AS b FROM institution UNION ALL SELECT "grant", 1 FROM child'),
  ).toEqual({ a: ['grant', 'load'], b: ['age'] })
})

test('behind a star it is every column, and in a query that recurs every one that is named', async () => {
  expect(await made('SELECT * FROM institution')).toEqual({ '*': [...known].sort() })
  const sql =
    'WITH RECURSIVE up AS (SELECT load AS x FROM i UNION ALL SELECT x + age FROM up) SELECT x FROM up'
  expect(await made(sql)).toEqual({ '*': ['age', 'load'] })
})
