import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { wordsIn } from '#lib/words/words.ts'
import { reach, reachInMenu, send, sound, write } from '../people/keyboard.ts'
import { enterAs, leave } from '../people/visiting.ts'
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

const looks = [
  { round: '2026', language: 'da', theme: 'light', viewport: { width: 1280, height: 800 } },
  { round: '2027', language: 'en', theme: 'dark', viewport: { width: 360, height: 800 } },
] as const

test.each(looks)(
  'by keyboard alone, in $language, $viewport.width px wide, a file is sent, matched, checked, tried, approved by another person and made live',
  { timeout: 300_000 },
  async ({ round, ...look }) => {
    const words = wordsIn(look.language)
    const page = await enterAs(browser, house.address, 'Anna', look)
    await reachInMenu(page, words, words.say('shell.rounds'))
    await send(page)
    await reach(page, words.say('rounds.new'))
    await send(page)
    await reach(page, '#unit')
    await page.keyboard.type('inst')
    await write(page, { name: round })
    await send(page)
    await write(page, { 'label-da': `forår ${round}`, 'label-en': `spring ${round}` })
    for (const [end, day] of [
      ['from', '0301'],
      ['to', '0415'],
    ]) {
      await reach(page, `#${end}`)
      await page.keyboard.type(day + round)
    }
    await reach(page, '#file')
    // What opens here is a window of the system.
    await page.locator('#file').setInputFiles(house.right)
    await reach(page, words.say('rounds.send'))
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/rounds\/\d+/, { timeout: 60_000 })
    expect(await settled(page)).toBe(words.say('upload.finding.read'))
    await sound(page)
    await reach(page, words.say('upload.next.columns'))
    await send(page)
    await reach(page, words.say('columns.confirm'))
    await send(page)
    expect(await settled(page)).toBe(words.say('upload.finding.checked', { rows: 40, stopping: 0, files: 1 }))
    await reach(page, words.say('upload.next.preview'))
    await send(page, 'Space')
    expect(await settled(page)).toBe(words.say('upload.finding.previewed'))
    await sound(page)

    const other = await enterAs(browser, house.address, 'Ada', look)
    await reachInMenu(other, words, words.say('shell.rounds'))
    await send(other)
    await reach(other, placeOf(look.language, round))
    await send(other)
    await reach(other, words.say('upload.next.approve'))
    await send(other)
    expect(await settled(other)).toBe(words.say('upload.finding.approved'))
    await sound(other)
    await reach(other, words.say('upload.next.publish'))
    await send(other)
    expect(await settled(other)).toBe(words.say('upload.finding.live', { rows: 40, stopping: 0, files: 1 }))
    await sound(other)
    expect([...page.complaints, ...other.complaints]).toEqual([])
    await leave(page)
    await leave(other)
  },
)

/** What a file of institutions in a round is called. */
function placeOf(language: 'da' | 'en', round: string): string {
  return language === 'da'
    ? `Institution (syntetisk), forår ${round}`
    : `Institution (synthetic), spring ${round}`
}
