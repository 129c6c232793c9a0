import { once } from 'node:events'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { serve } from '../global-setup.ts'
import { openPage } from './browser.ts'

const { address } = inject('house')
let browser: Browser
beforeAll(async () => {
  browser = await chromium.connect(inject('house').browser)
})
afterAll(() => browser.close())

const visit = (language: 'da' | 'en' = 'da') =>
  openPage(browser, address, {
    ...{ language, javaScriptEnabled: false, viewport: { width: 360, height: 800 } },
  })
const plain = (text: string) => text.replaceAll('\u00a0', ' ').replace(/\s+/g, ' ')

test('a profile says where an institution lies, among whom, and leads to the line of each number', async () => {
  const page = await visit()
  await page.goto('/studies/kora-2017/units/institution')
  await page.getByLabel('Søg efter navn eller nummer').fill('1a')
  await page.getByRole('button', { name: 'Søg', exact: true }).last().click()
  expect(plain(await page.getByRole('status').innerText())).toContain('1 passer til »1a«.')
  await page.getByRole('link', { name: 'Institution 1A' }).click()
  const said = async () => plain(await page.locator('#structure').innerText())
  expect(await said()).toContain('Normering 6,1 (median 6')
  expect(plain(await page.locator('#process').innerText())).toContain(
    'Ikke offentliggjort for den enkelte: kender formålet med midlerne, systematik i opsporing',
  )
  expect(plain(await page.locator('#funding').innerText())).toContain('Medianbeløb pr. barn')
  // Nobody else is named, and nobody stands in an order.
  expect(await page.locator('main').innerText()).not.toMatch(/\b([1-6][B-D]|[2-6]A)\b|nr\. \d|bedst/)

  await page.getByRole('link', { name: 'institutioner med samme tildelingsmodel: bundne midler' }).click()
  expect(new URL(page.url()).search).toBe('?peers=funding_model')
  expect(await said()).toContain('Normering 6,1 (median 6,2)')
  await page
    .locator('#structure')
    .getByRole('link', { name: 'linje 2 i units/institution.csv' })
    .first()
    .click()
  expect(page.url()).toContain('/files/kora-2017/units/institution.csv#L2')
  await page.context().close()
})

test('over rounds a profile says where a question became another and which rounds did not ask', async () => {
  const page = await visit('en')
  await page.goto('/studies/rounds-synthetic/units/institution/I00003')
  const rounds = plain(await page.locator('#rounds').innerText())
  expect(rounds).toContain('cannot be compared with spring 2023')
  expect(rounds).toContain('not asked')
  await page.getByRole('link', { name: 'spring 2022', exact: true }).first().click()
  expect(new URL(page.url()).search).toBe('?round=2022')
  const process = plain(await page.locator('#process').innerText())
  expect(process).toContain('Knows the purpose of the money not asked')
  await page.context().close()
})

test('peers fewer than the threshold are not drawn', async () => {
  const page = await visit('en')
  await page.goto('/studies/kora-2017/units/municipality/I?peers=funding_model')
  expect(await page.locator('#structure .drawing circle').count()).toBe(0)
  expect(plain(await page.locator('#structure').innerText())).toContain(
    'fewer than 3 have a value; the others are not drawn',
  )
  await page.context().close()
})

test('there is no page of a child, an informant or a course, nor of what is not known', async () => {
  for (const path of [
    '/studies/rounds-synthetic/units/child',
    '/studies/rounds-synthetic/units/child/1',
    '/studies/smaabornsteam-2020/units/child/1',
    '/studies/smaabornsteam-2020/units/course',
    '/studies/kora-2017/units/informant/1',
    '/studies/kora-2017/units/institution/9Z',
    '/studies/kora-2017/units/institution/1A?peers=nobody',
    '/studies/kora-2017/units/institution/1A?round=1999',
    '/studies/kora-2017/indicators/nothing',
    '/studies/kora-2017/indicators/staff_ratio?definition=9',
  ])
    expect([path, (await fetch(address + path)).status]).toEqual([path, 404])
})

test('the definition of an indicator is chosen in the address, and the page says who moves', async () => {
  const page = await visit()
  await page.goto('/studies/kora-2017-synthetic/indicators')
  await page.getByRole('link', { name: 'Aldersvægtede børn (opfundet fordeling)' }).click()
  expect(plain(await page.locator('#moves').innerText())).toContain('Fra definition 1 til 2 får 24 af 24')
  expect(plain(await page.locator('#source').innerText())).toContain('Summen af 2 × vuggestuebørn')
  await page.locator('#definitions').getByRole('link', { name: 'Definition 1' }).click()
  expect(new URL(page.url()).search).toBe('?definition=1')
  expect(plain(await page.locator('#source').innerText())).toContain('Summen af 1,74 × vuggestuebørn')
  expect(plain(await page.locator('#checks').innerText())).toContain('✓ bestået')
  const moves = page.locator('#moves')
  expect(plain(await moves.innerText())).toContain('Fra definition 2 til 1 får 24 af 24')
  const names = await moves.locator('tbody th').allInnerTexts()
  expect(names.map((name) => name.trim())).toEqual(names.map((name) => name.trim()).toSorted())
  await moves.getByRole('link', { name: '1B' }).first().click()
  expect(page.url()).toContain('/studies/kora-2017-synthetic/units/institution/1B')
  await page.context().close()
})

test('the relation page and the codebook lead to the card behind a number', async () => {
  const page = await visit('en')
  await page.goto('/relations?study=kora-2017&x=load_degree&y=children_per_staff')
  await page.locator('#back').getByRole('link', { name: 'Staff ratio', exact: true }).click()
  expect(page.url()).toContain('/studies/kora-2017/indicators/staff_ratio')
  await page.goto('/studies/kora-2017')
  await page
    .locator('#screening')
    .getByRole('link', { name: 'Systematics of screening', exact: true })
    .click()
  expect(plain(await page.locator('#now').innerText())).toContain('never published')
  await page.context().close()
})

test('under an embargo a card tells what is measured and no figure, and there are no profiles', async () => {
  const { DATABASE_URL: _, ...environment } = process.env
  const { home, shut } = inject('house')
  const server = await serve({ ...environment, PEJLING_HOME: home, PEJLING_EDITION: shut })
  const ask = (path: string) =>
    fetch(`${server.address}/studies/ikke-frigivet${path}`, {
      ...{ redirect: 'manual', headers: { cookie: 'language=en' } },
    })
  const card = await ask('/indicators/age_weighted_children')
  const text = await card.text()
  expect([card.status, text.includes('The figures have not been released yet.')]).toEqual([200, true])
  expect(text).toContain('How many move cannot be shown.')
  expect(text).not.toMatch(/24 of 24|median \d|✓/)
  const { status, headers } = await ask('/units/institution/1A')
  expect([status, headers.get('location')?.startsWith('/sign-in')]).toEqual([303, true])
  server.child.kill('SIGTERM')
  await once(server.child, 'exit')
})
