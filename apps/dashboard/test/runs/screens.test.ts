import { join } from 'node:path'
import { answerPlan, findPlan, findRun, findWaitingPlan, findWaitingRun, requestRun } from '@pejling/ledger'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { Visit } from '../pages/browser.ts'
import { openPeopleHouse, type PeopleHouse } from '../people/house.ts'
import { enterAs, leave, press, type Visitor } from '../people/visiting.ts'
import { institution, leadRun, plan, published } from './led-run.ts'

let house: PeopleHouse
let browser: Browser
let address: string
let anna: { actor: string; role: string }
beforeAll(async () => {
  house = await openPeopleHouse(join(inject('house').home, 'editions', `${inject('house').live}.duckdb`))
  anna = { actor: await house.addPerson('Anna', 'analyst'), role: 'analyst' }
  await house.addPerson('Bo', 'researcher')
  await house.addPerson('Ib', 'analyst')
  address = await house.open()
  browser = await chromium.connect(inject('house').browser)
}, 120_000)
afterAll(async () => {
  await browser.close()
  await house.close()
})

const enter = (name: string, visit?: Visit) => enterAs(browser, address, name, visit)
const finding = async (page: Visitor) =>
  (await page.locator('.finding').innerText()).replaceAll('\u00a0', ' ')
/** The house is busy with other tests. */
const soon = { timeout: 8000 }
const noScript = { javaScriptEnabled: false }
const refreshes = async (page: Visitor) => /http-equiv="refresh"/.test(await page.content())

test('an analyst has rooms for runs and editions, a researcher has neither', async () => {
  const [analyst, researcher] = [await enter('Anna'), await enter('Bo')]
  for (const name of ['Kørsler', 'Udgaver']) {
    expect(await analyst.getByRole('link', { name, exact: true }).count()).toBe(1)
    expect(await researcher.getByRole('link', { name, exact: true }).count()).toBe(0)
  }
  expect((await researcher.goto('/runs'))?.status()).toBe(403)
  await leave(analyst)
  await leave(researcher)
})

test(
  'without JavaScript a plan is asked for, waited for, read, and run; who asks again joins',
  { timeout: 60_000 },
  async () => {
    const page = await enter('Anna', noScript)
    await page.goto('/runs/new')
    await page.locator('#scope').selectOption('kora-2017')
    await press(page, 'Vis planen')
    expect(await finding(page)).toMatch(/^Planen bliver lavet/)
    expect(await refreshes(page)).toBe(true)
    const { id, scope } = (await findWaitingPlan(house.ledger))!
    expect(scope).toEqual({ study: 'kora-2017' })
    await answerPlan(house.ledger, id, { content: { ...plan, scope } })
    // The page fetches itself: nothing is pressed.
    await page.getByRole('heading', { name: 'Hvert trin og hvorfor' }).waitFor()
    expect(await finding(page)).toBe(
      '3 trin køres, og 1 genbruges. Sidst tog de tilsammen 3,6 s. Trin, der kun køres, fordi de bygger på andre, beholdes, hvis det, de læser, viser sig at være det samme.',
    )
    expect(await page.locator('#steps').innerText()).toContain(
      'kora-2017/codebook.yaml: kategorierne i groups er ændret',
    )
    expect(await refreshes(page)).toBe(false)
    await press(page, 'Kør')
    expect(await finding(page)).toBe('Kørslen venter på, at arbejderen bliver ledig.')
    const run = (await findWaitingRun(house.ledger))!
    expect(new URL(page.url()).pathname).toBe(`/runs/${run}`)
    expect((await findRun(house.ledger, run))?.scope).toEqual({ study: 'kora-2017' })

    const other = await enter('Ib', noScript)
    await other.goto(`/runs/new?plan=${id}`)
    await press(other, 'Kør')
    expect(new URL(other.url()).pathname).toBe(`/runs/${run}`)
    expect(await other.getByRole('status').innerText()).toBe(
      'Den samme kørsel var allerede bedt om. Det er én kørsel, og du følger den nu.',
    )
    await press(other, 'Afbryd kørslen')
    expect(await finding(other)).toMatch(/^Kørslen blev afbrudt\./)
    expect(await findRun(house.ledger, run)).toMatchObject({ status: 'cancelled' })
    await leave(page)
    await leave(other)
  },
)

