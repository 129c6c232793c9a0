import type { Browser } from 'playwright-core'
import { openPage, type Visit } from '../pages/browser.ts'
import { emailOf, password } from './house.ts'

export type Visitor = Awaited<ReturnType<typeof openPage>>

/** Presses the button of that name. */
export function press(page: Visitor, name: string): Promise<void> {
  return page.getByRole('button', { name, exact: true }).click()
}

/** Writes in fields, by their ids. */
export async function fill(page: Visitor, values: Record<string, string>): Promise<void> {
  for (const [id, value] of Object.entries(values)) await page.locator(`#${id}`).fill(value)
}

/** A browser of its own in which somebody has signed in. */
export async function enterAs(
  browser: Browser,
  address: string,
  name: string,
  visit: Visit = {},
): Promise<Visitor> {
  const page = await openPage(browser, address, visit)
  await page.goto('/sign-in')
  await fill(page, { email: emailOf(name), password })
  await page.locator('main button').click()
  await page.waitForURL(`${address}/`)
  return page
}

export function leave(page: Visitor): Promise<void> {
  return page.context().close()
}
