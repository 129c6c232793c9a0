import { join } from 'node:path'
import { hiddenProblem } from '@pejling/indicators'
import { answerPlan, owner, requestPlan, requestRun, setGrant } from '@pejling/ledger'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openPeopleHouse, type PeopleHouse } from '../people/house.ts'
import { enterAs, leave } from '../people/visiting.ts'
import { institution, leadRun, plan } from './led-run.ts'

let house: PeopleHouse
let browser: Browser
let address: string
let anna: { actor: string; role: string }
beforeAll(async () => {
  house = await openPeopleHouse(join(inject('house').home, 'editions', `${inject('house').live}.duckdb`))
  anna = { actor: await house.addPerson('Anna', 'analyst'), role: 'analyst' }
  address = await house.open()
  browser = await chromium.connect(inject('house').browser)
}, 120_000)
afterAll(async () => {
  await browser.close()
  await house.close()
})

test('what is wrong in the rows of a study that is not open is read by those with its rights, else only where it is', async () => {
  const { run } = await requestRun(house.ledger, { study: 'lukket' }, anna)
  const wrong = { file: 'lukket/units/child.csv', row: 7, variable: 'mood', rule: 'category' }
  await leadRun(house.ledger, run, async ({ fail, end }) => {
    await fail(institution, { ...wrong, severity: 'stops', message: 'expected good or bad, found 6' })
    await end('cancelled')
  })
  const page = await enterAs(browser, address, 'Anna', { javaScriptEnabled: false })
  const told = { ...wrong, severity: 'stops' as const, message: 'expected good or bad, found 6' }
  const asked = await requestPlan(house.ledger, { study: 'lukket' }, anna)
  await answerPlan(house.ledger, asked, { content: { ...plan, open: ['kora-2017'], problems: [told] } })
  const seen = async () => {
    const shown: string[] = []
    for (const path of [`/runs/${run}`, `/runs/new?plan=${asked}`]) {
      await page.goto(path)
      shown.push(await page.locator('main').innerText())
    }
    return shown
  }
  for (const text of await seen()) {
    expect(text).toContain(`lukket/units/child.csv mood: ${hiddenProblem}`)
    expect(text).not.toContain('found 6')
  }
  const given = { person: anna.actor, study: 'lukket', given: true, by: owner }
  const seenVersion = await setGrant(house.ledger, { ...given, right: 'rows', seenVersion: 1 })
  await setGrant(house.ledger, { ...given, right: 'unsuppressed', seenVersion })
  for (const text of await seen())
    expect(text).toContain('lukket/units/child.csv:7 mood: expected good or bad, found 6')
  await leave(page)
})
