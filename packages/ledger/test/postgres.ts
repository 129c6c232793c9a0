import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Ledger, migrate, openLedger, startPostgres } from '../src/index.ts'

export type TestLedger = { ledger: Ledger; url: string; home: string; stop(): Promise<void> }

/** A real PostgreSQL in a folder of its own, with today's tables and nothing in them. */
export async function testLedger(): Promise<TestLedger> {
  const home = await mkdtemp(join(tmpdir(), 'pejling-ledger-'))
  const postgres = await startPostgres(home)
  const ledger = openLedger(postgres.url)
  await migrate(ledger)
  return {
    ...{ ledger, url: postgres.url, home },
    async stop() {
      await ledger.destroy()
      await postgres.stop()
      await rm(home, { recursive: true, force: true })
    },
  }
}
