import sparticuz from '@sparticuz/chromium'
import {
  type Browser,
  type BrowserContextOptions,
  type BrowserServer,
  chromium,
  type Page,
} from 'playwright-core'

/** One real browser from npm for all test files, kept from calling home. */
export async function serveBrowser(): Promise<BrowserServer> {
  // In a single process the browser would end with the first context that is closed.
  const args = sparticuz.args.filter((argument) => !/^--(single-process|no-zygote)$/.test(argument))
  return chromium.launchServer({
    executablePath: await sparticuz.executablePath(),
    args: [...args, '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
}

export type Visit = BrowserContextOptions & { language?: 'da' | 'en'; theme?: 'auto' | 'light' | 'dark' }

/** A page of its own, with the choices a reader may have made before; what the page complains of is kept. */
export async function openPage(
  browser: Browser,
  address: string,
  { language = 'da', theme = 'auto', ...options }: Visit = {},
): Promise<Page & { complaints: string[] }> {
  const context = await browser.newContext({ baseURL: address, ...options })
  await context.addCookies([
    { name: 'language', value: language, url: address },
    { name: 'theme', value: theme, url: address },
  ])
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  page.on('pageerror', (problem) => complaints.push(problem.message))
  return Object.assign(page, { complaints })
}
