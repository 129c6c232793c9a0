import { listAuditEntries, listHouseJudgements, listSettledInHouse } from '@pejling/ledger'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { wordsIn } from '#lib/words/words.ts'
import { openPeopleHouse, type PeopleHouse } from '../people/house.ts'
import { answered, reach, send, sound, write } from '../people/keyboard.ts'
import { enterAs, leave } from '../people/visiting.ts'

const study = 'interviews-synthetic'
let house: PeopleHouse
let browser: Browser
let address: string
beforeAll(async () => {
  house = await openPeopleHouse(join(inject('house').home, 'editions', `${inject('house').live}.duckdb`))
  for (const name of ['Rie', 'Ros']) await house.addPerson(name, 'researcher')
  address = await house.open()
  browser = await chromium.connect(inject('house').browser)
}, 120_000)
afterAll(async () => {
  await browser.close()
  await house.close()
})

const looks = [
  { who: 'Rie', language: 'da', theme: 'light', viewport: { width: 1280, height: 800 }, script: true },
  { who: 'Ros', language: 'en', theme: 'dark', viewport: { width: 360, height: 800 }, script: false },
] as const

test.each(looks)(
  'by keyboard alone, in $language, $viewport.width px wide, with JavaScript $script, a disagreement is settled and opened again',
  { timeout: 120_000 },
  async ({ who, script, ...look }) => {
    const words = wordsIn(look.language)
    const page = await enterAs(browser, address, who, { ...look, javaScriptEnabled: script })
    await page.goto(`/interviews/${study}/agreement`)
    await reach(page, words.say('agreement.queue'))
    await send(page)
    await sound(page)
    expect(await page.locator('.finding').innerText()).toBe(
      words.say('agreement.queue.sentence', { open: 25, changing: 4 }),
    )
    // What would change a value comes first.
    await reach(page, 'Tidlig indsats › Pædagogiske indsatser og ressourcer › Små grupper › Hver uge')
    await send(page)
    await sound(page)
    const marks = page.locator('mark')
    expect(await marks.allInnerTexts()).toEqual([
      'Hver tirsdag og torsdag går fire børn fra sammen med en fast voksen.',
    ])
    expect(await page.locator('.within').allInnerTexts()).toEqual(await marks.allInnerTexts())
    await reach(page, '[type=radio]')
    await page.keyboard.press('ArrowDown')
    await write(page, { note: 'kun hver uge' })
    await send(page)
    expect(await answered(page)).toBe(words.say('agreement.settle.saved', { open: 24 }))

    const [settled] = await listSettledInHouse(house.ledger, study)
    expect(settled).toMatchObject({
      start: 550,
      end: 618,
      first: 'koder_a',
      second: 'koder_b',
      keep: 'second',
    })
    const [entry] = await listAuditEntries(house.ledger, { act: 'settle-coding' })
    expect(JSON.stringify(entry)).not.toContain('hver uge')

    await page.goto(`/interviews/${study}/agreement/queue?state=settled`)
    await reach(page, 'Tidlig indsats › Pædagogiske indsatser og ressourcer › Små grupper › Hver uge')
    await send(page)
    expect(await page.locator('main').innerText()).toContain(`${who}: ${words.say('agreement.keep.second')}`)
    await reach(page, words.say('agreement.settle.undo'))
    await send(page)
    expect(await answered(page)).toBe(words.say('agreement.settle.undone'))
    expect(await listSettledInHouse(house.ledger, study)).toEqual([])
    await leave(page)
  },
)

test(
  'two who differ are settled by a third, by keyboard, and then nobody judges anew',
  { timeout: 120_000 },
  async () => {
    const words = wordsIn('da')
    const page = await enterAs(browser, address, 'Rie')
    await page.goto(`/interviews/${study}/judgements`)
    await sound(page)
    await reach(page, 'X5')
    await send(page)
    expect(await page.locator('main').innerText()).toContain('koder_a: i nogen grad og koder_b: ofte')
    await reach(page, '[type=radio]')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('ArrowUp')
    await reach(page, '#note')
    await send(page)
    expect(await answered(page)).toBe(words.say('agreement.judge.saved'))
    expect(await listHouseJudgements(house.ledger, study)).toMatchObject([
      { unit: 'X5', variable: 'inclusion', value: 'often', settles: true },
    ])
    const other = await enterAs(browser, address, 'Ros')
    await other.goto(`/interviews/${study}/judgements/inclusion/X5`)
    expect(await other.locator('main form').count()).toBe(0)
    expect(await other.locator('main').innerText()).toContain(words.say('agreement.judge.state.settled'))
    await leave(other)
    await leave(page)
  },
)
