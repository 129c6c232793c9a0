import { join } from 'node:path'
import {
  acceptInvitation,
  createInvitation,
  endAccess,
  findPersonByEmail,
  listAuditEntries,
  owner,
} from '@pejling/ledger'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { freePort } from '../operation/free-port.ts'
import { openPage } from '../pages/browser.ts'
import { emailOf, openPeopleHouse, password, type PeopleHouse } from './house.ts'
import { openRealProvider, type RealProvider } from './provider.ts'
import { totp } from './totp.ts'
import { enterAs, fill, leave, press, type Visitor } from './visiting.ts'

let house: PeopleHouse
let provider: RealProvider
let browser: Browser
let address: string
beforeAll(async () => {
  house = await openPeopleHouse(join(inject('house').home, 'editions', `${inject('house').live}.duckdb`))
  const port = await freePort()
  provider = await openRealProvider(`http://127.0.0.1:${port}/api/auth/callback/oidc`)
  const settings = {
    PEJLING_OIDC_ISSUER: provider.issuer,
    PEJLING_OIDC_CLIENT_ID: provider.client.id,
    PEJLING_OIDC_CLIENT_SECRET: provider.client.secret,
    PEJLING_OIDC_NAME: 'Kommunen',
    PORT: String(port),
  }
  address = await house.open(settings)
  browser = await chromium.connect(inject('house').browser)
}, 120_000)
afterAll(async () => {
  await browser.close()
  await house.close()
  await provider.stop()
})

/** From the sign-in page to the provider, as that account, and back. */
async function enterBy(page: Visitor, account: string, ways = ''): Promise<void> {
  // The provider remembers nobody.
  await page.context().clearCookies({ domain: 'localhost' })
  await page.goto('/sign-in?return=%2Faccount')
  await page.getByRole('link', { name: 'Kommunen' }).click()
  await page.waitForURL(`${provider.issuer}/who/**`)
  await page.getByLabel('Account').fill(account)
  await page.getByLabel('Ways').fill(ways)
  await press(page, 'Go on')
  await page.waitForURL(`${address}/**`)
}

/** What a visitor is told who is not let in. */
async function toldAt(page: Visitor): Promise<string> {
  expect(new URL(page.url()).pathname).toBe('/sign-in')
  return page.getByRole('alert').innerText()
}

test(
  'the provider lets in who has an account here, and nobody else is told why not',
  { timeout: 90_000 },
  async () => {
    await house.addPerson('Mette', 'analyst')
    const known = await openPage(browser, address)
    await enterBy(known, 'mette')
    expect(new URL(known.url()).pathname).toBe('/account')
    expect(await known.locator('main').innerText()).toContain(emailOf('Mette'))
    await leave(known)

    const words = new Set<string>()
    const refused = async (account: string) => {
      const page = await openPage(browser, address)
      await enterBy(page, account)
      words.add(await toldAt(page))
      expect((await page.context().cookies(address)).map(({ name }) => name)).not.toContain(
        'pejling.session_token',
      )
      await leave(page)
    }
    await refused('nobody-here')
    const invited = { email: emailOf('Nina'), role: 'reader', by: owner } as const
    const { token } = await createInvitation(house.ledger, invited)
    await refused('nina')
    await house.addPerson('Otto', 'reader')
    const otto = (await findPersonByEmail(house.ledger, emailOf('Otto')))!
    await endAccess(house.ledger, { person: otto.id, seenVersion: otto.version, by: owner })
    await refused('otto')
    expect([...words]).toHaveLength(1)
    expect([...words][0]).toContain('Kommunen')
    const failed = await listAuditEntries(house.ledger, { act: 'sign-in-failed' })
    expect(failed.map(({ actor, subject }) => [actor, subject])).toEqual(Array(3).fill(['nobody', 'unknown']))

    await acceptInvitation(house.ledger, house.accounts, { token, name: 'Nina', password })
    const nina = await openPage(browser, address)
    await enterBy(nina, 'nina')
    expect(await nina.locator('main').innerText()).toContain(emailOf('Nina'))
    await leave(nina)
  },
)

test('an answer with another state or another nonce lets nobody in', { timeout: 60_000 }, async () => {
  await house.addPerson('Per', 'reader')
  for (const name of ['state', 'nonce']) {
    const page = await openPage(browser, address)
    await page.route('/sign-in/provider?**', async (route) => {
      const answer = await route.fetch({ maxRedirects: 0 })
      const location = new URL(answer.headers().location)
      expect(location.searchParams.get(name)).toMatch(/^.{16,}$/)
      location.searchParams.set(name, 'of-somebody-else-entirely')
      await route.fulfill({ response: answer, headers: { ...answer.headers(), location: location.href } })
    })
    await enterBy(page, 'per')
    expect(await toldAt(page)).toContain('Kommunen')
    await page.goto('/account')
    expect(new URL(page.url()).pathname).toBe('/sign-in')
    await leave(page)
  }
  const made = await openPage(browser, address)
  await made.goto('/api/auth/callback/oidc?code=made-up&state=made-up')
  expect(await toldAt(made)).toContain('Kommunen')
  await leave(made)
})

test(
  'who has a second factor here is asked for it, unless the provider asked',
  { timeout: 60_000 },
  async () => {
    await house.addPerson('Rie', 'reader')
    const first = await enterAs(browser, address, 'Rie')
    await first.goto('/account/second-factor')
    await fill(first, { password })
    await press(first, 'Begynd')
    const uri = await first.locator('input[name=uri]').inputValue()
    await fill(first, { code: totp(uri) })
    await press(first, 'Slå til')
    await leave(first)

    const page = await openPage(browser, address, { javaScriptEnabled: false })
    await enterBy(page, 'rie', 'pwd')
    expect(new URL(page.url()).pathname).toBe('/sign-in/second-factor')
    await page.goto('/account')
    expect(new URL(page.url()).pathname).toBe('/sign-in')
    await enterBy(page, 'rie', 'pwd')
    await fill(page, { code: totp(uri, 1) })
    await press(page, 'Fortsæt')
    expect(new URL(page.url()).pathname).toBe('/account')
    await leave(page)

    const proven = await openPage(browser, address)
    await enterBy(proven, 'rie', 'pwd mfa')
    expect(new URL(proven.url()).pathname).toBe('/account')
    await leave(proven)
  },
)
