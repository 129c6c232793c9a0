import { findLiveEdition, findUpload, listAuditEntries } from '@pejling/ledger'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { wordsIn } from '#lib/words/words.ts'
import { crossedTexts } from '../pages/crossed-texts.ts'
import { violations } from '../pages/violations.ts'
import { enterAs, leave, press, type Visitor } from '../people/visiting.ts'
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

/** Fills in where a file of the round 2026 goes; without its facts where they are known. */
async function choosePlace(page: Visitor, language: 'da' | 'en', facts: boolean): Promise<void> {
  const words = wordsIn(language)
  await page.goto('/rounds')
  await page.getByRole('link', { name: words.say('rounds.new'), exact: true }).click()
  await page.getByLabel(words.say('rounds.unit')).selectOption('institution')
  if (facts) await page.getByLabel(words.say('rounds.name')).fill('2026')
  else await page.getByLabel(words.say('rounds.round'), { exact: true }).selectOption('2026')
  await press(page, words.say('rounds.next'))
  if (!facts) return
  await page.getByLabel(words.say('facts.label.da')).fill('forår 2026')
  await page.getByLabel(words.say('facts.label.en')).fill('spring 2026')
  await page.getByLabel(words.say('facts.from')).fill('2026-03-01')
  await page.getByLabel(words.say('facts.to')).fill('2026-04-15')
}

async function sendFile(page: Visitor, file: string, language: 'da' | 'en'): Promise<void> {
  const words = wordsIn(language)
  await page.getByLabel(words.say('rounds.file')).setInputFiles(file)
  await page.getByLabel(words.say('rounds.sender'), { exact: true }).fill('SurveyXact')
  await press(page, words.say('rounds.send'))
  await page.waitForURL(/\/rounds\/\d+/, { timeout: 60_000 })
}

/** Agrees with how a file was read and with its columns. */
async function confirm(page: Visitor, language: 'da' | 'en'): Promise<string> {
  const words = wordsIn(language)
  expect(await settled(page)).toBe(words.say('upload.finding.read'))
  await page.getByRole('link', { name: words.say('upload.next.columns') }).click()
  await press(page, words.say('columns.confirm'))
  return settled(page)
}

test(
  'a file over a line that breaks is read, what is wrong with it is told with its place, a mended one is tried, approved by another person, goes live and is withdrawn',
  { timeout: 300_000 },
  async () => {
    const words = wordsIn('da')
    const page = await enterAs(browser, house.address, 'Anna')
    await choosePlace(page, 'da', true)
    let broken = 0
    await page.route('**/rounds/files/*', (route) =>
      route.request().method() === 'PATCH' && !broken++ ? route.abort('connectionreset') : route.continue(),
    )
    await sendFile(page, house.wrong, 'da')
    expect(broken).toBeGreaterThan(1)
    await settled(page)
    expect(await page.locator('#samples').innerText()).toContain('øvrige redskaber')
    expect(await confirm(page, 'da')).toBe('2 problemer stopper filen. Den har 40 rækker.')
    const problems = await page.locator('#problems').innerText()
    expect(problems).toContain('»9« er ikke en af kategorierne')
    expect(problems).toContain('række 5, kolonne »belastningsgrad«')
    expect(problems).toContain('Der står e-mailadresser')
    expect(problems).not.toContain('leder@')
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: words.say('check.failedRows') }).click(),
    ])
    expect(file.suggestedFilename()).toBe('upload-1-failed-rows.csv')

    await page.getByRole('link', { name: words.say('upload.next.mended') }).click()
    await sendFile(page, house.right, 'da')
    expect(await confirm(page, 'da')).toBe('40 rækker er tjekket. Intet stopper filen.')
    const before = await findLiveEdition(house.ledger)
    await press(page, words.say('upload.next.preview'))
    expect(await settled(page)).toBe(words.say('upload.finding.previewed'))
    expect(await page.locator('#effect figure').count()).toBe(1)
    expect(await page.locator('#distributions figure').count()).toBeGreaterThan(0)
    expect(await page.locator('main').innerText()).toContain(words.say('upload.next.admin'))
    expect(await findLiveEdition(house.ledger)).toBe(before)

    const other = await enterAs(browser, house.address, 'Ada')
    await other.goto('/rounds/2')
    await press(other, words.say('upload.next.approve'))
    expect(await settled(other)).toBe(words.say('upload.finding.approved'))
    await press(other, words.say('upload.next.publish'))
    expect(await settled(other)).toBe('Filens 40 rækker er i drift.')
    const live = await findLiveEdition(house.ledger)
    expect(live).not.toBe(before)
    await other.goto('/rounds')
    expect(await other.locator('#study-rounds-synthetic').innerText()).toContain('fil nr. 2')

    await other.goto('/rounds/2')
    await other.getByText(words.say('withdraw.live'), { exact: true }).click()
    await other.getByLabel(words.say('withdraw.why')).fill('forkert fil')
    await press(other, words.say('withdraw.submit'))
    expect(await settled(other)).toBe(words.say('upload.finding.withdrawn'))
    expect(await findLiveEdition(house.ledger)).not.toBe(live)
    const acts = (await listAuditEntries(house.ledger, { subject: '2' }, 100)).map(({ act }) => act)
    for (const act of [
      'upload',
      'set-match',
      'preview-upload',
      'approve-upload',
      'publish-upload',
      'withdraw-upload',
    ])
      expect(acts).toContain(act)
    const complaints = [...page.complaints, ...other.complaints]
    expect(complaints.filter((line) => !/ERR_CONNECTION_RESET/.test(line))).toEqual([])
    await leave(page)
    await leave(other)
  },
)

