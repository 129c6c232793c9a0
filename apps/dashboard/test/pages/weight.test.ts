import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openPage } from './browser.ts'
import { firstRelation, pages } from './pages.ts'

const { address } = inject('house')
let browser: Browser
beforeAll(async () => {
  browser = await chromium.connect(inject('house').browser)
})
afterAll(() => browser.close())

type Load = { requests: number; bytes: number; script: number }

/** What a page takes over the wire for somebody who has never been here, compressed as it comes. */
async function coldLoad(path: string): Promise<Load> {
  const page = await openPage(browser, address)
  const wire = await page.context().newCDPSession(page)
  await wire.send('Network.enable')
  const kinds = new Map<string, string>()
  const load: Load = { requests: 0, bytes: 0, script: 0 }
  wire.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type))
  wire.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    load.requests += 1
    load.bytes += encodedDataLength
    if (kinds.get(requestId) === 'Script') load.script += encodedDataLength
  })
  await page.goto(path, { waitUntil: 'load' })
  await page.context().close()
  return load
}

test('no page weighs more than 100 kB the first time, 40 kB of it script', { timeout: 240_000 }, async () => {
  const loads = new Map<string, Load>()
  const waiting = [...pages]
  const walk = async () => {
    for (let path = waiting.shift(); path; path = waiting.shift()) loads.set(path, await coldLoad(path))
  }
  await Promise.all([walk(), walk(), walk()])
  const heavy = [...loads].filter(([, { bytes, script }]) => bytes > 100_000 || script > 40_000)
  expect(heavy).toEqual([])
  // All of it was seen: script, style and a page that is more than its frame.
  const { requests, bytes, script } = loads.get(firstRelation)!
  expect([requests > 2, bytes > 8000, script > 2000]).toEqual([true, true, true])
})

test('another choice is one request; nothing flickers, focus and scroll stay', async () => {
  const page = await openPage(browser, address, { viewport: { width: 1280, height: 700 } })
  await page.goto(firstRelation, { waitUntil: 'networkidle' })
  await page.locator('#y').focus()
  await page.evaluate(() => scrollTo(0, 140))
  await page.waitForFunction(() => scrollY === 140)
  await page.evaluate(() => {
    const seen = {
      heights: [] as number[],
      headers: new Set<Element>(),
      scrolls: new Set<number>(),
      shown: true,
    }
    Object.assign(globalThis, { seen })
    const look = () => {
      seen.heights.push(document.querySelector('main')!.getBoundingClientRect().height)
      seen.headers.add(document.querySelector('header')!)
      seen.scrolls.add(scrollY)
      seen.shown &&= [...document.querySelectorAll('h1, .figure svg')].length > 1
      requestAnimationFrame(look)
    }
    look()
  })
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await page.locator('#y').selectOption('small_groups')
  await page.waitForURL(/y=small_groups/)
  await page.waitForLoadState('networkidle')
  const seen = await page.evaluate(() => {
    const { heights, headers, scrolls, shown } = (
      globalThis as unknown as {
        seen: { heights: number[]; headers: Set<Element>; scrolls: Set<number>; shown: boolean }
      }
    ).seen
    return { lowest: Math.min(...heights), headers: headers.size, scrolls: [...scrolls], shown }
  })
  expect(asked).toEqual(['/relations'])
  expect(seen).toMatchObject({ headers: 1, scrolls: [140], shown: true })
  expect(seen.lowest).toBeGreaterThan(1500)
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('y')
  await page.context().close()
})
