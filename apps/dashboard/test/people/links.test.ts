import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { createInvitation, createPasswordLink, endAccess, owner } from '@pejling/ledger'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openPage } from '../pages/browser.ts'
import { emailOf, openPeopleHouse, password, type PeopleHouse, send } from './house.ts'
import { enterAs, fill, leave, press } from './visiting.ts'

let house: PeopleHouse
let browser: Browser
let address: string
beforeAll(async () => {
  house = await openPeopleHouse(join(inject('house').home, 'editions', `${inject('house').live}.duckdb`))
  await house.addPerson('Ada', 'admin')
  address = await house.open()
  browser = await chromium.connect(inject('house').browser)
}, 120_000)
afterAll(async () => {
  await browser.close()
  await house.close()
})

const next = 'tolv gule tulipaner'
const nobodys = () => randomBytes(24).toString('base64url')
const linkOf = async (name: string, hours?: number) => {
  const person = await house.addPerson(name, 'reader')
  return { person, token: (await createPasswordLink(house.ledger, { person, by: owner, hours })).token }
}
const inviteOf = async (email: string, days?: number) =>
  createInvitation(house.ledger, { email, role: 'reader', by: owner, days })

/** What a page says and how: everything in it but the address it was asked by. */
async function answerOf(path: string, form?: Record<string, string>): Promise<[number, string]> {
  const answer = await send(address, form ? 'POST' : 'GET', path, { form })
  const token = path.split('/').at(-1)!
  return [answer.status, (await answer.text()).replaceAll(token, 'TOKEN').replace(/<title>.*?<\/title>/s, '')]
}

test(
  'a link to a new password sets it once, in the browser, and signs nobody in',
  { timeout: 60_000 },
  async () => {
    const { token } = await linkOf('Per')
    const before = await enterAs(browser, address, 'Per')
    const page = await openPage(browser, address, { javaScriptEnabled: false })
    await page.goto(`/password/${token}`)
    expect(await page.locator('.lead').innerText()).toContain(emailOf('Per'))
    for (const [first, again, said] of [
      [next, `${next}!`, 'De to adgangskoder'],
      ['adgangskode1234', 'adgangskode1234', 'let at gætte'],
    ]) {
      await fill(page, { password: first, again })
      await press(page, 'Gem adgangskoden')
      expect(await page.getByRole('alert').innerText()).toContain(said)
    }
    await fill(page, { password: next, again: next })
    await press(page, 'Gem adgangskoden')
    expect(await page.getByRole('status').count()).toBe(1)
    await page.goto('/account')
    expect(new URL(page.url()).pathname).toBe('/sign-in')
    await before.goto('/account')
    expect(new URL(before.url()).pathname).toBe('/sign-in')
    await fill(page, { email: emailOf('Per'), password })
    await page.locator('main button').click()
    expect(await page.getByRole('alert').innerText()).toContain('passer ikke sammen')
    await fill(page, { email: emailOf('Per'), password: next })
    await page.locator('main button').click()
    expect(new URL(page.url()).pathname).toBe('/account')

    const again = await openPage(browser, address)
    const answer = await again.goto(`/password/${token}`)
    expect(answer?.status()).toBe(410)
    expect(await again.locator('#password').count()).toBe(0)
    expect(await again.locator('main').innerText()).not.toContain('@')
    for (const one of [before, page, again]) await leave(one)
  },
)

test(
  'a link to a password that was used, is too old, was replaced, whose owner is gone, or never was is one and the same',
  { timeout: 60_000 },
  async () => {
    const used = await linkOf('Ulla')
    await send(address, 'POST', `/password/${used.token}`, { form: { password: next, again: next } })
    const old = await linkOf('Olga', -1)
    const replaced = await linkOf('Rosa')
    await createPasswordLink(house.ledger, { person: replaced.person, by: owner })
    const gone = await linkOf('Gerda')
    await endAccess(house.ledger, { person: gone.person, seenVersion: 1, by: owner })
    const tokens = [used, old, replaced, gone].map(({ token }) => token)
    const expected = await answerOf(`/password/${nobodys()}`)
    expect(expected[0]).toBe(410)
    const sent = { password: next, again: next }
    const expectedSent = await answerOf(`/password/${nobodys()}`, sent)
    expect(expectedSent[0]).toBe(410)
    for (const token of tokens) {
      expect(await answerOf(`/password/${token}`)).toEqual(expected)
      expect(await answerOf(`/password/${token}`, sent)).toEqual(expectedSent)
      // Nor does a password that will not do tell more.
      for (const again of ['kort', 'another'])
        expect(await answerOf(`/password/${token}`, { password: 'kort', again })).toEqual(expectedSent)
    }
  },
)

test(
  'an invitation that was used, is too old, was withdrawn or replaced, or never was is one and the same',
  { timeout: 60_000 },
  async () => {
    const sent = { name: 'Ny', password, again: password }
    const used = await inviteOf('used@example.dk')
    expect((await send(address, 'POST', `/invitation/${used.token}`, { form: sent })).status).toBe(303)
    const old = await inviteOf('old@example.dk', -1)
    const replaced = await inviteOf('twice@example.dk')
    await inviteOf('twice@example.dk')
    const expected = await answerOf(`/invitation/${nobodys()}`)
    const expectedSent = await answerOf(`/invitation/${nobodys()}`, sent)
    expect([expected[0], expectedSent[0]]).toEqual([410, 410])
    for (const { token } of [used, old, replaced]) {
      expect(await answerOf(`/invitation/${token}`)).toEqual(expected)
      for (const form of [sent, { ...sent, again: 'another' }, { ...sent, name: '' }])
        expect(await answerOf(`/invitation/${token}`, form)).toEqual(expectedSent)
    }
    const page = await openPage(browser, address)
    expect((await page.goto(`/invitation/${used.token}`))?.status()).toBe(410)
    const text = await page.locator('main').innerText()
    expect(text).not.toContain('@')
    expect(await page.locator('#name').count()).toBe(0)
    await leave(page)
  },
)
