import { join } from 'node:path'
import { listAuditEntries } from '@pejling/ledger'
import { type Browser, chromium, type Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openPeopleHouse, type PeopleHouse } from '../people/house.ts'
import { enterAs, leave, press, type Visitor } from '../people/visiting.ts'
import { openPage } from './browser.ts'
import { violations } from './violations.ts'

const { address, home, live } = inject('house')
const room = '/interviews/interviews-synthetic'
let browser: Browser
let house: PeopleHouse
let own: string
beforeAll(async () => {
  browser = await chromium.connect(inject('house').browser)
  house = await openPeopleHouse(join(home, 'editions', `${live}.duckdb`))
  await house.addPerson('Rita', 'researcher')
  await house.addPerson('Anna', 'analyst')
  own = await house.open()
}, 120_000)
afterAll(async () => {
  await browser.close()
  await house.close()
})

/** A link is followed as one with a keyboard does. */
async function enter(link: Locator): Promise<void> {
  await link.focus()
  await Promise.all([link.page().waitForNavigation(), link.page().keyboard.press('Enter')])
}

test('from a number on a relation page it is three steps by keyboard to the place in the interview, and back again', async () => {
  const page = await openPage(browser, address, { javaScriptEnabled: false })
  await page.goto('/relations?study=interviews-synthetic&x=funding_model&y=screening')
  await enter(page.locator('table a.count').first())
  expect(new URL(page.url()).pathname).toBe('/rows')
  await enter(page.locator('tbody a[href*="/values/screening/"]').first())
  expect(new URL(page.url()).pathname).toMatch(/^\/interviews\/interviews-synthetic\/values\/screening\/X\d$/)
  const value = page.url()
  expect(await page.locator('#rule').innerText()).toMatch(/version \d+/)
  const said = await page.locator('article strong').first().innerText()
  expect(said.length).toBeGreaterThan(10)
  await enter(page.locator('article .where a').first())
  expect(page.url()).toMatch(/\/source\/[0-9a-f]{16}\?excerpt=[0-9a-f]{16}#L\d+$/)
  expect((await page.locator('ol mark').allInnerTexts()).join('')).toBe(said)

  const place = page.url()
  await enter(page.locator('a[href*="/files/"]'))
  expect(await page.locator('h1').innerText()).toBe('interviews/project.qdpx')
  expect(await page.locator('code').first().innerText()).toMatch(/^[0-9a-f]{64}$/)
  await enter(page.locator('a[href*="/lineage/"]'))
  expect(await page.locator('main').innerText()).toContain('Systematik i opsporing')
  await page.goto(place)

  // And back: the codes at the line lead to the excerpt, that to the value it feeds, and to relations with it.
  await enter(page.locator('ol ul a.chosen').first())
  expect(new URL(page.url()).pathname).toMatch(/\/excerpts\/[0-9a-f]{16}$/)
  expect(await page.locator('#feeds p a').first().getAttribute('href')).toBe(new URL(value).pathname)
  await enter(page.locator('#feeds ul a').first())
  expect(new URL(page.url()).searchParams.get('study')).toBe('interviews-synthetic')
  expect([new URL(page.url()).searchParams.get('x'), new URL(page.url()).searchParams.get('y')]).toContain(
    'screening',
  )
  await leave(page)
})

test.each(['da', 'en'] as const)(
  'axe finds nothing on an interview and an excerpt in %s',
  async (language) => {
    const page = await openPage(browser, address, { language })
    await page.goto(`${room}/values/screening/X1`)
    for (const link of ['article .where a', 'ol ul a.chosen']) {
      await page.locator(link).first().click()
      await page.waitForLoadState()
      expect([page.url(), await violations(page)]).toEqual([page.url(), []])
    }
    await leave(page)
  },
)

test('a study leads to its interviews, whose page is called what it is about and lies in the study', async () => {
  const page = await openPage(browser, address, { javaScriptEnabled: false })
  await page.goto('/studies/interviews-synthetic')
  await enter(page.locator('#interviews a'))
  expect(new URL(page.url()).pathname).toBe(room)
  expect(await page.locator('h1').innerText()).toBe('Koder')
  expect(await page.locator('.above a').last().getAttribute('href')).toBe('/studies/interviews-synthetic')
  await page.goto(`${room}/values/screening/X1`)
  expect(await page.locator('h1').innerText()).toMatch(/^Institution/)
  await leave(page)
})

test('the matrix opens as deep as there is room for, and an address that says how deep is kept', async () => {
  const page = await openPage(browser, address, { javaScriptEnabled: false })
  const rows = async (query: string) => {
    await page.goto(`${room}${query}`)
    return page.locator('tbody th[scope="row"] a[href*="/code/"]').count()
  }
  const all = await rows('')
  expect(all).toBeGreaterThan(15)
  expect(all).toBeLessThanOrEqual(30)
  expect(await rows('?levels=1')).toBeLessThan(6)
  expect(await page.locator('#levels').inputValue()).toBe('1')
  // Sorted, a row no longer stands below the one above it in the tree: it says its whole path.
  await page.goto(room)
  await enter(page.locator('thead a', { hasText: 'X2' }))
  expect(await page.locator('th[aria-sort="descending"]').innerText()).toContain('X2')
  const counts = await page.locator('tbody tr td:nth-of-type(2)').allInnerTexts()
  expect(counts.slice(0, all).map(Number)).toEqual(
    counts
      .slice(0, all)
      .map(Number)
      .toSorted((a, b) => b - a),
  )
  expect(await page.locator('tbody th a', { hasText: '› Hver uge' }).count()).toBeGreaterThan(0)
  await leave(page)
})

test('from 700 px on agreement by code is a table, no wider than its page', async () => {
  const page = await openPage(browser, address)
  for (const width of [700, 768, 1000, 1440]) {
    await page.setViewportSize({ width, height: 900 })
    await page.goto(`${room}/agreement`)
    const table = page.locator('#table table')
    const seen = await table.evaluate((one) => ({
      display: getComputedStyle(one).display,
      over: document.documentElement.scrollWidth - innerWidth,
      row: Math.max(
        ...[...one.querySelectorAll('tbody tr')].map((row) => row.getBoundingClientRect().height),
      ),
    }))
    expect([width, seen.display, seen.over]).toEqual([width, 'table', 0])
    expect(seen.row).toBeLessThan(220)
  }
  await leave(page)
})

test('a cell of the matrix leads to its excerpts, as many as it says', async () => {
  const page = await openPage(browser, address)
  await page.goto(`${room}?by=Rolle`)
  const cell = page.locator('tbody td a').first()
  const n = Number(await cell.innerText())
  await cell.click()
  await page.waitForURL(/\/excerpts\?/)
  expect(await page.locator('article').count()).toBe(n)
  expect(page.complaints).toEqual([])
  await leave(page)
})

test('a search in the texts marks the words and leads to the line', async () => {
  const page = await openPage(browser, address, { javaScriptEnabled: false })
  await page.goto(`${room}/search`)
  await page.locator('#text-q').fill('gruppe')
  await page.locator('main form button').click()
  expect(await page.locator('mark').first().innerText()).toMatch(/^gruppe/i)
  const link = page.locator('article li a').first()
  const line = (await link.getAttribute('href'))!.split('#')[1]
  await link.click()
  expect((await page.locator(`#${line} p`).innerText()).toLowerCase()).toContain('gruppe')
  await leave(page)
})

const word = 'lønkroner'
async function seenBy(page: Visitor, source: string): Promise<string> {
  const texts: string[] = []
  for (const path of [source, `${room}/excerpts`, `${room}/search?q=${word}`, `${room}/quotations`]) {
    await page.goto(path)
    texts.push(await page.locator('main').innerText())
  }
  return texts.join('\n').replace(`»${word}«`, '')
}

test('a passage that a coder hides is gone for everyone everywhere, and only an analyst shows it again', async () => {
  const stranger = await openPage(browser, own)
  await stranger.goto(`${room}/search?q=${word}`)
  const found = await stranger.locator('article h2 a').first().getAttribute('href')
  expect(await seenBy(stranger, found!)).toContain(word)

  const coder = await enterAs(browser, own, 'Rita')
  await coder.goto(found!)
  await coder.locator('#words').fill(word)
  await press(coder, 'Skjul')
  await coder.waitForURL(/masked=1/)
  expect(await coder.locator('#said').innerText()).toBe('1 sted er skjult.')
  for (const page of [stranger, coder]) expect(await seenBy(page, found!)).not.toContain(word)
  await coder.goto(found!)
  expect(await coder.locator('main').innerText()).toContain('[navn]')
  expect(await coder.getByRole('button', { name: 'Vis igen' }).count()).toBe(0)

  const analyst = await enterAs(browser, own, 'Anna')
  await analyst.goto(found!)
  await analyst.locator('.undo button').first().click()
  await analyst.waitForURL(/unmasked/)
  expect(await seenBy(stranger, found!)).toContain(word)
  const acts = await listAuditEntries(house.ledger, { subject: 'interviews-synthetic' })
  expect(acts.map(({ act }) => act)).toEqual(['unmask-passage', 'mask-passages'])
  expect(JSON.stringify(acts)).not.toContain(word)
  for (const page of [stranger, coder, analyst]) await leave(page)
})

test('only what an analyst cleared leaves as a file, and no longer when it is taken back', async () => {
  const analyst = await enterAs(browser, own, 'Anna')
  await analyst.goto(`${room}/excerpts?code=Citater til rapporten`)
  const said = await analyst.locator('article strong').first().innerText()
  await analyst.locator('article .where a').nth(1).click()
  await press(analyst, 'Frigiv til offentliggørelse')
  await analyst.waitForURL(/\?cleared/)
  expect(await analyst.locator('#cleared').innerText()).toMatch(/Frigivet til offentliggørelse .* af Anna\./)
  const excerpt = analyst.url()
  const file = async () => (await fetch(`${own}${room}/quotations/export`)).text()
  const lines = (await file()).trim().split('\r\n')
  expect(lines.length).toBe(2)
  expect(lines[1]).toContain(said)
  const stranger = await openPage(browser, own)
  await stranger.goto(excerpt)
  expect(await stranger.locator('#cleared').innerText()).not.toContain('Anna')
  await press(analyst, 'Træk frigivelsen tilbage')
  await analyst.waitForURL(/\?uncleared/)
  expect((await file()).trim().split('\r\n').length).toBe(1)
  for (const page of [stranger, analyst]) await leave(page)
})
