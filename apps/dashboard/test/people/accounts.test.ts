import { join } from 'node:path'
import { findPerson, findPersonByEmail, setRole } from '@pejling/ledger'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openPage, type Visit } from '../pages/browser.ts'
import { emailOf, openPeopleHouse, password, type PeopleHouse } from './house.ts'
import { totp } from './totp.ts'
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

const enter = (name: string, visit?: Visit) => enterAs(browser, address, name, visit)

test(
  'an invitation becomes an account, is good once, and is set up with a second factor',
  { timeout: 60_000 },
  async () => {
    const admin = await enter('Ada')
    await admin.goto('/people')
    await fill(admin, { email: 'Cilla@example.dk' })
    await admin.getByLabel('analytiker').check()
    await press(admin, 'Lav link')
    const link = await admin.getByLabel('Linket').inputValue()
    expect(link).toMatch(new RegExp(`^${address}/invitation/[\\w-]{32}$`))
    await leave(admin)

    const page = await openPage(browser, address, { javaScriptEnabled: false })
    await page.goto(link)
    expect(await page.locator('.lead').innerText()).toContain(
      'Din konto får e-mailadressen cilla@example.dk.',
    )
    await fill(page, { name: 'Cilla', password: 'cilla cilla cilla', again: 'cilla cilla cilla' })
    await press(page, 'Opret konto')
    expect(await page.getByRole('alert').innerText()).toContain('let at gætte')
    await fill(page, { name: 'Cilla', password, again: password })
    await press(page, 'Opret konto')
    expect(new URL(page.url()).pathname).toBe('/account/second-factor')
    const again = await page.context().request.get(link)
    expect(again.status()).toBe(410)

    await page.locator('#password').fill(password)
    await press(page, 'Begynd')
    const uri = await page.locator('input[name=uri]').inputValue()
    await page.locator('#code').fill('000000')
    await press(page, 'Slå til')
    expect(await page.getByRole('alert').innerText()).toContain('Koden passer ikke.')
    await page.locator('#code').fill(totp(uri))
    await press(page, 'Slå til')
    const codes = await page.locator('main li code').allInnerTexts()
    expect(codes).toHaveLength(10)

    await press(page, 'Log ud')
    expect(await page.locator('h1').innerText()).toBe('Du er logget ud')
    const signIn = async () => {
      await page.goto('/sign-in')
      await fill(page, { email: 'cilla@example.dk', password })
      await page.locator('main button').click()
      expect(new URL(page.url()).pathname).toBe('/sign-in/second-factor')
    }
    await signIn()
    await page.goto('/account')
    expect(new URL(page.url()).pathname).toBe('/sign-in')
    await signIn()
    await page.locator('#code').fill(totp(uri, 1))
    await press(page, 'Fortsæt')
    expect(new URL(page.url()).pathname).toBe('/')
    await press(page, 'Log ud')
    await signIn()
    await page.locator('summary').click()
    await page.locator('#recovery').fill(codes[0])
    await press(page, 'Log ind med koden')
    expect(new URL(page.url()).pathname).toBe('/')
    await leave(page)
  },
)

test(
  'the second of two admins who change the same person is told what the first one did',
  { timeout: 40_000 },
  async () => {
    const ida = await house.addPerson('Ida', 'reader')
    const page = await enter('Ada')
    await page.goto(`/people/${ida}`)
    const { version } = (await findPerson(house.ledger, ida))!
    const ada = (await findPersonByEmail(house.ledger, emailOf('Ada')))!
    const by = { actor: ada.id, role: 'admin' }
    await setRole(house.ledger, { person: ida, seenVersion: version, by, role: 'analyst' })
    await page.getByLabel('forsker').check()
    await press(page, 'Gem rollen')
    const said = await page.getByRole('alert').innerText()
    expect(said).toContain('Ida er ændret, efter at du åbnede siden. Din ændring er ikke gemt.')
    expect(said).toMatch(/Ada, .*: rollen er ændret fra læser til analytiker\./)
    expect((await findPerson(house.ledger, ida))?.role).toBe('analyst')
    await page.getByLabel('forsker').check()
    await press(page, 'Gem rollen')
    expect(await page.getByRole('status').innerText()).toBe(
      'Rollen er gemt og gælder allerede. Fortryd ved at vælge den, der var før.',
    )
    expect((await findPerson(house.ledger, ida))?.role).toBe('researcher')
    await leave(page)
  },
)

