import { checkLedger, isInUse, type Ledger, migrate, openLedger, startPostgres } from '@pejling/ledger'
import { type Home, openHome } from './home.ts'

/** An open house: the home folder, the ledger, and the address of its PostgreSQL. */
export type House = { home: Home; ledger: Ledger; url: string }

/**
 * Lends the house to some work: connects to `DATABASE_URL`, or to the PostgreSQL of the home folder, which is started
 * if it is not running. Whoever leaves last stops it.
 *
 * @throws `home: …`, `postgres: …`, `database: …`
 */
export async function withHouse<T>(
  work: (house: House) => Promise<T>,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<T> {
  const home = await openHome(environment)
  const { ledger, url, stop } = await connect(home, environment.DATABASE_URL)
  try {
    return await work({ home, ledger, url })
  } finally {
    const others = await isInUse(ledger).catch(() => false)
    await ledger.destroy()
    if (!others) await stop?.()
  }
}

type Connected = { ledger: Ledger; url: string; stop?: () => Promise<void> }

/** A server found running may be stopped by the one who leaves just now: then it is started again. */
async function connect(home: Home, given: string | undefined, attempts = 3): Promise<Connected> {
  const postgres = given ? undefined : await startPostgres(home.path)
  const url = given ?? postgres!.url
  const ledger = openLedger(url)
  try {
    await checkLedger(ledger, url)
    await migrate(ledger)
    return { ledger, url, stop: postgres && (() => postgres.stop()) }
  } catch (error) {
    await ledger.destroy()
    if (given || attempts === 1) throw error
    return connect(home, given, attempts - 1)
  }
}
