import { openPage, serveBrowser } from './test/pages/browser.ts'
import { chromium } from 'playwright-core'
import { spawn } from 'node:child_process'
const server = spawn(process.execPath, ['apps/dashboard/server.ts'], { env: { ...process.env, PEJLING_HOME: '/tmp/p7home', PEJLING_EDITION: process.argv[2], PEJLING_PUBLIC: 'yes', PORT: '4471' }, cwd: '/tmp/p7' , stdio: ['ignore','pipe','inherit']})
await new Promise((ok) => server.stdout!.once('data', ok))
const b = await serveBrowser()
const browser = await chromium.connect(b.wsEndpoint())
try {
  const shots: [string, string, object][] = JSON.parse(process.argv[3])
  for (const [name, path, visit] of shots) {
    const page = await openPage(browser, 'http://127.0.0.1:4471', visit as never)
    await page.goto(path)
    await page.screenshot({ path: `/tmp/p7shots/${name}.png`, fullPage: true })
    console.log(name, page.complaints, await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth, document.documentElement.scrollHeight]))
    await page.context().close()
  }
} finally { await browser.close(); await b.close(); server.kill() }