test(
  'a run is followed as it goes, without the page being loaded anew, and is heard',
  { timeout: 60_000 },
  async () => {
    const { run } = await requestRun(house.ledger, {}, anna)
    const page = await enter('Anna')
    await page.goto(`/runs/${run}`)
    await page.evaluate(() => Object.assign(globalThis, { sameDocument: true }))
    await leadRun(house.ledger, run, async ({ begin, share, done, end }) => {
      await expect.poll(() => finding(page), soon).toContain('1 af 4 trin er færdige')
      await begin(institution)
      await share(institution, 0.5)
      const row = page.locator('#steps tbody tr').nth(1)
      await expect.poll(() => row.innerText(), soon).toContain('50')
      expect(await row.innerText()).toMatch(/i gang[\s\S]*50\s%[\s\S]*12[\s\S]*3,4\sMB/)
      // What is open stays open.
      await page.locator('details summary').first().click()
      await done(institution)
      await expect.poll(() => finding(page), soon).toContain('2 af 4 trin er færdige')
      expect(await page.locator('details').first().getAttribute('open')).not.toBeNull()
      await begin(published)
      await done(published)
      await end('done', inject('house').live)
    })
    await expect
      .poll(() => finding(page), soon)
      .toMatch(/^Kørslen er færdig: 2 trin blev kørt, 1 blev genbrugt\./)
    await expect.poll(() => page.locator('#announcement').textContent(), soon).toBe(`Kørsel ${run}: færdig`)
    expect(await page.evaluate(() => 'sameDocument' in globalThis)).toBe(true)
    expect(await page.locator('#warnings').innerText()).toContain(
      'Institution · kora-2017: færre rækker, 30 før og 24 nu.',
    )
    expect(page.complaints).toEqual([])
    await leave(page)
  },
)

test('a run under way is cancelled by keyboard alone', async () => {
  const { run } = await requestRun(house.ledger, {}, anna)
  const page = await enter('Anna')
  await leadRun(house.ledger, run, async ({ begin, end }) => {
    await begin(institution)
    await page.goto(`/runs/${run}`)
    const button = page.getByRole('button', { name: 'Afbryd kørslen' })
    for (let i = 0; i < 40 && !(await button.evaluate((one) => one === document.activeElement)); i++)
      await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await expect.poll(() => finding(page), soon).toBe('Kørslen bliver afbrudt.')
    expect((await findRun(house.ledger, run))?.cancelled_by).toBe(anna.actor)
    await end('cancelled')
  })
  await expect.poll(() => finding(page), soon).toMatch(/^Kørslen blev afbrudt\. Intet er ændret/)
  await leave(page)
})

test('a failed run says what to do, and leads to a plan of the same', async () => {
  const { run } = await requestRun(house.ledger, { study: 'kora-2017' }, anna)
  await leadRun(house.ledger, run, async ({ begin, fail, end }) => {
    await begin(institution)
    await fail(institution)
    await end('failed')
  })
  const page = await enter('Anna', noScript)
  await page.goto(`/runs/${run}`)
  expect(await finding(page)).toMatch(/^Kørslen mislykkedes\. Intet er ændret/)
  expect(await page.locator('.next').innerText()).toContain('den begynder, hvor denne kørsel slap')
  expect(await page.locator('#problems').innerText()).toContain(
    'kora-2017/units/institution.csv:14 groups: expected one of never, often, found 6',
  )
  await press(page, 'Se planen for at fortsætte')
  const id = Number(new URL(page.url()).searchParams.get('plan'))
  expect(await findPlan(house.ledger, id)).toMatchObject({ scope: { study: 'kora-2017' }, status: 'waiting' })
  await answerPlan(house.ledger, id, { message: 'studies: no such folder: /gone' })
  await page.goto(`/runs/new?plan=${id}`)
  expect(await page.getByRole('alert').innerText()).toBe(
    'Planen kunne ikke laves: studies: no such folder: /gone',
  )
  await leave(page)
})

