import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { formats } from '@pejling/export/format'
import { initWasm, Resvg } from '@resvg/resvg-wasm'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openPage } from './browser.ts'

const { address } = inject('house')
let browser: Browser
beforeAll(async () => {
  browser = await chromium.connect(inject('house').browser)
})
afterAll(() => browser.close())

test('from the relation page every file can be had without a script, named and of the edition on the screen', async () => {
  const page = await openPage(browser, address, { language: 'en', javaScriptEnabled: false })
  await page.goto('/relations?study=kora-2017&x=funding_model&y=screening')
  const links = page.locator('#take-along a[download]')
  const addresses = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')!))
  const kinds = addresses.map((one) => /export\/([a-z-]+)\?/.exec(one)![1])
  // A citation stands on the page as text.
  expect(kinds.toSorted()).toEqual(formats.filter((one) => one !== 'citation').toSorted())
  for (const one of addresses) {
    const answer = await page.request.get(one)
    expect([one, answer.status()]).toEqual([one, 200])
    expect(answer.headers()['content-disposition']).toMatch(
      /^attachment; filename="kora-2017-funding_model-screening/,
    )
    expect(one).toMatch(/edition=[0-9a-f]{16}/)
  }
  await page.context().close()
}, 30_000)

test('the CSV file has the counts of the table on the page', async () => {
  const page = await openPage(browser, address)
  await page.goto('/relations?study=kora-2017&x=funding_model&y=screening')
  const shown = await page
    .locator('#table tbody tr')
    .evaluateAll((rows) =>
      rows.flatMap((row) => [...row.querySelectorAll('td a')].map((cell) => cell.textContent)),
    )
  const file = await page.request.get(
    (await page.locator('#take-along a', { hasText: 'CSV til dansk Excel' }).getAttribute('href'))!,
  )
  const lines = (await file.text()).trim().split('\r\n').slice(1)
  expect(shown.map(Number).filter((n) => !Number.isNaN(n))).toEqual(
    expect.arrayContaining(lines.map((line) => Number(line.split(';')[4]))),
  )
  expect(lines).toHaveLength(9)
  await page.context().close()
}, 30_000)

test('the figure stands alone: no variables, no mixed colours, no links, and its source in it', async () => {
  const page = await openPage(browser, address)
  for (const [question, figure] of [
    ['study=kora-2017&x=funding_model&y=screening', 'diverging'],
    ['study=kora-2017-synthetic&x=load_degree&y=children_per_staff', 'scatter'],
  ]) {
    const answer = await page.request.get(`/relations/export/svg?${question}&figure=${figure}`)
    const text = await answer.text()
    expect(text).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/)
    expect(text).not.toMatch(/var\(|color-mix|currentColor|<a[ >]|NaN|undefined/)
    expect(text).toMatch(/udgave [0-9a-f]{16}/)
    await page.setContent(text)
    expect(await page.locator('svg text').count()).toBeGreaterThan(5)
  }
  await page.context().close()
}, 30_000)

test('a format nobody knows, and an edition nobody knows, are said in one line', async () => {
  const page = await openPage(browser, address)
  const question = 'study=kora-2017&x=funding_model&y=screening'
  expect((await page.request.get(`/relations/export/doc?${question}`)).status()).toBe(404)
  expect((await page.request.get(`/relations/export/csv?${question}&edition=ffff`)).status()).toBe(404)
  expect((await page.request.get('/relations/export/csv?study=kora-2017')).status()).toBe(400)
  await page.context().close()
}, 30_000)

test('the figures are drawn by another program than a browser, in their own colours and size', async () => {
  const wasm = createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')
  await initWasm(await readFile(wasm))
  const page = await openPage(browser, address)
  for (const question of [
    'study=kora-2017&x=funding_model&y=screening&figure=diverging',
    'study=kora-2017-synthetic&x=load_degree&y=children_per_staff&figure=scatter',
    'study=kora-2017&x=age_weighted_children&y=extra_grant',
  ]) {
    const svg = await (await page.request.get(`/relations/export/svg?${question}`)).text()
    const [, width, height] = / width="([\d.]+)" height="([\d.]+)"/.exec(svg)!
    const picture = new Resvg(svg, { background: '#ffffff' }).render()
    expect([question, picture.width, picture.height]).toEqual([
      question,
      Math.ceil(Number(width)),
      Math.ceil(Number(height)),
    ])
    // Without fonts only what is no text is drawn: bars, dots, lines.
    const colours = new Map<number, number>()
    // Every look at `picture.pixels` copies all of them.
    const { buffer, byteOffset, length } = picture.pixels
    const pixels = new DataView(buffer, byteOffset)
    for (let at = 0; at < length; at += 4) {
      const colour = pixels.getUint32(at)
      colours.set(colour, (colours.get(colour) ?? 0) + 1)
    }
    const drawn = length / 4 - (colours.get(0xffffffff) ?? 0)
    expect([question, colours.size > 4, drawn > 500]).toEqual([question, true, true])
    picture.free()
  }
  await page.context().close()
}, 30_000)
