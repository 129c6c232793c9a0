import type { Variable } from '@pejling/indicators'
import { describe, expect, test } from 'vitest'
import { categories, made, madeRows, variable } from './made-rows.ts'

const institution = (id: string, rest: Partial<Variable> = {}) => variable(id, 'institution', rest)
const child = (id: string, rest: Partial<Variable> = {}) => variable(id, 'child', rest)

describe('a .sql file', () => {
  const inputs = ['load', 'age']
  const variables = (id = 'y', rest: Partial<Variable> = {}) => [
    institution('load'),
    child('age'),
    institution(id, { ...rest, ...made({ kind: 'sql', file: 'derived/y.sql', inputs }) }),
  ]
  const tables = [
    {
      unit: 'institution',
      rows: [
        { institution_id: 'a', municipality_id: 'm', load: 3 },
        { institution_id: 'b', municipality_id: 'm', load: '!not_codable' },
        { institution_id: 'c', municipality_id: 'm', load: 5 },
      ],
    },
    { unit: 'child', rows: [2, 4].map((age, i) => ({ child_id: `${i}`, institution_id: 'a', age })) },
  ]
  const run = async (sql: string, rest: Partial<Variable> = {}) => {
    const { rows, problems } = await madeRows({
      variables: variables('y', rest),
      tables,
      sql: { 'derived/y.sql': sql },
    })
    return problems.length > 0 ? problems : rows.institution.map(({ y }) => y)
  }

  test('makes what the others cannot; what it leaves out is missing for a reason', async () => {
    const sql = `SELECT institution_id, load * max(age) AS y FROM institution LEFT JOIN child USING (institution_id)
      WHERE institution_id <> 'c' GROUP BY institution_id, load`
    expect(await run(sql)).toEqual([12, '!not_codable', '!not_applicable'])
  })

  test('may give reasons itself', async () => {
    const sql = `SELECT institution_id, load AS y, CASE WHEN load > 3 THEN 'suppressed' END AS y__missing FROM institution`
    expect(await run(sql)).toEqual([3, '!not_codable', '!suppressed'])
  })

  test.each([
    [
      "SELECT institution_id, load AS y FROM institution UNION ALL SELECT 'a', 1",
      'trial/derived/y.sql: expected one row for each "institution_id", found 1 with more',
    ],
    [
      "SELECT 'zz' AS institution_id, 1 AS y",
      'trial/derived/y.sql: expected keys of institution, found 1 rows with another',
    ],
    [
      "SELECT institution_id, NULL::DOUBLE AS y, 'gone' AS y__missing FROM institution",
      'trial/derived/y.sql: expected not_asked, not_answered, not_applicable, not_codable, suppressed, found gone',
    ],
    [
      'SELECT institution_id,\n  institution_id::INTEGER AS y FROM institution',
      'trial/derived/y.sql:2:17: expected values it can work with, found one it cannot (conversion)',
    ],
  ])('%j is told when it runs', async (sql, message) => {
    expect(await run(sql)).toEqual([message])
  })

  test('a category the variable has not is told', async () => {
    expect(
      await run("SELECT institution_id, 'big' AS y FROM institution", categories('small', 'large')),
    ).toEqual(['trial/codebook.yaml y: expected small, large, found big (3 rows)'])
  })
})
