import { expect } from 'vitest'
import type { Words } from '#lib/words/words.ts'
import { violations } from '../pages/violations.ts'
import type { Visitor } from './visiting.ts'

type Stop = { id: string; type: string; name: string; shown: boolean; inView: boolean }

/** Where the keyboard is: what it is called, whether one sees that it is there, and whether it is on the screen. */
function stopOf(page: Visitor): Promise<Stop> {
  return page.evaluate(() => {
    const at = document.activeElement ?? document.body
    const { outlineStyle, outlineWidth } = getComputedStyle(at)
    const { top, bottom } = at.getBoundingClientRect()
    return {
      id: at.id,
      type: at.getAttribute('type') ?? '',
      // Past the last stop the keyboard is nowhere before it begins anew.
      name: (at === document.body ? '' : (at.textContent ?? '')).replace(/\s+/g, ' ').trim(),
      shown: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2,
      inView: bottom > 0 && top < innerHeight,
    }
  })
}

/** Presses Tab until the keyboard is at an id (`#email`), a type (`[type=radio]`) or what begins with these words; every stop is seen. */
export async function reach(page: Visitor, wanted: string): Promise<void> {
  const passed: string[] = []
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press('Tab')
    const stop = await stopOf(page)
    const label = stop.id ? `#${stop.id}` : stop.name
    if (stop.name || stop.id)
      expect([page.url(), label, stop]).toEqual([page.url(), label, { ...stop, shown: true, inView: true }])
    const found = [`#${stop.id}`, `[type=${stop.type}]`].includes(wanted) || stop.name.startsWith(wanted)
    if (found) return
    passed.push(label)
  }
  throw new Error(`keyboard: expected to reach ${wanted}, passed ${passed.join(' | ')}`)
}

/** The same for what stands in the header; on a narrow screen that is behind its button. */
export async function reachInMenu(page: Visitor, words: Words, wanted: string): Promise<void> {
  const opener = words.say('shell.menu')
  if (await page.getByRole('button', { name: opener, exact: true }).isVisible()) {
    await reach(page, opener)
    await page.keyboard.press('Enter')
  }
  await reach(page, wanted)
}

/** Writes in the fields in their order, each reached by Tab. */
export async function write(page: Visitor, values: Record<string, string>): Promise<void> {
  for (const [id, value] of Object.entries(values)) {
    await reach(page, `#${id}`)
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.insertText(value)
  }
}

/** Presses a key that sends a form or follows a link, and waits for the page it leads to. */
export async function send(page: Visitor, key = 'Enter'): Promise<void> {
  await Promise.all([page.waitForEvent('load'), page.keyboard.press(key)])
}

/** What a form answered, where the keyboard now is; the page breaks no rule of accessibility and is not too wide. */
export async function answered(page: Visitor): Promise<string> {
  // The browser moves the focus when it first paints the page.
  await expect.poll(async () => (await stopOf(page)).id).toBe('said')
  const stop = await stopOf(page)
  expect([page.url(), stop.id, stop.shown, stop.inView]).toEqual([page.url(), 'said', true, true])
  await sound(page)
  return stop.name
}

/** Not too wide, and where scripts run, so that axe can: no rule of accessibility broken. */
export async function sound(page: Visitor): Promise<void> {
  const scripted = await page.evaluate(() => document.documentElement.classList.contains('enhanced'))
  if (scripted) expect([page.url(), await violations(page)]).toEqual([page.url(), []])
  const [needed, given] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth])
  expect([page.url(), needed]).toEqual([page.url(), given])
}
