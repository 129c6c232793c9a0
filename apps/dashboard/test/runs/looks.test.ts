import { join } from 'node:path'
import { answerPlan, owner, recordEdition, requestPlan, requestRun, useEdition } from '@pejling/ledger'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { crossedTexts } from '../pages/crossed-texts.ts'
import { violations } from '../pages/violations.ts'
import { openPeopleHouse, type PeopleHouse } from '../people/house.ts'
import { enterAs, leave } from '../people/visiting.ts'
import { institution, leadRun, plan, published } from './led-run.ts'

const { home, live, other, moved } = inject('house')
const closed = inject('house')
  .closed.replace(/.*\//, '')
  .replace(/\.duckdb$/, '')
let house: PeopleHouse
let browser: Browser
let address: string
let underWay: number
let end: () => void
let paths: string[]
beforeAll(async () => {
  house = await openPeopleHouse(join(home, 'editions', `${live}.duckdb`))
  const { ledger } = house
  await house.addPerson('Anna', 'analyst')
  for (const hash of [closed, moved, other, live]) {
    await recordEdition(ledger, { hash, codeVersion: 'c0de' })
    await useEdition(ledger, hash, 'test', owner)
  }
  const ask = async (study?: string) => (await requestRun(ledger, { study }, owner, 'schedule')).run
  const [done, failed] = [await ask(), await ask('kora-2017')]
  await leadRun(ledger, done, async (steps) => {
    for (const step of [institution, published, 'edition']) {
      await steps.begin(step)
      await steps.done(step)
    }
    await steps.end('done', live)
  })
  await leadRun(ledger, failed, async (steps) => {
    await steps.begin(institution)
    await steps.fail(institution)
    await steps.end('failed')
  })
  underWay = await ask()
  await new Promise<void>((begun) => {
    void leadRun(ledger, underWay, async (steps) => {
      await steps.begin(institution)
      await steps.share(institution, 0.4)
      begun()
      await new Promise<void>((done) => (end = done))
      await steps.end('cancelled')
    })
  })
  const plans = await Promise.all([1, 2, 3].map(() => requestPlan(ledger, {}, owner)))
  await answerPlan(ledger, plans[1], { content: plan })
  await answerPlan(ledger, plans[2], { message: 'studies: no such folder: /gone' })
  paths = [
    ...['/runs', '/runs?status=failed', '/runs/new', ...plans.map((id) => `/runs/new?plan=${id}`)],
    ...[done, failed, underWay].map((run) => `/runs/${run}`),
    ...['/editions', `/editions/${live}`, `/editions/${other}`, `/editions?used=${other}&before=${live}`],
    ...[`/editions/compare?from=${closed}&to=${moved}`, `/editions/compare?from=${other}&to=${live}`],
  ]
  address = await house.open()
  browser = await chromium.connect(inject('house').browser)
}, 120_000)
afterAll(async () => {
  end()
  await browser.close()
  await house.close()
})

const looks = [
  { language: 'da', theme: 'light', viewport: { width: 1280, height: 800 } },
  { language: 'en', theme: 'dark', viewport: { width: 360, height: 800 } },
  { language: 'en', theme: 'light', viewport: { width: 768, height: 800 } },
  { language: 'da', theme: 'dark', viewport: { width: 1440, height: 900 } },
] as const

test.each(looks)(
  'in $language, $theme, $viewport.width px wide, no screen of runs or editions breaks WCAG 2.2 AA, complains, or is too wide',
  { timeout: 180_000 },
  async (look) => {
    const page = await enterAs(browser, address, 'Anna', look)
    for (const path of paths) {
      expect([path, (await page.goto(path))?.status()]).toEqual([path, 200])
      expect([path, await violations(page)]).toEqual([path, []])
      const needed = await page.evaluate(() => document.documentElement.scrollWidth)
      expect([path, needed]).toEqual([path, look.viewport.width])
      expect([path, await crossedTexts(page)]).toEqual([path, []])
    }
    expect(page.complaints).toEqual([])
    await leave(page)
  },
)
