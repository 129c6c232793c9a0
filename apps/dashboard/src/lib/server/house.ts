import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import {
  type Accounts,
  checkLedger,
  type Ledger,
  openAccounts,
  openLedger,
  watchLiveEdition,
} from '@pejling/ledger'
import { type EditionShelf, editionShelf } from './edition-shelf.ts'

/** What the dashboard lives on: the shelf of editions, and the ledger if there is one. */
export type House = {
  editions: EditionShelf
  /** May figures be read without an account? */
  public: boolean
  ledger?: Ledger
  accounts?: Accounts
  close(): Promise<void>
}

let house: House | undefined

/** @throws `house: not opened` */
export function getHouse(): House {
  if (!house) throw new Error('house: not opened')
  return house
}

/**
 * Opens the house by the environment: `PEJLING_HOME`, `PEJLING_DATABASE_URL`, and `PEJLING_EDITION` (a hash or a file) to
 * show one edition and no other. With a ledger the live edition follows its pointer without a restart.
 *
 * @throws `unknown edition: …`, `edition: not an edition: …`, `database: cannot reach …; is it running?`
 */
export async function openHouse(environment: NodeJS.ProcessEnv): Promise<House> {
  const home = resolve(environment.PEJLING_HOME ?? '.pejling')
  const url = environment.PEJLING_DATABASE_URL
  const pinned = environment.PEJLING_EDITION
  const folder = pinned?.endsWith('.duckdb') ? dirname(resolve(pinned)) : join(home, 'editions')
  const editions = editionShelf(folder)
  const use = (hash: string) =>
    editions.use(hash).catch((problem: Error) => console.error(`live edition: ${problem.message}`))

  const publicHouse = environment.PEJLING_PUBLIC !== 'no'
  if (pinned) await editions.use(basename(pinned, '.duckdb'))
  if (!url) return (house = { editions, public: publicHouse, close: () => editions.close() })

  const ledger = openLedger(url)
  await checkLedger(ledger, url)
  const accounts = openAccounts(ledger, {
    secret: environment.PEJLING_SECRET ?? (await secretOf(home)),
    baseURL:
      environment.PEJLING_ORIGIN ?? `http://${environment.HOST ?? '127.0.0.1'}:${environment.PORT ?? 4170}`,
  })
  let first: Promise<void> | undefined
  const watch = pinned
    ? undefined
    : await watchLiveEdition(url, (hash) => {
        const used = hash ? use(hash) : Promise.resolve()
        first ??= used
      })
  await first
  return (house = {
    editions,
    public: publicHouse,
    ledger,
    accounts,
    async close() {
      await watch?.close()
      await editions.close()
      await ledger.destroy()
    },
  })
}

/** The key that signs session cookies: made once, kept in the home where only its owner can read it. */
async function secretOf(home: string): Promise<string> {
  const file = join(home, 'secret')
  await mkdir(home, { recursive: true })
  await writeFile(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' }).catch((problem) => {
    if ((problem as NodeJS.ErrnoException).code !== 'EEXIST') throw problem
  })
  return (await readFile(file, 'utf8')).trim()
}
