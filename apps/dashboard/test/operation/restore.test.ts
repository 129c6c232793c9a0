import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { backUp, restore, withHouse } from '@pejling/runner'
import { expect, inject, test } from 'vitest'
import { serve } from '../global-setup.ts'
import { freePort } from './free-port.ts'

const { home, live } = inject('house')
const pages = [
  '/',
  '/relations?study=kora-2017&x=funding_model&y=screening',
  '/studies/kora-2017',
  '/audit/kora-2017',
]
const { DATABASE_URL: _, PEJLING_EDITION: __, ...clean } = process.env

test('a house that was backed up while it ran and restored elsewhere answers with the same pages', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pejling-restore-'))
  const there = { ...clean, PEJLING_HOME: join(folder, 'home') }
  const here = { ...clean, PEJLING_HOME: home }
  try {
    const backup = await withHouse((house) => backUp(house, join(folder, 'backup'), here), here)
    await restore(join(folder, 'backup'), there, backup.seal)
    const port = await freePort()
    const [original, restored] = [await pagesOf(here, port), await pagesOf(there, port)]
    expect(original.get('/')).toContain(live.slice(0, 8))
    for (const page of pages) expect(restored.get(page), page).toBe(original.get(page))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}, 120_000)

/** Every page as a dashboard over that home serves it, on the same edition. */
function pagesOf(environment: NodeJS.ProcessEnv, port: number): Promise<Map<string, string>> {
  return withHouse(async ({ url }) => {
    const settings = { DATABASE_URL: url, PEJLING_EDITION: live, PORT: String(port) }
    const { child, address } = await serve({ ...environment, ...settings })
    try {
      const found = new Map<string, string>()
      for (const page of pages) {
        const answer = await fetch(`${address}${page}`)
        expect([page, answer.status]).toEqual([page, 200])
        found.set(page, await answer.text())
      }
      return found
    } finally {
      child.kill('SIGTERM')
      await new Promise((ended) => child.once('close', ended))
    }
  }, environment)
}
