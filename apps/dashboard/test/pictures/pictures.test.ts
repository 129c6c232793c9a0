import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openPage } from '../pages/browser.ts'
import { firstRelation, pages } from '../pages/pages.ts'
import { openPeopleHouse, type PeopleHouse, signInAs } from '../people/house.ts'
import { type Camera, launchWithOwnFont, looks, openCamera, widths } from './camera.ts'
import { type Change, changes, developSheet } from './darkroom.ts'
import { furnish } from './furnish.ts'

/** `pnpm pictures` says so: what is seen now is kept, after somebody has looked at it. */
const renew = process.env.PICTURES === 'renew'
const kept = join(import.meta.dirname, 'kept')
/** A picture has changed if more of it than this looks different. */
const most = 0.004

let own: Awaited<ReturnType<typeof launchWithOwnFont>>
let browser: Browser
let room: Page
let house: PeopleHouse
let address: string
let inside: Record<string, string>
beforeAll(async () => {
  own = await launchWithOwnFont()
  ;({ browser } = own)
  room = await browser.newPage()
  const { home, live, closed, moved } = inject('house')
  house = await openPeopleHouse(join(home, 'editions', `${live}.duckdb`))
  inside = await furnish(house, [basename(closed, '.duckdb'), moved, live])
  address = await house.open({ PEJLING_HOME: home, PEJLING_PUBLIC: 'true' })
  if (renew) await mkdir(kept, { recursive: true })
}, 120_000)
afterAll(async () => {
  await own.close()
  await house.close()
})

const nameOf = (path: string) => path.replace(/[^\p{L}\p{N}_.]+/gu, '-').replace(/^-|-$/g, '') || 'front'
/** Where what looks different is put, to be looked at. */
let differing: string | undefined

/** What differs of a page from its kept sheet, in words; nothing if it looks as it did. */
async function compared(camera: Camera, name: string, path: string): Promise<string[]> {
  const sheet = await developSheet(room, await camera.photograph(path))
  const file = join(kept, `${name}.webp`)
  if (renew) {
    const before = existsSync(file) ? await readFile(file, 'base64') : undefined
    // A picture that looks the same keeps its bytes.
    if (!before || (await changes(room, sheet, before)).some(({ share }) => share > 0))
      await writeFile(file, sheet.webp, 'base64')
    return []
  }
  if (!existsSync(file)) return [`${path}: expected a kept picture, found none`]
  const found = await changes(room, sheet, await readFile(file, 'base64'))
  const changed = found.filter(({ share }) => share > most)
  if (!changed.length) return []
  differing ??= await mkdtemp(join(tmpdir(), 'pejling-pictures-'))
  await writeFile(join(differing, `${name}.webp`), sheet.webp, 'base64')
  return [told(path, changed, differing)]
}

function told(path: string, changed: Change[], folder: string): string {
  const where = changed.map(({ look, share }) => `${look} ${(share * 100).toFixed(1)} %`).join(', ')
  return `${path}: expected it as kept, found ${where} changed; look in ${folder}, and keep what is right with pnpm pictures`
}

test(
  'every open page looks as its kept picture, in both languages and themes, on three screens',
  { timeout: 900_000 },
  async () => {
    const camera = await openCamera(browser, inject('house').address)
    const differ: string[] = []
    for (const path of [...pages, '/nowhere']) differ.push(...(await compared(camera, nameOf(path), path)))
    await camera.close()
    expect(differ).toEqual([])
  },
)

test('so does every page behind the sign-in', { timeout: 300_000 }, async () => {
  const camera = await openCamera(browser, address, await signInAs(address, 'Ada'))
  const differ: string[] = []
  for (const [name, path] of Object.entries(inside)) differ.push(...(await compared(camera, name, path)))
  await camera.close()
  expect(differ).toEqual([])
})

test('no picture is kept of a page that is not there any more', async () => {
  const known = [...[...pages, '/nowhere'].map(nameOf), ...Object.keys(inside)].map((name) => `${name}.webp`)
  const orphans = (await readdir(kept)).filter((file) => !known.includes(file))
  if (renew) for (const file of orphans) await rm(join(kept, file))
  else expect(orphans).toEqual([])
})

test(
  'a line that has gone and a figure that has moved are seen, how letters are smoothed is not',
  { timeout: 120_000 },
  async () => {
    const camera = await openCamera(browser, inject('house').address)
    const before = await developSheet(room, await camera.photograph(firstRelation))
    const again = await changes(
      room,
      await developSheet(room, await camera.photograph(firstRelation)),
      before.webp,
    )
    expect(again.map(({ look }) => look)).toHaveLength(looks.length * widths.length)
    expect(Math.max(...again.map(({ share }) => share))).toBeLessThan(most / 4)
    await camera.close()
    const page = await openPage(browser, inject('house').address, { viewport: { width: 1440, height: 900 } })
    const seen = async (css: string) => {
      await page.goto(firstRelation)
      await page.evaluate((css) => {
        const sheet = new CSSStyleSheet()
        sheet.replaceSync(css)
        document.adoptedStyleSheets.push(sheet)
      }, css)
      const tab = await page.context().newCDPSession(page)
      const { data } = await tab.send('Page.captureScreenshot', {
        ...{ format: 'webp', quality: 60, captureBeyondViewport: true },
        clip: { x: 0, y: 0, width: 1440, height: 3500, scale: 0.2 },
      })
      return developSheet(room, [{ look: 'one', webp: data }])
    }
    const whole = await seen('')
    const share = async (css: string) => (await changes(room, await seen(css), whole.webp))[0].share
    expect(await share('html { filter: blur(0.6px) }')).toBeLessThan(most)
    expect(await share('.finding { visibility: hidden }')).toBeGreaterThan(most)
    expect(await share('.drawing { translate: 24px }')).toBeGreaterThan(most)
    expect(await share('main { margin-top: 12px }')).toBeGreaterThan(most)
    await page.context().close()
  },
)
