import { join } from 'node:path'
import { listAuditEntries, listWrittenCondensations } from '@pejling/ledger'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openPeopleHouse, type PeopleHouse } from '../people/house.ts'
import { enterAs, leave, press } from '../people/visiting.ts'
import { openPage } from './browser.ts'

const { address, home, live } = inject('house')
const study = 'interviews-synthetic'
const room = `/interviews/${study}`
const code = 'Tidlig indsats/Pædagogiske indsatser og ressourcer/Små grupper'
const cell = `${room}/excerpts?code=${encodeURIComponent(code)}&unit=X3`
const page_ = (unit: string) => `${room}/condensations/${unit}/${encodeURI(code)}`
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

test('what a cell of the matrix comes to stands before its excerpts, and each number beside it leads to one it rests on', async () => {
  const page = await openPage(browser, address, { javaScriptEnabled: false })
  await page.goto(`${room}?under=${encodeURIComponent(code.split('/').slice(0, 2).join('/'))}`)
  await page.locator(`tbody a[href*="unit=X3"][href*="grupper"]`).first().click()
  const condensed = page.locator('#condensations article')
  expect(await condensed.allInnerTexts()).toEqual([expect.stringContaining('Kun lejlighedsvis og på ture.')])
  const main = await page.locator('main').innerText()
  expect(main.indexOf('Kun lejlighedsvis')).toBeLessThan(main.indexOf('Nogle gange, på ture for eksempel.'))
  expect(await page.locator('#condensations .button').count()).toBe(0)
  await condensed.getByRole('link', { name: 'uddrag 1' }).click()
  expect(await page.locator('article strong').innerText()).toBe('Nogle gange, på ture for eksempel.')
  await page.goto(`${room}/values/small_groups/X5`)
  expect(await page.locator('#condensations').innerText()).toContain('I efteråret hver uge')
  await leave(page)
})

test('a coder writes without a script and it is seen at once; who changes it then keeps what was there, and nobody writes over another', async () => {
  const rita = await enterAs(browser, own, 'Rita', { javaScriptEnabled: false })
  await rita.goto(cell)
  await rita.locator('#condensations .button').click()
  await rita.locator('#text-own').fill('Ritas ord om Jens Hansen.')
  await rita.locator('form[action="?/write"]:has(#text-own) input[name=excerpt]').first().check()
  await rita.locator('form:has(#text-own) button').click()
  expect(await rita.locator('#said').innerText()).toContain('Gemt')
  await rita.goto(cell)
  expect(await rita.locator('#condensations').innerText()).toContain('Ritas ord')

  const anna = await enterAs(browser, own, 'Anna')
  await anna.goto(page_('X3'))
  await rita.goto(page_('X3'))
  const ritas = (page: typeof anna) => page.locator('.own details').nth(1)
  await ritas(anna).locator('summary').click()
  await ritas(anna).locator('textarea').fill('Annas rettelse.')
  await ritas(anna).locator('button').click()
  await anna.waitForURL(/saved/)
  expect(await anna.locator('.own').innerText()).toMatch(/Annas rettelse\.[^]*ændret af p/)
  expect(await anna.locator('#versions').innerText()).toContain('Ritas ord om Jens Hansen.')

  await ritas(rita).locator('summary').click()
  await ritas(rita).locator('textarea').fill('Ritas nye ord.')
  await ritas(rita).locator('button').click()
  expect(await rita.locator('#said').innerText()).toContain('En anden har ændret den')
  expect(await ritas(rita).locator('textarea').inputValue()).toBe('Ritas nye ord.')
  expect(await rita.locator('.own').innerText()).toContain('Annas rettelse.')
  await ritas(rita).locator('button').click()
  await rita.waitForURL(/saved/)
  const written = await listWrittenCondensations(house.ledger, study)
  expect(written.map(({ unit, text, excerpts }) => [unit, text, excerpts.length])).toEqual([
    ['X3', 'Ritas nye ord.', 1],
  ])

  // What is hidden in a version is hidden in that version for everybody.
  await rita.locator('#versions a').last().click()
  await rita.locator('#words').fill('Jens Hansen')
  await press(rita, 'Skjul')
  await rita.goto(page_('X3'))
  expect(await rita.locator('#versions').innerText()).toContain('Ritas ord om [navn].')
  const entries = await listAuditEntries(house.ledger, { subject: study })
  expect(entries.filter(({ act }) => act === 'write-condensation')).toHaveLength(3)
  expect(JSON.stringify(entries)).not.toMatch(/Hansen|ord/)
  const stranger = await openPage(browser, own)
  await stranger.goto(page_('X3'))
  expect(await stranger.locator('main').innerText()).toContain('Ritas nye ord.')
  expect(await stranger.locator('main form').count()).toBe(0)
  expect(await stranger.locator('#versions').count()).toBe(0)
  for (const page of [rita, anna, stranger]) await leave(page)
}, 60_000)

test('memos are shown with what they are about, and all of them on a page of their own', async () => {
  const page = await openPage(browser, address, { javaScriptEnabled: false })
  await page.goto(`${room}/memos`)
  expect(await page.locator('article').count()).toBe(6)
  await page.getByRole('link', { name: 'X4-leder' }).click()
  expect(await page.locator('#memos').innerText()).toContain('Lederen taler mest om planer')
  await page.goto(`${room}/memos`)
  await page.getByRole('link', { name: 'et uddrag af X1-paedagog' }).click()
  expect(await page.locator('#memos').innerText()).toMatch(/Et godt eksempel[^]*koder_a/)
  // What is about a case stands with the values of its unit.
  await page.goto(`${room}/values/screening/X1`)
  expect(await page.locator('#memos').innerText()).toContain('Huset spotter børn')
  await page.goto(`${room}/search?q=skemaet`)
  expect(await page.locator('#notes mark').allInnerTexts()).toEqual(['skemaer', 'skemaet'])
  await page.goto(`${room}/code/${encodeURI(`${code}/Hver uge`)}`)
  expect(await page.locator('#memos').innerText()).toContain('hvor den interviewede selv siger hver uge')
  await leave(page)
})

test('an address with the name a code had before leads to it, and its page says when, why and where its codings went', async () => {
  const page = await openPage(browser, address, { javaScriptEnabled: false })
  await page.goto(`${room}/code/Citater`)
  expect(new URL(page.url()).pathname).toBe(`${room}/code/Citater%20til%20rapporten`)
  const said = await page.locator('#versions').innerText()
  for (const part of ['20. november 2026', 'Omdøbt fra »Citater«', '2 fulgte med', 'Kun de citater'])
    expect(said).toContain(part)
  expect((await page.goto(`${room}/code/Findes%20ikke`))?.status()).toBe(404)
  await leave(page)
})