test(
  'without scripts, on a telephone, the same way: sent with a plain form, read anew, accepted with a note, and who comes second is told',
  { timeout: 300_000 },
  async () => {
    const words = wordsIn('en')
    const look = { language: 'en', viewport: { width: 360, height: 800 }, javaScriptEnabled: false } as const
    const page = await enterAs(browser, house.address, 'Anna', look)
    await choosePlace(page, 'en', false)
    await sendFile(page, house.wrong, 'en')
    await settled(page)
    await page.getByText(words.say('reading.otherwise')).click()
    await page.getByLabel(words.say('reading.what.decimal')).selectOption('.')
    await press(page, words.say('reading.again'))
    await settled(page)
    expect(await page.locator('#guesses').innerText()).toContain(words.say('reading.chosen'))
    await page.getByText(words.say('reading.otherwise')).click()
    await page.getByLabel(words.say('reading.what.decimal')).selectOption(',')
    await press(page, words.say('reading.again'))
    expect(await confirm(page, 'en')).toBe('2 problems stop the file. It has 40 rows.')

    const late = await enterAs(browser, house.address, 'Anna', look)
    await late.goto(page.url())
    await late.locator('#problems summary').first().click()
    const row = page.locator('#problems tr', { hasText: '“9”' })
    await row.getByText(words.say('accept.open')).click()
    await row.getByLabel(words.say('accept.note')).fill('a scale of nine')
    await row.getByRole('button', { name: words.say('accept.submit') }).click()
    expect(await settled(page)).toBe('1 problem stops the file. It has 40 rows.')
    expect(await page.locator('#accepted').innerText()).toContain('a scale of nine')

    const theirs = late.locator('#problems tr', { hasText: '“9”' })
    if (!(await theirs.getByLabel(words.say('accept.note')).isVisible()))
      await theirs.getByText(words.say('accept.open')).click()
    await theirs.getByLabel(words.say('accept.note')).fill('another note')
    await theirs.getByRole('button', { name: words.say('accept.submit') }).click()
    expect(await late.locator('#said').innerText()).toBe(words.say('upload.changed'))
    const upload = await findUpload(house.ledger, Number(new URL(page.url()).pathname.split('/')[2]))
    expect(upload?.reading.accepted?.map(({ note }) => note)).toEqual(['a scale of nine'])
    await leave(page)
    await leave(late)
  },
)

const looks = [
  { language: 'da', theme: 'light', viewport: { width: 1280, height: 800 } },
  { language: 'en', theme: 'dark', viewport: { width: 360, height: 800 } },
] as const

test.each(looks)(
  'in $language, $theme, $viewport.width px wide, no screen of rounds breaks WCAG 2.2 AA, complains, or is too wide',
  { timeout: 240_000 },
  async (look) => {
    const page = await enterAs(browser, house.address, 'Anna', look)
    const steps = ['uploaded', 'read', 'columns', 'checked', 'previewed']
    const paths = [
      ...[
        '/rounds',
        '/rounds/new',
        '/rounds/new?study=rounds-synthetic&unit=institution&round=new&name=2027',
      ],
      ...['/rounds/new?study=rounds-synthetic&unit=institution&round=new', '/rounds/2'],
      ...['2025', '2026'].map((round) => `/rounds/facts/rounds-synthetic/${round}`),
      ...steps.map((step) => `/rounds/3?step=${step}`),
      ...steps.map((step) => `/rounds/2?step=${step}`),
    ]
    for (const path of paths) {
      expect([path, (await page.goto(path))?.status()]).toEqual([path, 200])
      expect([path, await violations(page)]).toEqual([path, []])
      const needed = await page.evaluate(() => document.documentElement.scrollWidth)
      expect([path, needed]).toEqual([path, look.viewport.width])
      expect([path, await crossedTexts(page)]).toEqual([path, []])
    }
    expect(page.complaints).toEqual([])
    await leave(page)
  },
)
