import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { owner, recordEdition, useEdition } from '@pejling/ledger'
import { editionFile, type House, withHouse } from '@pejling/runner'
import { expect, inject, test } from 'vitest'
import { serve } from '../global-setup.ts'

const { home, live, other } = inject('house')
const pages = [
  '/?',
  '/relations?study=kora-2017&x=funding_model&y=screening',
  '/studies/kora-2017?',
  '/audit/kora-2017?',
]

test('under a load of requests a hundred swaps give only whole answers of one edition, and none fails', async () => {
  const { PEJLING_EDITION: _, DATABASE_URL: __, ...clean } = process.env
  const folder = await mkdtemp(join(tmpdir(), 'pejling-swaps-'))
  try {
    const environment = { ...clean, PEJLING_HOME: join(folder, 'home') }
    await withHouse((house) => swapUnderLoad(house, environment), environment)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}, 180_000)

/** In a house of its own, so that no other test meets the swaps. */
async function swapUnderLoad(house: House, environment: NodeJS.ProcessEnv): Promise<void> {
  const { ledger, url } = house
  const hashes = [live, other]
  for (const hash of hashes) {
    await copyFile(join(home, 'editions', `${hash}.duckdb`), editionFile(house.home, hash))
    await recordEdition(ledger, { hash, codeVersion: 'test' })
  }
  const { child, address } = await serve({ ...environment, DATABASE_URL: url })
  let asked = 0
  // What is asked for has another address each time, so that no answer comes from the cache.
  const get = async (page: string, edition = '') => {
    const odd = `turn=${(asked += 1)}x`
    const answer = await fetch(`${address}${page}${edition}&${odd}`)
    const text = await answer.text()
    return {
      status: answer.status,
      text: text.replaceAll(odd, 'turn').replaceAll(encodeURIComponent(odd), 'turn'),
    }
  }
  try {
    // The page as each edition gives it, asked for while nothing else goes on.
    const whole = new Map<string, string[]>()
    for (const hash of hashes) {
      await useEdition(ledger, hash, 'a swap for the test', owner)
      await expect
        .poll(async () => (await (await fetch(`${address}/api/health`)).json()).edition, { timeout: 20_000 })
        .toBe(hash)
      for (const page of pages) {
        const { status, text } = await get(page)
        expect([page, status]).toEqual([page, 200])
        expect(text).toContain(hash.slice(0, 8))
        whole.set(page, [...(whole.get(page) ?? []), text])
      }
    }
    for (const [page, [first, second]] of whole) expect(first, page).not.toBe(second)

    let swapping = true
    const answers = { mixed: [] as string[], failed: [] as number[] }
    const counts: [number, number] = [0, 0]
    const load = async (at: number) => {
      for (let turn = at; swapping; turn++) {
        const page = pages[turn % pages.length]
        const { status, text } = await get(page)
        const from = whole.get(page)!.indexOf(text)
        if (status !== 200) answers.failed.push(status)
        else if (from < 0) answers.mixed.push(page)
        else counts[from] += 1
      }
    }
    const clients = Array.from({ length: 8 }, (_, at) => load(at))
    const fewest = () => Math.min(...counts)
    // A hundred, and on a busy machine as many more as it takes to be asked often of both.
    for (let swaps = 0; swaps < 100 || (fewest() < 20 && swaps < 3000); swaps++) {
      await useEdition(ledger, hashes[swaps % 2], 'a swap for the test', owner)
      await new Promise((later) => setTimeout(later, 20))
    }
    swapping = false
    await Promise.all(clients)
    expect(answers).toEqual({ mixed: [], failed: [] })
    expect(fewest()).toBeGreaterThanOrEqual(20)
  } finally {
    child.kill('SIGTERM')
    await new Promise((ended) => child.once('close', ended))
  }
}
