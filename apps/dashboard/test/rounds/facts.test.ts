import { createUpload, owner } from '@pejling/ledger'
import { keepOriginal } from '@pejling/archive'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { wordsIn } from '#lib/words/words.ts'
import { sound } from '../people/keyboard.ts'
import { enterAs, fill, leave, press } from '../people/visiting.ts'
import { openUploadHouse, settled, type UploadHouse } from './upload-house.ts'

let house: UploadHouse
let browser: Browser
beforeAll(async () => {
  house = await openUploadHouse()
  browser = await chromium.connect(inject('house').browser)
}, 240_000)
afterAll(async () => {
  await browser.close()
  await house.end()
}, 60_000)

const study = 'rounds-synthetic'
const words = wordsIn('da')

test('a file of a round of which nobody has said what it is can be checked when it is said, without scripts too', async () => {
  const page = await enterAs(browser, house.address, 'Anna', {
    javaScriptEnabled: false,
    viewport: { width: 360, height: 800 },
  })
  const original = await keepOriginal(house.home, house.right, 'copy')
  const files = [{ name: 'rettet.csv', ...original }]
  const id = await createUpload(house.ledger, { study, round: '2030', unit: 'institution', files }, owner)
  await page.goto(`/rounds/${id}`)
  expect(await settled(page)).toBe(words.say('upload.finding.read'))
  await page.getByRole('link', { name: words.say('upload.next.columns') }).click()
  await press(page, words.say('columns.confirm'))
  expect(await settled(page)).toBe(words.say('upload.finding.stops', { rows: 40, stopping: 1, files: 1 }))
  expect(await page.locator('main').innerText()).toContain(words.say('check.rule.round-facts'))
  await page.getByRole('link', { name: words.say('upload.next.facts') }).click()
  expect(await page.locator('.finding').innerText()).toBe(words.say('facts.lead.before'))
  expect(await page.locator('#population-da').inputValue()).not.toBe('')
  await sound(page)
  await fill(page, { 'label-da': 'Forår 2030', from: '2030-04-15', to: '2030-03-01' })
  await press(page, words.say('facts.save'))
  expect(await page.locator('#said').innerText()).toContain(words.say('facts.wrong.to'))
  await fill(page, { to: '2030-05-01', 'answered-institution': '40' })
  await press(page, words.say('facts.save'))
  expect(await settled(page)).toBe(words.say('upload.finding.checked', { rows: 40, stopping: 0, files: 1 }))
  await page.goto(`/rounds/facts/${study}/2030`)
  expect(await page.locator('h1').innerText()).toBe(words.say('facts.page', { round: 'Forår 2030' }))
  const other = await enterAs(browser, house.address, 'Ada')
  await other.goto(`/rounds/facts/${study}/2030`)
  await fill(other, { to: '2030-05-02' })
  await press(other, words.say('facts.save'))
  await press(page, words.say('facts.save'))
  expect(await page.locator('#said').innerText()).toBe(words.say('facts.changed'))
  expect(page.complaints.filter((one) => !/409|400/.test(one))).toEqual([])
  await leave(page)
  await leave(other)
}, 240_000)

test("what stands in the study's folder is shown and not asked for", async () => {
  const page = await enterAs(browser, house.address, 'Anna')
  await page.goto(`/rounds/facts/${study}/2025`)
  expect(await page.locator('.finding').innerText()).toBe(words.say('facts.only.folder'))
  expect(await page.locator('main form').count()).toBe(0)
  expect(await page.locator('dl').innerText()).toContain(words.say('facts.from'))
  await sound(page)
  const gone = await page.goto(`/rounds/facts/${study}/1999`)
  expect(gone!.status()).toBe(404)
  await leave(page)
}, 60_000)
