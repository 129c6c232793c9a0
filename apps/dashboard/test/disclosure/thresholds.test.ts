import { listAuditEntries, listThresholdDecisions } from '@pejling/ledger'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openPeopleHouse, type PeopleHouse } from '../people/house.ts'
import { enterAs, fill, leave, press } from '../people/visiting.ts'
import { violations } from '../pages/violations.ts'

let house: PeopleHouse
let address: string
let browser: Browser
const study = 'lukkede-raekker'
beforeAll(async () => {
  house = await openPeopleHouse(inject('house').closed)
  await house.addPerson('Ada', 'admin')
  await house.addPerson('Rita', 'researcher')
  await house.addPerson('Dina', 'reader')
  address = await house.open()
  browser = await chromium.connect(inject('house').browser)
}, 120_000)
afterAll(async () => {
  await browser.close()
  await house.close()
})

const reason = 'Kommunerne har bedt om det.'

test(
  'an admin decides a larger threshold with a reason, which is shown with who and when, and waits for the next edition',
  { timeout: 60_000 },
  async () => {
    const page = await enterAs(browser, address, 'Ada', { javaScriptEnabled: false })
    await page.goto(`/disclosure/${study}`)
    await page.locator('#unit').selectOption('institution')
    await fill(page, { threshold: '2', reason })
    await press(page, 'Beslut')
    expect(await page.locator('#said').innerText()).toBe(
      'Skriv et helt tal fra 3 til 1.000. Lavere end 3 kan kun studiets egen fil sige.',
    )
    await fill(page, { threshold: '4', reason: 'derfor' })
    await press(page, 'Beslut')
    expect(await page.locator('#said').innerText()).toBe('Skriv en begrundelse på 10 til 500 tegn.')
    expect(await page.locator('#unit').inputValue()).toBe('institution')
    await fill(page, { reason })
    await press(page, 'Beslut')
    expect(await page.locator('#said').innerText()).toContain('Det gælder fra næste kørsel')
    expect(await page.locator('#said').evaluate((said) => said === document.activeElement)).toBe(true)
    const thresholds = await page.locator('#thresholds').innerText()
    expect(thresholds).toMatch(
      /Besluttet, men ikke i denne udgave:\s+Institution \(syntetisk\): 4 fra næste udgave/,
    )
    expect(await page.locator('#decisions tbody').innerText()).toMatch(
      /4 institutioner \(syntetiske\)\s+Ada\s+Kommunerne har bedt om det\./,
    )
    await leave(page)
    expect(await listThresholdDecisions(house.ledger, study)).toMatchObject([
      { unit: 'institution', threshold: 4, reason },
    ])
    const [act] = await listAuditEntries(house.ledger, { act: 'decide-threshold' })
    expect(act).toMatchObject({ role: 'admin', details: { unit: 'institution', threshold: 4, reason } })
  },
)

test(
  'of two who decide at once the second is told, and what they wrote is kept',
  { timeout: 60_000 },
  async () => {
    const [one, other] = [await enterAs(browser, address, 'Ada'), await enterAs(browser, address, 'Ada')]
    for (const page of [one, other]) {
      await page.goto(`/disclosure/${study}`)
      await fill(page, { threshold: '6', reason: 'Aftalt med kommunerne i maj.' })
    }
    await press(one, 'Beslut')
    await one.locator('#said').waitFor()
    await press(other, 'Beslut')
    await other.locator('#said').waitFor()
    expect(await other.locator('#said').innerText()).toContain('Nogen har besluttet noget om studiet')
    expect(await other.locator('#reason').inputValue()).toBe('Aftalt med kommunerne i maj.')
    expect(await violations(other)).toEqual([])
    for (const page of [one, other]) await leave(page)
  },
)

test('a researcher sees the thresholds and decides nothing; a reader is not let in', async () => {
  const rita = await enterAs(browser, address, 'Rita')
  await rita.goto('/disclosure')
  expect(await rita.locator('tbody').innerText()).toContain('3 kommuner og 3 institutioner (syntetiske)')
  await rita.getByRole('link', { name: 'KORA 2017, syntetiske institutionsrækker' }).click()
  await rita.locator('#thresholds').waitFor()
  expect(await rita.locator('form[action="?/decide"]').count()).toBe(0)
  const refused = await rita.request.post(`/disclosure/${study}?/decide`, {
    form: { unit: 'institution', threshold: '9', reason },
    headers: { origin: address, accept: 'text/html' },
  })
  expect(refused.status()).toBe(403)
  await leave(rita)
  const dina = await enterAs(browser, address, 'Dina')
  expect((await dina.goto(`/disclosure/${study}`))!.status()).toBe(403)
  expect((await listThresholdDecisions(house.ledger, study)).map(({ threshold }) => threshold)).toEqual([
    4, 6,
  ])
  await leave(dina)
})
