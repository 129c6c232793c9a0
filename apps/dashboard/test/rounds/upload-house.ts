import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { findWorkState } from '@pejling/ledger'
import { openHome, run } from '@pejling/runner'
import { inject } from 'vitest'
import { openPeopleHouse, type PeopleHouse } from '../people/house.ts'
import type { Visitor } from '../people/visiting.ts'

const root = resolve(import.meta.dirname, '../../../..')
const study = 'rounds-synthetic'

/** A house with a real worker, a study with four rounds that is live, and files of a fifth. */
export type UploadHouse = PeopleHouse & {
  address: string
  home: string
  /** A file as a sender writes it: Windows-1252, its own names for two columns, a wrong category and an address in it. */
  wrong: string
  /** The same in order. */
  right: string
  end(): Promise<void>
}

/** @param also studies that are live beside it */
export async function openUploadHouse(also: string[] = []): Promise<UploadHouse> {
  const folder = await mkdtemp(join(tmpdir(), 'pejling-rounds-'))
  for (const one of [study, ...also])
    await cp(join(root, 'data/studies', one), join(folder, 'studies', one), { recursive: true })
  const house = await openPeopleHouse(
    join(inject('house').home, 'editions', `${inject('house').live}.duckdb`),
  )
  await house.addPerson('Anna', 'analyst')
  await house.addPerson('Ada', 'admin')
  const own = { PEJLING_HOME: join(folder, 'home'), PEJLING_DATA: join(folder, 'studies') }
  await run(await openHome(own), house.ledger)
  const address = await house.open({ ...own, PEJLING_EDITION: '' })
  const worker: ChildProcess = spawn(
    process.execPath,
    [join(root, 'pipelines/runner/src/pejling.ts'), 'worker'],
    { env: { ...process.env, ...own, DATABASE_URL: house.url, NODE_ENV: 'production' }, stdio: 'ignore' },
  )
  while (!(await findWorkState(house.ledger)).workers) await new Promise((later) => setTimeout(later, 100))
  const last = await readFile(join(folder, 'studies', study, 'rounds/2025/institution.csv'), 'utf8')
  const [wrong, right] = [join(folder, 'Institutioner – æøå.csv'), join(folder, 'rettet.csv')]
  await writeFile(right, last.replaceAll(';ofte eller altid;', ';aldrig eller af og til;'))
  await writeFile(wrong, Buffer.from(spoilt(last), 'latin1'))
  return {
    ...house,
    ...{ address, home: own.PEJLING_HOME, wrong, right },
    async end() {
      worker.kill('SIGTERM')
      await once(worker, 'exit')
      await house.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Waits until nothing is being done with what the page shows; what it says then. */
export async function settled(page: Visitor): Promise<string> {
  for (let looks = 0; looks < 240; looks++) {
    // Looked at in one go: the page keeps up by itself, by events, or fetched again where there are no scripts.
    const said = await page
      .evaluate(() => {
        const whole = document.readyState === 'complete' && !document.querySelector('.work')
        return whole ? document.querySelector('.finding')?.textContent : undefined
      })
      .catch(() => undefined)
    if (said) return said.replaceAll('\u00a0', ' ').replace(/\s+/g, ' ').trim()
    await page.waitForTimeout(500)
  }
  throw new Error(`${page.url()}: expected the worker to be done after two minutes, found it at it`)
}

function spoilt(text: string): string {
  const [head, ...rows] = text.trim().split('\n')
  const cells = rows.map((row) => row.split(';'))
  cells[3][2] = '9'
  const lines = cells.map((row, i) => [...row, i === 8 ? 'leder@example.dk' : ''].join(';'))
  return [`${head.replace('opsporing', 'systematik')};kontakt`, ...lines].join('\r\n')
}
