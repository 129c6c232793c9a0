import { resolve } from 'node:path'
import { findLiveEdition, listAuditEntries } from '@pejling/ledger'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { wordsIn } from '#lib/words/words.ts'
import { violations } from '../pages/violations.ts'
import { enterAs, leave, press } from '../people/visiting.ts'
import { openUploadHouse, settled, type UploadHouse } from './upload-house.ts'

const sample = resolve(import.meta.dirname, '../../../../data/samples/interviews/project.qdpx')
let house: UploadHouse
let browser: Browser
beforeAll(async () => {
  house = await openUploadHouse(['interviews-synthetic'])
  browser = await chromium.connect(inject('house').browser)
}, 240_000)
afterAll(async () => {
  await browser.close()
  await house.end()
}, 60_000)

test(
  'coded interviews are sent, looked at, checked, tried, approved by another person, go live and are withdrawn',
  { timeout: 300_000 },
  async () => {
    const words = wordsIn('da')
    const page = await enterAs(browser, house.address, 'Anna')
    await page.goto('/rounds/new?study=interviews-synthetic')
    const form = page.locator('#interviews')
    await form.getByLabel(words.say('interviewUpload.name')).fill('anden-kodning')
    await form.getByRole('button', { name: words.say('interviewUpload.next') }).click()
    expect(await page.locator('main').innerText()).toContain('»anden-kodning«')
    await page.getByLabel(words.say('rounds.file')).setInputFiles(sample)
    await press(page, words.say('rounds.send'))
    await page.waitForURL(/\/rounds\/\d+/, { timeout: 60_000 })
    expect(await settled(page)).toBe(words.say('interviewUpload.finding.read'))
    expect(await page.locator('h1').innerText()).toBe('Kodede interview: anden-kodning')
    expect(await page.locator('#arrived').innerText()).toMatch(/kodninger\s+91/)
    expect(await page.locator('#deviations').innerText()).toContain('beholdt ved kilderne')
    expect(await violations(page)).toEqual([])
    await press(page, words.say('upload.next.check'))
    expect(await settled(page)).toBe(
      'Filen er tjekket: med den har studiet 91 kodninger, og intet står i vejen.',
    )
    const before = await findLiveEdition(house.ledger)
    await press(page, words.say('upload.next.preview'))
    expect(await settled(page)).toBe(words.say('upload.finding.previewed'))
    expect(await page.locator('#matrix').innerText()).toContain('Sprogscreening')
    expect(await page.locator('#values').innerText()).toContain('Reglerne giver 18 værdier')
    expect(await violations(page)).toEqual([])
    const other = await enterAs(browser, house.address, 'Ada')
    await other.goto('/rounds/1')
    await press(other, words.say('upload.next.approve'))
    expect(await settled(other)).toBe(words.say('upload.finding.approved'))
    await press(other, words.say('upload.next.publish'))
    expect(await settled(other)).toBe('Filens 91 rækker er i drift.')
    expect(await findLiveEdition(house.ledger)).not.toBe(before)
    await other.getByText(words.say('withdraw.live'), { exact: true }).click()
    await other.getByLabel(words.say('withdraw.why')).fill('prøve')
    await press(other, words.say('withdraw.submit'))
    expect(await settled(other)).toBe(words.say('upload.finding.withdrawn'))
    const acts = (await listAuditEntries(house.ledger, { subject: '1' }, 100)).map(({ act }) => act)
    for (const act of ['upload', 'check-upload', 'approve-upload', 'publish-upload', 'withdraw-upload'])
      expect(acts).toContain(act)
    expect([...page.complaints, ...other.complaints]).toEqual([])
    await leave(page)
    await leave(other)
  },
)
