import { owner, setGrant } from '@pejling/ledger'
import { disclosureProof, openEdition } from '@pejling/warehouse'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { proofSentence, tableId, tableSentence } from '#lib/disclosure/proof-words.ts'
import { wordsIn } from '#lib/words/words.ts'
import { openPeopleHouse, type PeopleHouse } from '../people/house.ts'
import { enterAs, leave } from '../people/visiting.ts'
import { crossedTexts } from '../pages/crossed-texts.ts'
import { foreignTexts } from '../pages/foreign-texts.ts'
import { violations } from '../pages/violations.ts'

let house: PeopleHouse
let address: string
let browser: Browser
const study = 'lukkede-raekker'
beforeAll(async () => {
  house = await openPeopleHouse(inject('house').closed)
  const vera = await house.addPerson('Vera', 'researcher')
  await house.addPerson('Rita', 'researcher')
  for (const [at, right] of (['unsuppressed', 'rows'] as const).entries())
    await setGrant(house.ledger, {
      ...{ person: vera, seenVersion: at + 1, by: owner, study, right, given: true },
    })
  address = await house.open()
  browser = await chromium.connect(inject('house').browser)
}, 120_000)
afterAll(async () => {
  await browser.close()
  await house.close()
})

const proven = async () => {
  const edition = await openEdition(inject('house').closed, { connections: 1 })
  try {
    return await disclosureProof(edition, study)
  } finally {
    await edition.close()
  }
}

test(
  'the proof stands first in a sentence, and every table marks exactly what others do not see',
  { timeout: 90_000 },
  async () => {
    const proof = await proven()
    const n = proof.tables.reduce((sum, { cells }) => sum + cells.length, 0)
    expect(n).toBeGreaterThan(10)
    const page = await enterAs(browser, address, 'Vera')
    await page.goto(`/disclosure/${study}`)
    expect(await page.locator('#proof').innerText()).toContain(
      `Af ${n} skjulte tal i ${proof.tables.length} tabeller kan intet snævres ind til under 3`,
    )
    for (const table of proof.tables) {
      const article = page.locator(`#${tableId(table)}`)
      const cells = await article.locator('table').first().locator('tbody td').allInnerTexts()
      const hidden = cells.map((cell) => cell.includes('skjult for andre'))
      const columns = table.columns.flatMap((id, j) =>
        id !== 'missing' || table.counts.some((row) => row[j].n) ? [j] : [],
      )
      const rows = table.counts.filter((row, i) => table.rows[i] !== 'missing' || row.some(({ n }) => n))
      const expected = rows.flatMap((row) => columns.map((j) => row[j]))
      expect([table.x, table.y, hidden]).toEqual([table.x, table.y, expected.map(({ shown }) => !shown)])
      expect(cells.map((cell) => Number(/\d+/.exec(cell)))).toEqual(expected.map(({ n }) => n))
      expect(await article.locator('details tbody tr').count()).toBe(table.cells.length)
    }
    expect(await violations(page)).toEqual([])
    await leave(page)
  },
)

test('on a narrow screen, in English and in the dark, with every range opened, the page is whole', async () => {
  const look = { language: 'en', theme: 'dark', viewport: { width: 360, height: 800 } } as const
  const page = await enterAs(browser, address, 'Vera', look)
  await page.goto(`/disclosure/${study}`)
  for (const summary of await page.locator('#tables summary').all()) await summary.click()
  expect(await violations(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
  expect(await crossedTexts(page)).toEqual([])
  expect(await foreignTexts(page, 'en', [])).toEqual({ foreign: [], numbers: [] })
  await leave(page)
})

test('the mark on a relation leads to the table’s own proof', async () => {
  const page = await enterAs(browser, address, 'Vera')
  await page.goto(`/relations?study=${study}&x=screening&y=funding_model`)
  await page.getByRole('link', { name: 'Se beviset for, at de ikke kan regnes ud' }).click()
  await page.waitForURL(`**/disclosure/${study}#table-funding_model-screening`)
  expect(await page.locator(':target h3').innerText()).toBe('Systematik i opsporing efter tildelingsmodel')
  await leave(page)
})

test('in the figure, too, exactly the counts that others do not see say so when they are pointed at', async () => {
  const table = (await proven()).tables.find(({ x, y }) => x === 'funding_model' && y === 'small_groups')!
  const hidden = table.counts.flat().filter(({ shown }) => !shown).length
  const page = await enterAs(browser, address, 'Vera')
  for (const kind of ['bars', 'mosaic', 'intervals']) {
    await page.goto(`/relations?study=${study}&x=funding_model&y=small_groups&figure=${kind}`)
    const told = await page
      .locator('figure .wide a')
      .evaluateAll((all) => all.map((a) => a.getAttribute('aria-label') ?? ''))
    const marked = told.filter((words) => words.endsWith('. skjult for andre'))
    const drawn = told.filter((words) => / af \d+ institutioner/.test(words))
    expect([kind, drawn.length > 0, marked.length]).toEqual([kind, true, Math.min(hidden, drawn.length)])
  }
  await leave(page)
})

test('who may not see all sees the thresholds and nothing of what is hidden', async () => {
  const page = await enterAs(browser, address, 'Rita')
  await page.goto(`/disclosure/${study}`)
  expect(await page.locator('main').innerText()).toContain('vises kun for dem, der har ret til alle tal')
  expect(await page.locator('#tables, #asked, #proof').count()).toBe(0)
  expect(await page.locator('#thresholds').count()).toBe(1)
  await leave(page)
})

test('a proof that does not hold says so, how many and below what, and in which table', async () => {
  const proof = await proven()
  const words = wordsIn('en')
  const [first, ...others] = proof.tables.filter(({ cells }) => cells.length > 1)
  const narrow = { ...first.cells[0], told: { lower: 1, upper: 2 } }
  const broken = { ...first, holds: false, cells: [narrow, ...first.cells.slice(1)] }
  const n = first.cells.length + others.reduce((sum, { cells }) => sum + cells.length, 0)
  expect(proofSentence({ ...proof, holds: false, tables: [broken, ...others] }, words)).toContain(
    `The protection does not hold: 1 of ${n} hidden counts can be narrowed below 3.`,
  )
  expect(tableSentence(broken, words)).toBe('Here at least one hidden count can be narrowed below 3.')
  expect(tableSentence(first, words)).toMatch(/^None of the \d+ hidden counts can be narrowed below 3\.$/)
})

test('where nothing is hidden the sentence says that, and why there is nothing', () => {
  const words = wordsIn('en')
  const none = { study, holds: true, printed: false, tables: [], notShown: [], together: [] }
  expect(proofSentence({ ...none, printed: true }, words)).toContain('the study’s printed tables')
  expect(proofSentence(none, words)).toContain('no cross tables')
})
