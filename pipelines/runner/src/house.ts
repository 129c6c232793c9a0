import { AsyncLocalStorage } from 'node:async_hooks'
import {
  checkLedger,
  isInUse,
  type Ledger,
  migrate,
  openLedger,
  type PostgresProcess,
  roleOf,
  startPostgres,
} from '@pejling/ledger'
import { type Configuration, readConfiguration } from '@pejling/operation'
import { type Caller, ownerCaller } from './caller.ts'
import { type Home, openHome } from './home.ts'

/**
 * An open house: the home folder, the ledger, the address of its PostgreSQL as the application's role and as the owner of
 * its tables (the same where only one is known), who acts in it, and the PostgreSQL of the home folder where it is that.
 */
export type House = {
  home: Home
  ledger: Ledger
  url: string
  ownerUrl: string
  caller: Caller
  postgres?: PostgresProcess
}

const lent = new AsyncLocalStorage<House>()

/** Whatever opens the house of this process during the work gets this one, which is open already. */
export function lendHouse<T>(house: House, work: () => Promise<T>): Promise<T> {
  return lent.run(house, work)
}

/**
 * Lends the house to some work: connects to `DATABASE_URL`, or to the PostgreSQL of the home folder, which is started
 * if it is not running. Whoever leaves last stops it. `DATABASE_OWNER_URL` is who owns the tables there and migrates
 * them, so that the role of `DATABASE_URL` can do no more than its work; without it that role does both. The tables are
 * brought to today's shape, unless `forward` is false.
 *
 * @throws `home: …`, `postgres: …`, `database: …`
 */
export async function withHouse<T>(
  work: (house: House) => Promise<T>,
  environment: NodeJS.ProcessEnv = process.env,
  { forward = true } = {},
): Promise<T> {
  const open = environment === process.env ? lent.getStore() : undefined
  if (open) return work(open)
  const home = await openHome(environment)
  const connected = await connect(home, { ...readConfiguration(environment), forward })
  const house: House = { home, ...connected, caller: ownerCaller }
  try {
    // Work that opens the house again gets this one: else it would stop PostgreSQL before the rest is done.
    return await (environment === process.env ? lendHouse(house, () => work(house)) : work(house))
  } finally {
    const others = await isInUse(house.ledger).catch(() => false)
    await house.ledger.destroy()
    if (!others) await house.postgres?.stop()
  }
}

type Connected = Omit<House, 'home' | 'caller'>
type Way = Pick<Configuration, 'database' | 'ownerDatabase'> & { forward: boolean }

/** A server found running may be stopped by the one who leaves just now: then it is started again. */
async function connect(home: Home, way: Way, attempts = 3): Promise<Connected> {
  const { database: given, ownerDatabase, forward } = way
  const postgres = given ? undefined : await startPostgres(home.path)
  const url = given ?? postgres!.url
  const ownerUrl = given ? (ownerDatabase ?? given) : postgres!.ownerUrl
  const ledger = openLedger(url)
  try {
    await checkLedger(ledger, url)
    if (forward && ownerUrl === url) await migrate(ledger)
    else if (forward) await migrateAsOwner(ownerUrl, url)
    return { ledger, url, ownerUrl, postgres }
  } catch (error) {
    await ledger.destroy()
    if (given || attempts === 1) throw error
    return connect(home, way, attempts - 1)
  }
}

async function migrateAsOwner(ownerUrl: string, url: string): Promise<void> {
  const ledger = openLedger(ownerUrl, { connections: 2 })
  try {
    await checkLedger(ledger, ownerUrl)
    await migrate(ledger, roleOf(url))
  } finally {
    await ledger.destroy()
  }
}
