import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { listAuditEntries, listSqlQueries, owner, type Right, setGrant } from '@pejling/ledger'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { sqlExamples } from '#lib/sql/examples.ts'
import { openPeopleHouse, type PeopleHouse, send, signInAs } from '../people/house.ts'
import { enterAs, leave, press } from '../people/visiting.ts'
import { violations } from './violations.ts'

let house: PeopleHouse
let browser: Browser
let address: string
const ids: Record<string, string> = {}
/** A researcher without rights, one who may see all counts but no rows, and one who may see all of a closed study. */
beforeAll(async () => {
  house = await openPeopleHouse(inject('house').closed)
  const given: [string, Right[]][] = [
    ['Rosa', []],
    ['Vera', ['unsuppressed']],
    ['Rita', ['unsuppressed', 'rows']],
  ]
  for (const [name, rights] of given) {
    ids[name] = await house.addPerson(name, 'researcher')
    for (const [at, right] of rights.entries())
      await setGrant(house.ledger, {
        ...{
          person: ids[name],
          seenVersion: at + 1,
          by: owner,
          study: 'lukkede-raekker',
          right,
          given: true,
        },
      })
  }
  address = await house.open()
  browser = await chromium.connect(inject('house').browser)
}, 120_000)
afterAll(async () => {
  await browser.close()
  await house.close()
})

const count =
  'SELECT funding_model, screening, count(*) AS n FROM "lukkede-raekker".institution i JOIN "lukkede-raekker".municipality m USING (municipality) GROUP BY ALL ORDER BY ALL'

test(
  'one who may see all asks a closed study, without a script, and it is noted without the words',
  { timeout: 90_000 },
  async () => {
    const page = await enterAs(browser, address, 'Rita', { javaScriptEnabled: false })
    await page.goto('/sql')
    await page
      .locator('#sql')
      .fill('SELECT load_category, screening, count(*) AS n FROM "lukkede-raekker".institution GROUP BY ALL')
    await press(page, 'Kør')
    const cells = await page
      .locator('#result tbody tr')
      .evaluateAll((rows) => rows.map((row) => Number(row.lastElementChild!.textContent)))
    expect(cells.reduce((sum, n) => sum + n, 0)).toBe(24)
    expect(await page.locator('#result a').getAttribute('href')).toBe(
      '/relations?study=lukkede-raekker&x=load_category&y=screening',
    )
    await page.locator('#sql').fill('SELECT x FROM nowhere')
    await press(page, 'Kør')
    expect(await page.locator('#said').innerText()).toContain('unknown table: nowhere')
    await page.goto('/sql')
    expect(await page.locator('#history tbody tr').count()).toBe(2)
    await page.locator('#history a').last().click()
    expect(await page.locator('#sql').inputValue()).toContain('load_category')
    expect(new URL(page.url()).search).toMatch(/^\?query=\d+$/)
    await leave(page)
    const acts = await listAuditEntries(house.ledger, { actor: ids.Rita, act: 'run-query' })
    expect(acts.map(({ details }) => details)).toEqual([
      { studies: [], refused: true },
      expect.objectContaining({ studies: ['lukkede-raekker'] }),
    ])
    expect(JSON.stringify(acts)).not.toContain('SELECT')
    expect((await listSqlQueries(house.ledger, ids.Rita)).map(({ rows }) => rows)).toEqual([
      undefined,
      expect.any(Number),
    ])
  },
)

test(
  'who may not see everything of a study finds it nowhere, and what is open is there',
  { timeout: 60_000 },
  async () => {
    for (const name of ['Rosa', 'Vera']) {
      const cookie = await signInAs(address, name)
      const text = await (await send(address, 'GET', '/sql', { cookie })).text()
      expect([name, text.includes('kora-2017'), text.includes('lukkede-raekker')]).toEqual([
        name,
        true,
        false,
      ])
      const refused = await send(address, 'POST', '/sql?/run', { cookie, form: { sql: count } })
      expect([
        refused.status,
        (await refused.text()).includes('unknown table: lukkede-raekker.institution'),
      ]).toEqual([400, true])
    }
    const cookie = await signInAs(address, 'Rosa')
    const file = await send(address, 'POST', '/sql/csv', {
      cookie,
      form: { sql: 'SELECT 1 AS a, \'=b;"\' AS "c,d"' },
    })
    expect([file.headers.get('content-type'), await file.text()]).toEqual([
      'text/csv; charset=utf-8',
      `a,"c,d"\n1,"'=b;"""\n`,
    ])
  },
)

test('one query of a person at a time; pages are answered meanwhile', { timeout: 90_000 }, async () => {
  const cookie = await signInAs(address, 'Rita')
  const slow = { sql: 'SELECT count(*) FROM range(100000000000) t(i) WHERE i % 7 = 8' }
  const first = send(address, 'POST', '/sql?/run', { cookie, form: slow })
  await new Promise((later) => setTimeout(later, 1500))
  const second = await send(address, 'POST', '/sql?/run', { cookie, form: { sql: 'SELECT 1' } })
  expect(second.status).toBe(429)
  const times: number[] = []
  for (let i = 0; i < 20; i++) {
    const begun = performance.now()
    const page = await send(address, 'GET', '/relations?study=kora-2017&x=funding_model&y=screening')
    expect(page.status).toBe(200)
    times.push(performance.now() - begun)
  }
  expect(times.sort((a, b) => a - b)[10]).toBeLessThan(2000)
  const ended = await first
  expect([
    ended.status,
    (await ended.text()).includes('expected to be done in 20 seconds, found it still running'),
  ]).toEqual([400, true])
})

test.each([
  { language: 'en', theme: 'dark', viewport: { width: 360, height: 800 } },
  { language: 'da', theme: 'light', viewport: { width: 1440, height: 900 } },
] as const)('the page is whole and usable in %o', { timeout: 60_000 }, async (look) => {
  const page = await enterAs(browser, address, 'Rita', look)
  await page.goto('/sql')
  await page.locator('summary').first().click()
  expect(await violations(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(look.viewport.width)
  await leave(page)
})

test('the examples of the page are those of the guide', async () => {
  const guide = await readFile(join(import.meta.dirname, '../../../../docs/guides/sql.md'), 'utf8')
  const told = [...guide.matchAll(/```sql\n([\s\S]*?)\n```/g)].map(([, sql]) => sql)
  expect(sqlExamples.map(({ sql }) => sql)).toEqual(told)
})