test(
  'access that is ended ends at the next click, and the account cannot sign in',
  { timeout: 40_000 },
  async () => {
    const otto = await house.addPerson('Otto', 'analyst')
    const theirs = await enter('Otto')
    const page = await enter('Ada')
    await page.goto(`/people/${otto}`)
    await page.getByText('Afslut adgangen', { exact: true }).click()
    await press(page, 'Ja, afslut adgangen for Otto')
    expect(await page.getByRole('status').innerText()).toContain('Adgangen er afsluttet')
    await theirs.goto('/account')
    expect(await theirs.locator('h1').innerText()).toBe('Din session er slut')
    await fill(theirs, { email: emailOf('Otto'), password })
    await theirs.locator('main button').click()
    expect(await theirs.getByRole('alert').innerText()).toContain('passer ikke sammen')
    await leave(theirs)
    await leave(page)
  },
)

test('a form that is sent after the session ended says so, and nothing is done', async () => {
  const eva = await house.addPerson('Eva', 'reader')
  const page = await enter('Eva')
  await page.goto('/account')
  await house.ledger.deleteFrom('session').where('userId', '=', eva).execute()
  await fill(page, { name: 'Evald' })
  await press(page, 'Gem navnet')
  expect(await page.locator('h1').innerText()).toBe('Du er logget ud')
  expect((await findPerson(house.ledger, eva))?.name).toBe('Eva')
  await leave(page)
})

test(
  'a session elsewhere ends for who writes the password again, without JavaScript too',
  { timeout: 40_000 },
  async () => {
    await house.addPerson('Gry', 'reader')
    const others = [await enter('Gry'), await enter('Gry'), await enter('Gry')]
    const page = await enter('Gry', { javaScriptEnabled: false })
    await page.goto('/account')
    const rows = page.locator('#sessions tbody tr')
    expect(await rows.count()).toBe(4)
    await fill(page, { proof: 'det var ikke den' })
    await rows.nth(1).getByRole('button').click()
    expect(await page.getByRole('alert').innerText()).toContain('Ingen session er afsluttet.')
    expect(await rows.count()).toBe(4)
    await fill(page, { proof: password })
    await rows.nth(1).getByRole('button').click()
    expect(await page.getByRole('status').innerText()).toBe(
      'Sessionen er afsluttet. Var det dig selv, så log blot ind igen dér.',
    )
    expect(await rows.count()).toBe(3)
    await fill(page, { proof: password })
    await page.locator('#proof').press('Enter')
    expect(await page.getByRole('status').innerText()).toBe('Alle andre sessioner er afsluttet.')
    expect(await page.locator('#proof').count()).toBe(0)
    for (const other of others) {
      await other.goto('/account')
      expect(new URL(other.url()).pathname).toBe('/sign-in')
      await leave(other)
    }
    await leave(page)
  },
)

test('a new password needs the old one, and ends every other session', { timeout: 40_000 }, async () => {
  await house.addPerson('Finn', 'reader')
  const other = await enter('Finn')
  const page = await enter('Finn')
  await page.goto('/account')
  const next = 'tolv gule tulipaner'
  await fill(page, { current: 'det var ikke den', password: next, again: next })
  await press(page, 'Skift adgangskode')
  expect(await page.getByRole('alert').innerText()).toBe('Den nuværende adgangskode er ikke rigtig.')
  await fill(page, { current: password, password: next, again: next })
  await press(page, 'Skift adgangskode')
  expect(await page.getByRole('status').innerText()).toContain('Adgangskoden er ændret')
  await other.goto('/account')
  expect(new URL(other.url()).pathname).toBe('/sign-in')
  await leave(other)
  await leave(page)
})
