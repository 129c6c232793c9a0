import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { wordsIn } from '#lib/words/words.ts'
import { openPage } from '../pages/browser.ts'
import { emailOf, openPeopleHouse, password, type PeopleHouse } from './house.ts'
import { answered, reach, reachInMenu, send, sound, write } from './keyboard.ts'
import { totp } from './totp.ts'
import { leave } from './visiting.ts'

let house: PeopleHouse
let browser: Browser
let address: string
beforeAll(async () => {
  house = await openPeopleHouse(join(inject('house').home, 'editions', `${inject('house').live}.duckdb`))
  for (const name of ['Ada', 'Eva', 'Ida']) await house.addPerson(name, 'admin')
  address = await house.open()
  browser = await chromium.connect(inject('house').browser)
}, 120_000)
afterAll(async () => {
  await browser.close()
  await house.close()
})

const looks = [
  { who: 'Ada', language: 'da', theme: 'light', viewport: { width: 1280, height: 800 }, script: true },
  { who: 'Eva', language: 'en', theme: 'dark', viewport: { width: 360, height: 800 }, script: true },
  { who: 'Ida', language: 'da', theme: 'dark', viewport: { width: 768, height: 900 }, script: false },
] as const

test.each(looks)(
  'by keyboard alone, in $language, $viewport.width px wide, with JavaScript $script, people are invited, protected, changed and read about',
  { timeout: 150_000 },
  async ({ who, script, ...look }) => {
    const words = wordsIn(look.language)
    const visit = { ...look, javaScriptEnabled: script, acceptDownloads: true }
    const invited = { name: `Ny ${who}`, email: `ny-${who.toLowerCase()}@example.dk` }

    const admin = await openPage(browser, address, visit)
    await admin.goto('/sign-in')
    await reach(admin, words.say('shell.skip'))
    await admin.keyboard.press('Enter')
    await write(admin, { email: emailOf(who), password: 'not this one' })
    await send(admin)
    expect(await answered(admin)).toBe(words.say('signIn.wrong'))
    await reach(admin, words.say('signIn.wrong'))
    await admin.keyboard.press('Enter')
    expect(await admin.evaluate(() => document.activeElement?.id)).toBe('email')
    await write(admin, { password })
    await send(admin)
    expect(new URL(admin.url()).pathname).toBe('/')

    await reachInMenu(admin, words, words.say('shell.people'))
    await send(admin)
    await write(admin, { email: emailOf(who) })
    await send(admin)
    expect(await answered(admin)).toBe(words.say('people.invite.taken', { email: emailOf(who) }))
    await write(admin, { email: invited.email })
    await admin.keyboard.press('Tab')
    await admin.keyboard.press('ArrowDown')
    await reach(admin, words.say('people.invite.submit'))
    await send(admin, 'Space')
    expect(await answered(admin)).toContain(words.say('people.invite.made', { email: invited.email }))
    await reach(admin, '#link')
    const link = await admin.locator('#link').inputValue()

    const theirs = await openPage(browser, address, visit)
    await theirs.goto(link)
    await sound(theirs)
    await write(theirs, { name: invited.name, password, again: 'another sentence' })
    await send(theirs)
    expect(await answered(theirs)).toBe(words.say('setup.different'))
    await write(theirs, { password, again: password })
    await send(theirs)
    expect(new URL(theirs.url()).pathname).toBe('/account/second-factor')
    await write(theirs, { password })
    await send(theirs)
    expect(await answered(theirs)).toBe(words.say('factor.proved'))
    const uri = await theirs.locator('input[name=uri]').inputValue()
    await write(theirs, { code: '000000' })
    await send(theirs)
    expect(await answered(theirs)).toBe(words.say('factor.problem.code'))
    await write(theirs, { code: totp(uri) })
    await send(theirs)
    expect(await answered(theirs)).toBe(words.say('account.saved.on'))
    expect(await theirs.locator('main li code').count()).toBe(10)
    await reach(theirs, words.say('factor.codes.kept'))
    await send(theirs)
    await sound(theirs)
    await reachInMenu(theirs, words, words.say('shell.signOut'))
    await send(theirs, 'Space')
    await sound(theirs)
    await write(theirs, { email: invited.email, password })
    await send(theirs)
    await sound(theirs)
    await write(theirs, { code: totp(uri, 1) })
    await send(theirs)
    expect(new URL(theirs.url()).pathname).toBe('/')

    await reachInMenu(admin, words, words.say('shell.people'))
    await send(admin)
    await reach(admin, invited.name)
    await send(admin)
    await sound(admin)

    await reach(admin, '[type=radio]')
    await admin.keyboard.press('ArrowUp')
    await reach(admin, words.say('person.role.submit'))
    await send(admin)
    expect(await answered(admin)).toBe(words.say('person.saved.role'))
    expect(await admin.locator('[type=radio]:checked').inputValue()).toBe('researcher')
    await reach(admin, '#right')
    await admin.keyboard.press('ArrowDown')
    await reach(admin, words.say('person.grant'))
    await send(admin)
    expect(await answered(admin)).toBe(words.say('person.saved.grant'))
    await reach(admin, words.say('account.session.end'))
    await send(admin)
    expect(await answered(admin)).toBe(words.say('person.saved.session'))
    await theirs.goto('/account')
    expect(await theirs.locator('h1').innerText()).toBe(words.say('signIn.ended.title'))
    await sound(theirs)
    await leave(theirs)

    await reachInMenu(admin, words, words.say('shell.auditLog'))
    await send(admin)
    await reach(admin, '#act')
    const act = words.say('log.act.grant-change')
    await admin.keyboard.type(act)
    if (script) await admin.waitForURL(/act=grant-change/)
    else {
      await reach(admin, words.say('log.show'))
      await send(admin)
    }
    await expect.poll(() => admin.locator('tbody tr').first().innerText()).toContain(act)
    expect(await admin.locator('tbody tr').first().innerText()).toContain(invited.name)
    if (script)
      expect(await admin.locator('#announcement').textContent()).toBe(
        words.say('shell.updated', { heading: words.say('log.title') }),
      )
    await sound(admin)
    await reach(admin, words.say('log.export'))
    const [file] = await Promise.all([admin.waitForEvent('download'), admin.keyboard.press('Enter')])
    expect(file.suggestedFilename()).toBe('pejling-audit-log.jsonl')
    expect(admin.complaints.filter((line) => !/status of 4\d\d/.test(line))).toEqual([])
    await leave(admin)
  },
)
