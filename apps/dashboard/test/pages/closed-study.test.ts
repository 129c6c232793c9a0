import { type Browser, chromium, type Page } from 'playwright-core'
import { owner, type Right, setGrant } from '@pejling/ledger'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openPeopleHouse, type PeopleHouse } from '../people/house.ts'
import { enterAs, leave } from '../people/visiting.ts'
import { openPage } from './browser.ts'
import { violations } from './violations.ts'

let house: PeopleHouse
let browser: Browser
let address: string
/** A study that is not open, a reader, one who may see all its counts, and one who may see its rows too. */
beforeAll(async () => {
  house = await openPeopleHouse(inject('house').closed)
  await house.addPerson('Ada', 'admin')
  await house.addPerson('Dina', 'reader')
  const given: [string, Right[]][] = [
    ['Vera', ['unsuppressed']],
    ['Rita', ['unsuppressed', 'rows']],
  ]
  for (const [name, rights] of given) {
    const person = await house.addPerson(name, 'researcher')
    for (const [at, right] of rights.entries())
      await setGrant(house.ledger, {
        ...{ person, seenVersion: at + 1, by: owner, study: 'lukkede-raekker', right, given: true },
      })
  }
  address = await house.open()
  browser = await chromium.connect(inject('house').browser)
}, 120_000)
afterAll(async () => {
  await browser.close()
  await house.close()
})

const relation = '/relations?study=lukkede-raekker&x=funding_model&y=screening'
/** Row and column of every number in the table of which `selector` finds something. */
const places = (page: Page, selector: string) =>
  page
    .locator('#table tbody, #hidden tbody')
    .evaluate(
      (body, selector) =>
        [...body.querySelectorAll('tr')].flatMap((row, i) =>
          [...row.querySelectorAll('td')].flatMap((cell, j) =>
            cell.matches(selector) || cell.querySelector(selector) ? [`${i} ${j}`] : [],
          ),
        ),
      selector,
    )

