import { basename } from 'node:path'
import { recordEdition } from '@pejling/ledger'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openPage } from '../pages/browser.ts'
import { violations } from '../pages/violations.ts'
import { openPeopleHouse, type PeopleHouse, send, signInAs } from '../people/house.ts'

let house: PeopleHouse
let browser: Browser
let address: string
let cookie: string
const paths = ['/views', '/views?plan=kora-2017']

beforeAll(async () => {
  const file = inject('house').closed
  house = await openPeopleHouse(file)
  await recordEdition(house.ledger, { hash: basename(file, '.duckdb'), codeVersion: '1' })
  address = await house.open()
  browser = await chromium.connect(inject('house').browser)
  await house.addPerson('Anna', 'researcher')
  cookie = await signInAs(address, 'Anna')
  const post = async (path: string, form: Record<string, string>) =>
    (await send(address, 'POST', path, { cookie, form })).headers.get('location')!.split('?')[0]
  const question = (study: string) => `?study=${study}&x=funding_model&y=screening`
  const open = { question: question('kora-2017'), name: 'Åben', note: 'Til mødet', then: 'freeze' }
  const frozen = await post('/views?/save', open)
  const live = await post('/views?/save', { question: question('lukkede-raekker'), name: 'Lukket' })
  const list = await post('/views?/list', { name: 'Rapport' })
  for (const view of [frozen, live]) await post(`${view}?/add`, { list: list.split('/').at(-1)! })
  const text = { version: '3', name: 'Rapport', 'text-new': '# Før\n\n- et', act: 'save' }
  await post(`${list}?/change`, text)
  paths.push(frozen, live, `${frozen.split('-')[0]}-${'0'.repeat(16)}`, list, `${list}?edit`)
}, 120_000)
afterAll(async () => {
  await browser.close()
  await house.close()
})

test.each([
  ['da', 1280, 'light'],
  ['en', 360, 'dark'],
] as const)(
  'every page of the notebook is sound in %s at %i px, and nothing of it is wider than the screen',
  async (language, width, theme) => {
    const page = await openPage(browser, address, { language, theme, viewport: { width, height: 800 } })
    const [name, value] = cookie.split('; ')[0].split(/=(.*)/)
    await page.context().addCookies([{ name, value, url: address }])
    for (const path of paths) {
      await page.goto(path)
      expect([path, await page.locator('h1').count()]).toEqual([path, 1])
      expect([path, ...(await violations(page))]).toEqual([path])
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect([path, wide <= 0]).toEqual([path, true])
    }
    expect(page.complaints).toEqual([])
    await page.context().close()
  },
  120_000,
)
