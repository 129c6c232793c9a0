import { type Ledger, listAuditEntries, listSqlQueries, useApiToken } from '@pejling/ledger'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeStudy, type TestHouse, testHouse } from './command-line.ts'
import { addPerson, grant, openLedgerOf, personOf } from './house-people.ts'

let house: TestHouse
let ledger: Ledger
let close: () => Promise<void>
const study = 'kora-2017-synthetic'
const rosa = ['--as', 'rosa@example.org']

/** A study that is somebody's, and a researcher without rights to it. */
beforeAll(async () => {
  house = await testHouse(study)
  await closeStudy(house, study)
  expect((await house.pejling('run')).code).toBe(0)
  ;({ ledger, close } = await openLedgerOf(house.home))
  await addPerson(ledger, 'rosa', 'researcher')
}, 120_000)
afterAll(async () => {
  await close()
  await house.close()
})

test(
  'a token is made, listed and revoked by the command line, and printed alone',
  { timeout: 60_000 },
  async () => {
    const made = await house.pejling('token', 'create', 'nightly', '--study', study, ...rosa)
    expect(made.out).toMatch(/^pejling_[\w-]{43}\n$/)
    expect((await useApiToken(ledger, made.out.trim()))?.study).toBe(study)
    const listed = await house.pejling('token', 'list', '--person', 'rosa@example.org')
    expect(listed.out).toMatch(
      new RegExp(`^1 {2}nightly {2}${study} {2}until \\d{4}-\\d\\d-\\d\\d {2}used \\d{4}-\\d\\d-\\d\\d\n$`),
    )
    expect(await house.pejling('token', 'list')).toMatchObject({
      ...{ code: 2, err: 'pejling: token: expected --person, since the owner of the house has no account\n' },
    })
    expect((await house.pejling('token', 'revoke', '1', ...rosa)).out).toBe('token 1 is revoked\n')
    expect(await useApiToken(ledger, made.out.trim())).toBeUndefined()
  },
)

test(
  'SQL is answered of studies of which one may see everything, and noted',
  { timeout: 60_000 },
  async () => {
    const query = `SELECT screening, count(*) AS n FROM "${study}".institution GROUP BY ALL ORDER BY screening`
    const whole = await house.pejling('sql', query, '--csv')
    expect(whole).toEqual({ code: 0, out: 'screening,n\nexperience,11\nlanguage,8\nother,5\n', err: '' })
    expect(await house.pejling('sql', query, ...rosa)).toEqual({
      ...{ code: 2, out: '' },
      err: `pejling: sql: 1:${query.indexOf(`"${study}"`) + 1}: unknown table: ${study}.institution; there are 0\n`,
    })
    await grant(ledger, 'rosa', study, 'rows')
    expect((await house.pejling('sql', query, ...rosa)).code).toBe(2)
    await grant(ledger, 'rosa', study, 'unsuppressed')
    expect((await house.pejling('sql', query, '--csv', ...rosa)).out).toBe(whole.out)
    const { id } = await personOf(ledger, 'rosa')
    expect((await listSqlQueries(ledger, id)).map(({ rows }) => rows)).toEqual([3, undefined, undefined])
    const acts = await listAuditEntries(ledger, { act: 'run-query' })
    expect(acts.map(({ details }) => details.rows ?? 'refused')).toEqual([3, 'refused', 'refused', 3])
    expect(JSON.stringify(acts)).not.toContain('SELECT')
  },
)
