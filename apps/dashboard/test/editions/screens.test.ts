import { basename, join } from 'node:path'
import {
  findLiveEdition,
  listAuditEntries,
  listPins,
  owner,
  recordEdition,
  useEdition,
} from '@pejling/ledger'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { Visit } from '../pages/browser.ts'
import { openPeopleHouse, type PeopleHouse } from '../people/house.ts'
import { enterAs, fill, leave, press, type Visitor } from '../people/visiting.ts'

const { home, live, other, moved } = inject('house')
const closed = basename(inject('house').closed, '.duckdb')
let house: PeopleHouse
let browser: Browser
let address: string
let anna: string
beforeAll(async () => {
  house = await openPeopleHouse(join(home, 'editions', `${live}.duckdb`))
  for (const hash of [closed, moved, other, live])
    await recordEdition(house.ledger, { hash, codeVersion: 'c0de' })
  await useEdition(house.ledger, live, 'test', owner)
  anna = await house.addPerson('Anna', 'analyst')
  // This one follows the ledger's pointer, over the editions of the test house.
  address = await house.open({ PEJLING_EDITION: '', PEJLING_HOME: home })
  browser = await chromium.connect(inject('house').browser)
}, 120_000)
afterAll(async () => {
  await browser.close()
  await house.close()
})

const enter = (visit?: Visit) => enterAs(browser, address, 'Anna', visit)
const short = (hash: string) => hash.slice(0, 10)
const finding = (page: Visitor) => page.locator('.finding').innerText()
const rowOf = (page: Visitor, hash: string) => page.locator('#list tbody tr').filter({ hasText: short(hash) })

test(
  'one press makes an older edition live and readers see it, and one press undoes it, without JavaScript',
  { timeout: 60_000 },
  async () => {
    const page = await enter({ javaScriptEnabled: false })
    const reader = await browser.newPage({ baseURL: address })
    const seen = async () => {
      await reader.goto('/')
      return reader.locator('footer').innerText()
    }
    expect(await seen()).toContain(live)
    await page.goto('/editions')
    expect(await finding(page)).toBe(
      `Udgave ${short(live)} er gældende: det er den, læserne ser. Der er 4 udgaver i alt.`,
    )
    const begun = performance.now()
    await rowOf(page, other).getByRole('button', { name: 'Gør gældende' }).click()
    await expect.poll(seen).toContain(other)
    expect(performance.now() - begun).toBeLessThan(2000)
    expect(await page.getByRole('status').innerText()).toContain(`Udgave ${short(other)} er nu gældende.`)
    expect(await findLiveEdition(house.ledger)).toBe(other)
    await press(page, `Fortryd: gør ${short(live)} gældende igen`)
    expect(await page.getByRole('status').innerText()).toContain(`Udgave ${short(live)} er nu gældende.`)
    await expect.poll(seen).toContain(live)
    expect(await findLiveEdition(house.ledger)).toBe(live)
    const acts = await listAuditEntries(house.ledger, { act: 'use-edition', actor: anna })
    expect(acts.map(({ subject, details }) => [subject, details.before])).toEqual([
      [live, other],
      [other, live],
    ])
    await reader.close()
    await leave(page)
  },
)

test('the list says what each edition holds, and when each was live', async () => {
  const page = await enter()
  await page.goto('/editions')
  expect(await rowOf(page, live).innerText()).toMatch(
    /gældende[\s\S]*\d studier, \d+ tabeller, [\d.]+ rækker[\s\S]*MB/,
  )
  expect(await rowOf(page, other).innerText()).toMatch(/1 studie, /)
  expect(await page.locator('figure h2').innerText()).toBe('Hvornår hver udgave var gældende')
  expect(page.complaints).toEqual([])
  await leave(page)
})

test('an edition is kept with a reason, and let go', async () => {
  const page = await enter({ javaScriptEnabled: false })
  await page.goto(`/editions/${other}`)
  expect(await page.locator('#tables tbody tr').count()).toBe(4)
  await fill(page, { reason: 'tallene i rapporten' })
  await press(page, 'Behold udgaven')
  expect(await page.getByRole('status').innerText()).toBe('Udgaven beholdes.')
  expect(await listPins(house.ledger, other)).toMatchObject([
    { kind: 'person', reason: 'tallene i rapporten', by: anna },
  ])
  await press(page, 'Lad den gå')
  expect(await listPins(house.ledger, other)).toEqual([])
  await leave(page)
})

test(
  'two editions are compared: what came is said, and what did not move is named',
  { timeout: 120_000 },
  async () => {
    const page = await enter()
    await page.goto(`/editions/compare?from=${other}&to=${live}`)
    // On a busy machine it says first how far it is, and shows the rest when it is there.
    await page.locator('#unmoved').waitFor({ timeout: 60_000 })
    expect(await page.locator('h1').innerText()).toBe('Hvad der flyttede sig')
    expect(await page.locator('#study-smaabornsteam-2020').innerText()).toContain('kommet til')
    expect(await page.locator('#unmoved').innerText()).toContain('KORA 2017')
    await page.goto(`/editions/compare?from=${live}&to=${live}`)
    await page.locator('#unmoved').waitFor({ timeout: 60_000 })
    expect(await finding(page)).toBe('De to udgaver har nøjagtig det samme indhold.')
    expect((await page.goto(`/editions/compare?from=${live}&to=nothing`))?.status()).toBe(404)
    expect(page.complaints.filter((line) => !/status of 404/.test(line))).toEqual([])
    await leave(page)
  },
)

test(
  'a row that changed moves numbers and relations, each with its cause, and may be seen where rows may',
  { timeout: 120_000 },
  async () => {
    const page = await enter()
    await page.goto(`/editions/compare?from=${closed}&to=${moved}`)
    await page.locator('#study-kora-2017').waitFor({ timeout: 60_000 })
    expect(await finding(page)).toMatch(
      /^Fra \w+ til \w+: 2 tabeller har andet indhold, \d+ sammenhænge og 1 indikator flyttede sig/,
    )
    const open = page.locator('#study-kora-2017')
    expect(await open.innerText()).toContain('units/institution.csv er en anden fil')
    const table = open.locator('table').first()
    expect(await table.innerText()).toMatch(/Institution\s+24 → 24\s+0\s+0\s+1\s+data/)
    expect(await open.innerText()).toContain('Normering: 6,1 → 6,9')
    const indicators = open.locator('.records', { has: page.getByText('Måles ved', { exact: true }) })
    expect(await indicators.locator('tbody').innerText()).toMatch(
      /^Normering[\s\S]*median: [\d,]+ → [\d,]+[\s\S]*data$/,
    )
    // The figure has a dot for each relation whose measure moved, and every one of them is in the table.
    const dots = await page.locator('.drawing.wide circle').count()
    expect(dots).toBeGreaterThan(3)
    await page.goto(`/editions/compare?from=${closed}&to=${moved}&all=yes&cause=data`)
    const measured = page
      .locator('.records:has(th:has-text("Mål")) tbody tr')
      .filter({ hasText: /Gamma|Cramér|Spearman/ })
    expect(await measured.count()).toBe(dots)
    // Nobody has the right to the closed study's rows: nothing of them is shown.
    const shut = await page.locator('#study-lukket-2017').innerText()
    expect(shut).toContain('Rækkerne vises ikke for dig')
    expect(shut).toMatch(/Institution\s+vises ikke for dig/)
    expect(shut).not.toMatch(/linje \d|Normering/)
    await leave(page)
  },
)