test('what cannot be told, and what stops, cannot be run', async () => {
  const page = await enter('Anna', noScript)
  const show = async (content: typeof plan) => {
    await page.goto('/runs/new')
    await press(page, 'Vis planen')
    const id = Number(new URL(page.url()).searchParams.get('plan'))
    await answerPlan(house.ledger, id, { content })
    await page.goto(`/runs/new?plan=${id}`)
    return [await finding(page), await page.getByRole('button', { name: 'Kør', exact: true }).count()]
  }
  const [first, ...others] = plan.steps
  const why = [{ kind: 'cannot-tell' as const, why: 'not readable: kora-2017/codebook.yaml' }]
  expect(
    await show({ ...plan, steps: [{ ...first, action: 'cannot-tell', reasons: why }, ...others] }),
  ).toEqual([
    'Om 1 trin kan det ikke afgøres, om de er ændret. Så længe kan intet køres; grunden står i tabellen.',
    0,
  ])
  expect(await page.locator('#steps').innerText()).toContain(
    'Det kan ikke afgøres: not readable: kora-2017/codebook.yaml',
  )
  const problem = {
    file: 'kora-2017/study.yaml',
    rule: 'x',
    severity: 'stops' as const,
    message: 'expected an id',
  }
  expect(await show({ ...plan, problems: [problem] })).toEqual([
    'Et problem standser kørslen. Ret det, og lav planen igen.',
    0,
  ])
  const reused = plan.steps.map((step) => ({ ...step, action: 'reuse' as const, reasons: [] }))
  expect(await show({ ...plan, upToDate: true, steps: reused })).toEqual([
    'Alt er, som det skal være: 4 trin genbruges, og intet skal køres.',
    0,
  ])
  await leave(page)
})

test('a page that keeps up by itself can be told to stand still, with scripts and without', async () => {
  const { run } = await requestRun(house.ledger, { study: 'still' }, anna)
  for (const javaScriptEnabled of [true, false]) {
    const page = await enter('Anna', { javaScriptEnabled })
    await page.goto(`/runs/${run}`)
    expect(await refreshes(page)).toBe(true)
    await page.getByRole('link', { name: 'Stop det' }).click()
    expect(await refreshes(page)).toBe(false)
    expect(await page.locator('[data-follow]').count()).toBe(0)
    await page.getByRole('link', { name: 'Følg igen' }).click()
    expect(new URL(page.url()).search).toBe('')
    await leave(page)
  }
})

test('all runs are narrowed and turned a page at a time', async () => {
  for (let i = 0; i < 27; i++)
    await requestRun(house.ledger, { study: `s-${i}` }, { actor: 'owner', role: 'owner' })
  const page = await enter('Anna')
  await page.goto('/runs?still=yes')
  expect(await page.locator('#list tbody tr').count()).toBe(25)
  await page.getByRole('link', { name: 'Ældre' }).click()
  expect(await page.locator('#list tbody tr').count()).toBeGreaterThan(2)
  await page.goto('/runs')
  await page.locator('#status').selectOption('failed')
  await page.waitForURL(/status=failed/)
  await expect.poll(() => page.locator('#list tbody tr').count(), soon).toBe(1)
  expect(await page.locator('#list tbody').innerText()).toMatch(
    /mislykket[\s\S]*studiet kora-2017[\s\S]*Anna/,
  )
  await leave(page)
})

test('events end when the dashboard is told to stop', async () => {
  const own = await house.open()
  const page = await enterAs(browser, own, 'Anna')
  await page.goto('/runs')
  const { cookies } = await page.context().storageState()
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const answer = await fetch(`${own}/runs/events`, { headers: { cookie } })
  expect([answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([
    'text/event-stream',
    'no-store, no-transform',
  ])
  const begun = performance.now()
  await Promise.all([house.stop(own), answer.text()])
  expect(performance.now() - begun).toBeLessThan(5000)
  await leave(page)
})
