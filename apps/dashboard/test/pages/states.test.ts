import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { wordsIn } from '#lib/words/words.ts'
import { serve } from '../global-setup.ts'
import { openPage } from './browser.ts'
import { violations } from './violations.ts'

const { address } = inject('house')
let browser: Browser
let empty: Awaited<ReturnType<typeof serve>>
let home: string
beforeAll(async () => {
  browser = await chromium.connect(inject('house').browser)
  home = await mkdtemp(join(tmpdir(), 'pejling-empty-'))
  const { DATABASE_URL: _, PEJLING_EDITION: __, ...clean } = process.env
  // A house before its first edition, and without a ledger.
  empty = await serve({ ...clean, PEJLING_HOME: home })
})
afterAll(async () => {
  await browser.close()
  empty.child.kill('SIGTERM')
  await once(empty.child, 'exit')
  await rm(home, { recursive: true, force: true })
})

const states = [
  { state: 'no such page', at: '/nowhere', status: 404, says: 'error.404.title' },
  { state: 'no such study', at: '/studies/nowhere', status: 404, says: 'error.404.title' },
  {
    state: 'a question nobody can read',
    at: '/relations?study=kora-2017&x=funding_model&y=screening&where=x',
    status: 400,
    says: 'error.400.title',
  },
  { state: 'a link that was used', at: '/invitation/used', status: 410, says: 'error.410.title' },
  { state: 'no edition yet', at: '/', empty: true, status: 503, says: 'error.503.title' },
  { state: 'nothing found', at: '/search?q=xyzzy', status: 200, says: 'search.title' },
  {
    state: 'a pair that is not known together',
    at: '/relations?study=kora-2017&x=screening&y=small_groups',
    status: 200,
    says: 'relation.because.title',
  },
] as const

test.each(states)('$state is said in both languages, with what to do next', async (case_) => {
  for (const language of ['da', 'en'] as const)
    for (const width of [360, 1280]) {
      const page = await openPage(browser, 'empty' in case_ ? empty.address : address, {
        ...{ language, theme: width === 360 ? 'dark' : 'light', viewport: { width, height: 800 } },
      })
      const answer = await page.goto(case_.at)
      expect(answer?.status()).toBe(case_.status)
      expect(await page.locator('main').innerText()).toContain(wordsIn(language).say(case_.says))
      expect(await page.locator('main a[href]').count()).toBeGreaterThan(0)
      expect(await violations(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
      await page.context().close()
    }
})

test('before the first edition the words, the method and the search are there, and the search says what is', async () => {
  for (const path of ['/glossary', '/about', '/search?q=gamma'])
    expect([path, (await fetch(empty.address + path)).status]).toEqual([path, 200])
  expect(await (await fetch(`${empty.address}/search?q=gamma`)).text()).toContain('/glossary#gamma')
})

test('while an answer is on its way the page says that it is busy, and does not move', async () => {
  const page = await openPage(browser, address)
  await page.goto('/relations?study=kora-2017&x=funding_model&y=screening')
  let answer = () => {}
  const held = new Promise<void>((done) => (answer = done))
  await page.route('**/relations?**small_groups**', async (route) => {
    await held
    await route.continue()
  })
  await page.locator('#y').selectOption('small_groups')
  expect(await page.locator('main').getAttribute('aria-busy')).toBe('true')
  expect(await page.locator('h1').innerText()).toBe('Tildelingsmodel og systematik i opsporing')
  answer()
  await page.waitForURL(/small_groups/)
  await expect.poll(() => page.locator('main').getAttribute('aria-busy')).toBe(null)
  await page.context().close()
})