test(
  'one who sees all finds a mark on exactly the numbers that a reader does not see, and what it means',
  { timeout: 60_000 },
  async () => {
    const reader = await enterAs(browser, address, 'Dina')
    await reader.goto(relation)
    const hidden = await places(reader, '.none')
    const numbers = await reader.locator('#hidden tbody td').count()
    expect([hidden.length > 0, hidden.length < numbers]).toEqual([true, true])
    await leave(reader)

    const looks = [
      { language: 'da', theme: 'light', viewport: { width: 1280, height: 800 } },
      { language: 'en', theme: 'dark', viewport: { width: 360, height: 800 } },
    ] as const
    for (const look of looks) {
      const page = await enterAs(browser, address, 'Vera', look)
      await page.goto(relation)
      expect(await places(page, '.mark')).toEqual(hidden)
      expect(await page.locator('table .mark').first().innerText()).toBe(
        look.language === 'da' ? 'skjult for andre' : 'hidden from others',
      )
      expect(await page.locator('.others').innerText()).toMatch(
        look.language === 'da'
          ? /De mærkede tal, og statistikken, vises ikke for andre\.\s+De er skjult, så ingen kan genkendes: (ét|\d+) /
          : /The marked ones, and the statistics, are not shown to others\./,
      )
      expect(await violations(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(look.viewport.width)
      await leave(page)
    }
  },
)

test('a reader is told why numbers are hidden and whom to ask, and one without an account to sign in', async () => {
  const reader = await enterAs(browser, address, 'Dina')
  await reader.goto(relation)
  expect(await reader.locator('#hidden').innerText()).toContain(
    'Du kan få ret til »tal uden skjulte celler« i dette studie. Bed en administrator om adgang: Ada (ada@example.dk).',
  )
  expect(await reader.locator('.others, td .mark').count()).toBe(0)
  await leave(reader)

  const nobody = await openPage(browser, address, { javaScriptEnabled: false })
  await nobody.goto(relation)
  expect(await nobody.locator('#hidden').innerText()).not.toContain('ada@example.dk')
  await nobody.locator('#hidden').getByRole('link', { name: 'Log ind' }).click()
  expect(new URL(nobody.url()).searchParams.get('return')).toBe(relation)
  await leave(nobody)
})

test('narrowed or divided, where others see nothing, all of it is marked', async () => {
  const page = await enterAs(browser, address, 'Vera')
  for (const more of ['&where=load_category:high', '&by=load_category']) {
    await page.goto(relation + more)
    expect(await page.locator('.others').first().innerText()).toContain('Andre ser ingen af tallene her')
    const tables = await page.locator('table:has(.count, .share)').count()
    expect(tables).toBeGreaterThan(0)
  }
  await leave(page)
})

test('rows and files that are shown to few say so, and that it is written down', async () => {
  const page = await enterAs(browser, address, 'Rita')
  for (const path of [
    '/rows?study=lukkede-raekker&unit=institution',
    '/files/lukkede-raekker/units/institution.csv',
  ]) {
    await page.goto(path)
    expect(await page.locator('.others').innerText()).toContain('står nu i hændelsesloggen')
    expect(await violations(page)).toEqual([])
  }
  await leave(page)
})

test('who moves when a definition changes is for those who may see rows; others learn how many, or nothing', async () => {
  const path = '/studies/lukkede-raekker/indicators/age_weighted_children'
  const said = {
    Dina: 'kan ikke vises',
    Vera: 'får 24 af 24 institutioner',
    Rita: 'får 24 af 24 institutioner',
  }
  for (const [name, words] of Object.entries(said)) {
    const page = await enterAs(browser, address, name)
    await page.goto(path)
    const moves = await page.locator('#moves').innerText()
    expect([name, moves.includes(words)]).toEqual([name, true])
    expect([name, /\b1A\b/.test(moves)]).toEqual([name, name === 'Rita'])
    expect([name, await page.locator('#now figure').count()]).toEqual([name, name === 'Rita' ? 1 : 0])
    expect(await violations(page)).toEqual([])
    await leave(page)
  }
})

test('a file holds what its page shows: nothing hidden leaves with one who does not see it', async () => {
  const question = relation.split('?')[1]
  const counts: Record<string, string[]> = {}
  for (const name of ['Dina', 'Vera']) {
    const page = await enterAs(browser, address, name)
    const got = async (format: string) => page.request.get(`/relations/export/${format}?${question}`)
    const lines = (await (await got('csv')).text()).trim().split('\r\n')
    const at = lines[0].split(',').indexOf('n')
    counts[name] = lines.slice(1).map((line) => line.split(',')[at])
    const { value } = await (await got('json-stat')).json()
    expect(value.map((n: number | null) => String(n ?? ''))).toEqual(counts[name])
    for (const format of ['r', 'python', 'xlsx', 'parquet']) expect((await got(format)).status()).toBe(200)
    expect((await got('svg')).status()).toBe(name === 'Dina' ? 404 : 200)
    await leave(page)
  }
  expect(counts.Vera).not.toContain('')
  expect(counts.Dina).toContain('')
  for (const [i, n] of counts.Dina.entries()) if (n) expect(n).toBe(counts.Vera[i])
}, 60_000)

test('a profile is for those who may see rows, and says that others do not see it', async () => {
  const path = '/studies/lukkede-raekker/units/institution/1A'
  for (const name of ['Dina', 'Vera']) {
    const page = await enterAs(browser, address, name)
    expect((await page.goto(path))!.status()).toBe(403)
    expect(await page.locator('main').innerText()).not.toContain('6,1')
    await page.goto('/studies/lukkede-raekker')
    expect(await page.locator('a[href^="/studies/"][href*="/units/"]').count()).toBe(0)
    await leave(page)
  }
  const page = await enterAs(browser, address, 'Rita', {
    viewport: { width: 360, height: 800 },
    theme: 'dark',
  })
  await page.goto(path)
  expect(await page.locator('.others').innerText()).toContain('står nu i hændelsesloggen')
  expect(await page.locator('#structure').innerText()).toContain('Normering')
  expect(await violations(page)).toEqual([])
  await leave(page)
})
