import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Ledger, migrate, openLedger, roleOf, startPostgres } from '../src/index.ts'

export type TestLedger = {
  /** Everyday work, as the application's role. */
  ledger: Ledger
  url: string
  /** The tables' owner, here a superuser. */
  owner: Ledger
  ownerUrl: string
  home: string
  stop(): Promise<void>
}

/** A real PostgreSQL in a folder of its own, with today's tables and nothing in them. */
export async function testLedger(): Promise<TestLedger> {
  const home = await mkdtemp(join(tmpdir(), 'pejling-ledger-'))
  const { url, ownerUrl, stop } = await startPostgres(home)
  const [ledger, owner] = [openLedger(url), openLedger(ownerUrl, { connections: 2 })]
  await migrate(owner, roleOf(url))
  return {
    ...{ ledger, url, owner, ownerUrl, home },
    async stop() {
      await Promise.all([ledger.destroy(), owner.destroy()])
      await stop()
      await rm(home, { recursive: true, force: true })
    },
  }
}
