import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { findLiveEdition, findWorkState } from '@pejling/ledger'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openPeopleHouse, type PeopleHouse } from '../people/house.ts'
import { enterAs, leave, press, type Visitor } from '../people/visiting.ts'

const root = resolve(import.meta.dirname, '../../../..')
let folder: string
let house: PeopleHouse
let browser: Browser
let address: string
let worker: ChildProcess
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pejling-worked-'))
  await cp(join(root, 'data/studies/kora-2017'), join(folder, 'studies/kora-2017'), { recursive: true })
  house = await openPeopleHouse(join(inject('house').home, 'editions', `${inject('house').live}.duckdb`))
  await house.addPerson('Anna', 'analyst')
  const own = { PEJLING_HOME: join(folder, 'home'), PEJLING_DATA: join(folder, 'studies') }
  address = await house.open({ ...own, PEJLING_EDITION: '' })
  worker = spawn(process.execPath, [join(root, 'pipelines/runner/src/pejling.ts'), 'worker'], {
    env: { ...process.env, ...own, DATABASE_URL: house.url, NODE_ENV: 'production' },
    stdio: 'ignore',
  })
  while (!(await findWorkState(house.ledger)).workers) await new Promise((later) => setTimeout(later, 100))
  browser = await chromium.connect(inject('house').browser)
}, 120_000)
afterAll(async () => {
  worker.kill('SIGTERM')
  await once(worker, 'exit')
  await browser.close()
  await house.close()
  await rm(folder, { recursive: true, force: true })
}, 60_000)

const soon = { timeout: 60_000 }
const finding = async (page: Visitor) =>
  (await page.locator('.finding').innerText()).replaceAll('\u00a0', ' ')

/** Asks for a plan of everything and waits until the worker has made it. */
async function plan(page: Visitor): Promise<string> {
  await page.goto('/runs/new')
  await press(page, 'Vis planen')
  await page.getByRole('heading', { name: 'Hvert trin og hvorfor' }).waitFor(soon)
  return finding(page)
}

test(
  'a real worker plans, runs and makes live what an analyst asks for, and a changed codebook is the reason next time',
  { timeout: 240_000 },
  async () => {
    const page = await enterAs(browser, address, 'Anna')
    expect(await plan(page)).toMatch(/^\d+ trin køres, og ingen genbruges\. Hvor længe det tager, vides ikke/)
    expect(await page.locator('#steps tbody tr').first().innerText()).toContain('Det køres for første gang.')
    await press(page, 'Kør')
    await expect
      .poll(() => finding(page), soon)
      .toMatch(/^Kørslen er færdig: \d+ trin blev kørt, ingen blev genbrugt/)
    const first = await findLiveEdition(house.ledger)
    expect(await page.locator('#facts').innerText()).toContain(first?.slice(0, 10))
    expect(await page.locator('#steps tbody').innerText()).toMatch(/Institution · kora-2017[\s\S]*24/)

    expect(await plan(page)).toMatch(/^Alt er, som det skal være: \d+ trin genbruges/)
    expect(await page.getByRole('button', { name: 'Kør', exact: true }).count()).toBe(0)

    const codebook = join(folder, 'studies/kora-2017/codebook.yaml')
    const text = await readFile(codebook, 'utf8')
    await writeFile(
      codebook,
      text.replace('da: ikke-bundne midler, en: unbound money', 'da: frie midler, en: free money'),
    )
    expect(await plan(page)).toMatch(/^\d+ trin køres, og /)
    expect(await page.locator('#steps').innerText()).toContain(
      'kora-2017/codebook.yaml: kategorierne i funding_model er ændret',
    )
    await press(page, 'Kør')
    await expect.poll(() => finding(page), soon).toMatch(/^Kørslen er færdig/)
    expect(await findLiveEdition(house.ledger)).not.toBe(first)
    // Before the first edition the front page says that there is none yet.
    expect(page.complaints.filter((line) => !/status of 503/.test(line))).toEqual([])
    await leave(page)
  },
)

test(
  'what stops a real run is told with its place, and the live edition stays',
  { timeout: 120_000 },
  async () => {
    const rows = join(folder, 'studies/kora-2017/units/institution.csv')
    const text = await readFile(rows, 'utf8')
    await writeFile(rows, text.replace(/^1A,I,180,/m, '1A,I,many,'))
    const before = await findLiveEdition(house.ledger)
    const page = await enterAs(browser, address, 'Anna')
    await plan(page)
    await press(page, 'Kør')
    await expect.poll(() => finding(page), soon).toMatch(/^Kørslen mislykkedes\. Intet er ændret/)
    expect(await page.locator('#problems').innerText()).toMatch(
      /kora-2017\/units\/institution\.csv:2 age_weighted_children/,
    )
    expect(await findLiveEdition(house.ledger)).toBe(before)
    await writeFile(rows, text)
    await press(page, 'Se planen for at fortsætte')
    await page.getByRole('heading', { name: 'Hvert trin og hvorfor' }).waitFor(soon)
    expect(await finding(page)).toMatch(/genbruges/)
    await leave(page)
  },
)
