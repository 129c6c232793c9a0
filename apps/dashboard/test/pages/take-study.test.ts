import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { listAuditEntries, owner, type Right, setGrant } from '@pejling/ledger'
import { unzipSync } from 'fflate'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openPeopleHouse, type PeopleHouse } from '../people/house.ts'
import { enterAs, leave } from '../people/visiting.ts'
import { openPage } from './browser.ts'

let house: PeopleHouse
let browser: Browser
let closed: string
/** A study that is not open, a reader, and a researcher who may see its rows and all its counts. */
beforeAll(async () => {
  house = await openPeopleHouse(inject('house').closed)
  await house.addPerson('Ada', 'admin')
  await house.addPerson('Dina', 'reader')
  const person = await house.addPerson('Rita', 'researcher')
  const rights: Right[] = ['unsuppressed', 'rows']
  for (const [at, right] of rights.entries())
    await setGrant(house.ledger, {
      ...{ person, seenVersion: at + 1, by: owner, study: 'lukkede-raekker', right, given: true },
    })
  closed = await house.open()
  browser = await chromium.connect(inject('house').browser)
}, 120_000)
afterAll(async () => {
  await browser.close()
  await house.close()
})

/** The files of a zip without the folder they lie in, each held to the list of checksums in it. */
async function unzipped(page: Page, address: string): Promise<Map<string, string>> {
  const answer = await page.request.get(address)
  expect([answer.status(), answer.headers()['content-type']]).toEqual([200, 'application/zip'])
  const files = Object.entries(unzipSync(await answer.body())).map(
    ([path, content]) => [path.split('/').slice(1).join('/'), content] as const,
  )
  const sums = files
    .filter(([path]) => path !== 'SHA256SUMS')
    .map(([path, content]) => `${createHash('sha256').update(content).digest('hex')}  ${path}`)
  const texts = new Map(files.map(([path, content]) => [path, Buffer.from(content).toString('latin1')]))
  expect(texts.get('SHA256SUMS')!.trimEnd().split('\n').sort()).toEqual(sums.toSorted())
  return texts
}

test('an open study is taken from its page without a script: rows, printed cells, codebook, DDI, checksums', async () => {
  const page = await openPage(browser, inject('house').address, { javaScriptEnabled: false })
  await page.goto('/studies/kora-2017')
  const link = page.locator('#take-study a', { hasText: 'Hent studiet som zip' })
  const files = await unzipped(page, (await link.getAttribute('href'))!)
  expect([...files.keys()]).toEqual(
    expect.arrayContaining([
      ...['data/kora-2017/institution.csv', 'data/kora-2017/institution.parquet', 'datapackage.json'],
      ...['published/kora-2017.csv', 'ddi/kora-2017.xml', 'codebooks/kora-2017/value-labels.csv'],
    ]),
  )
  expect(files.get('data/kora-2017/institution.csv')!.trim().split('\n')).toHaveLength(25)
  await page.context().close()
}, 60_000)

test('rows are taken for SPSS, for Stata, as CSV and as Parquet, each link said in full', async () => {
  const page = await openPage(browser, inject('house').address, { language: 'en' })
  await page.goto('/studies/kora-2017')
  const links = page.locator('#take-study dl').locator('a[href*="/units/institution/rows/"]')
  expect(await links.allInnerTexts()).toEqual(
    ['SPSS (.sav)', 'Stata (.dta)', 'CSV', 'Parquet'].map((name) => expect.stringContaining(name)),
  )
  const begins = { sav: '$FL2', dta: '<sta', csv: 'line', parquet: 'PAR1' }
  for (const [name, begin] of Object.entries(begins)) {
    const answer = await page.request.get(
      (await page.locator(`a[href$="/institution/rows/${name}"]`).getAttribute('href'))!,
    )
    expect([name, answer.status()]).toEqual([name, 200])
    expect((await answer.body()).subarray(0, 4).toString('latin1')).toBe(begin)
  }
  for (const [address, status] of [
    ['/studies/kora-2017/units/institution/rows/xls', 404],
    ['/studies/kora-2017/units/child/rows/sav', 404],
    ['/studies/kora-2071/archive', 404],
  ] as const)
    expect([address, (await page.request.get(address)).status()]).toEqual([address, status])
  await page.context().close()
}, 60_000)

test('of a closed study a reader takes counts and no row; one with the rights takes all, and the log has it', async () => {
  const reader = await enterAs(browser, closed, 'Dina')
  await reader.goto('/studies/lukkede-raekker')
  expect(await reader.locator('#take-study dl').count()).toBe(0)
  expect(await reader.locator('#take-study').innerText()).toContain('Optællinger, hvor små tal er skjult')
  const counts = await unzipped(reader, '/studies/lukkede-raekker/archive')
  expect([...counts.keys()].filter((path) => path.startsWith('data/') || path.includes('/units/'))).toEqual(
    [],
  )
  expect(counts.get('counts/lukkede-raekker.csv')).toMatch(/^x,x_category,y,y_category,n\n/)
  const rows = '/studies/lukkede-raekker/units/institution/rows/sav'
  expect((await reader.request.get(rows, { maxRedirects: 0 })).status()).toBe(403)
  await leave(reader)

  const researcher = await enterAs(browser, closed, 'Rita')
  await researcher.goto('/studies/lukkede-raekker')
  expect(await researcher.locator('#take-study').innerText()).toContain('Det noteres i loggen')
  const whole = await unzipped(researcher, '/studies/lukkede-raekker/archive')
  expect([...whole.keys()]).toContain('data/lukkede-raekker/institution.parquet')
  expect((await researcher.request.get(rows)).status()).toBe(200)
  const entries = await listAuditEntries(house.ledger, { subject: 'lukkede-raekker' })
  const noted = entries
    .toReversed()
    .filter(({ act }) => act.startsWith('export-'))
    .map(({ act, subject }) => ({ act, subject }))
  expect(noted).toEqual([
    { act: 'export-study', subject: 'lukkede-raekker' },
    { act: 'export-study', subject: 'lukkede-raekker' },
    { act: 'export-rows', subject: 'lukkede-raekker' },
  ])
  await leave(researcher)
}, 120_000)

test('an admin takes the whole edition; a study whose rows they may not see has counts in it', async () => {
  const admin = await enterAs(browser, closed, 'Ada')
  const hash = basename(inject('house').closed, '.duckdb')
  const files = await unzipped(admin, `/editions/${hash}/archive`)
  expect(JSON.parse(files.get('edition.json')!)).toMatchObject({
    withheld: expect.arrayContaining(['lukkede-raekker']),
  })
  expect(files.has('counts/lukkede-raekker.csv')).toBe(true)
  await leave(admin)
}, 120_000)
