import { execFileSync } from 'node:child_process'
import { readFile, rm, mkdtemp, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import sparticuz from '@sparticuz/chromium'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { openPage } from '../pages/browser.ts'

/** How a page is looked at: in each language and theme, as wide as a phone, a tablet and a desk. */
export const looks = [
  { language: 'da', theme: 'light' },
  { language: 'da', theme: 'dark' },
  { language: 'en', theme: 'light' },
  { language: 'en', theme: 'dark' },
] as const
export const widths = [360, 768, 1440] as const

/** A small picture of a whole page, and what it shows. */
export type Picture = { look: string; webp: string }

export type Camera = {
  /** Every look of a page, cut off where only the rest of a long list is left. */
  photograph(path: string): Promise<Picture[]>
  close(): Promise<void>
}

/** A picture has this share of the page's own width and height. */
const scale = 0.2
const tallest = 5000

/**
 * A browser with the one font that comes with it, so that pictures are alike on every machine; a tab for each language and
 * theme, with the cookies of somebody who is signed in if they are given.
 */
export async function openCamera(browser: Browser, address: string, cookie = ''): Promise<Camera> {
  const visit: BrowserContextOptions = { viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' }
  const tabs = await Promise.all(
    looks.map(async (look) => {
      const page = await openPage(browser, address, { ...visit, ...look })
      const cookies = cookie.split('; ').filter(Boolean)
      await page.context().addCookies(
        cookies.map((pair) => {
          const [name, ...value] = pair.split('=')
          return { name, value: value.join('='), url: address }
        }),
      )
      return { page, look: `${look.language} ${look.theme}` }
    }),
  )
  return {
    async photograph(path) {
      const all = await Promise.all(
        tabs.map(async ({ page, look }) => {
          await openWhole(page, path)
          const pictures: Picture[] = []
          for (const width of widths)
            pictures.push({ look: `${look} ${width}`, webp: await shot(page, width) })
          return pictures
        }),
      )
      return all.flat()
    },
    async close() {
      await Promise.all(tabs.map(({ page }) => page.context().close()))
    },
  }
}

/** Opens a page, again and again if it says that what it shows is still being computed. */
async function openWhole(page: Page, path: string): Promise<void> {
  for (let tries = 0; tries < 90; tries++) {
    await page.goto(path)
    const isWhole = !/http-equiv="refresh"/.test(await page.content())
    if (isWhole || !/^\/(findings\/|editions\/compare)/.test(path)) return
    await new Promise((later) => setTimeout(later, 1000))
  }
}

async function shot(page: Page, width: number): Promise<string> {
  await page.setViewportSize({ width, height: 900 })
  const height = await page.evaluate(() => document.documentElement.scrollHeight)
  const tab = await page.context().newCDPSession(page)
  const { data } = await tab.send('Page.captureScreenshot', {
    ...{ format: 'webp', quality: 60, captureBeyondViewport: true },
    clip: { x: 0, y: 0, width, height: Math.min(height, tallest), scale },
  })
  await tab.detach()
  return data
}

/** Starts the project's browser with its own font alone, whatever fonts the machine has. */
export async function launchWithOwnFont(): Promise<{ browser: Browser; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'pejling-font-'))
  const built = dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium'))
  const archive = await readFile(join(built, '../bin/fonts.tar.br'))
  execFileSync('tar', ['-x', '-C', folder], { input: brotliDecompressSync(archive) })
  const own = join(folder, 'own.conf')
  await writeFile(
    own,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${folder}/fonts</dir><cachedir>${folder}/cache</cachedir></fontconfig>`,
  )
  const browser = await chromium.launch({
    executablePath: await sparticuz.executablePath(),
    args: [
      ...sparticuz.args.filter((argument) => !/^--(single-process|no-zygote)$/.test(argument)),
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
    ],
    env: { ...process.env, FONTCONFIG_FILE: own },
  })
  return {
    browser,
    async close() {
      await browser.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
