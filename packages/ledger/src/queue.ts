import pg from 'pg'
import { connectionNames } from './ledger.ts'

/** What is done at certain times, by one worker of all there are. Runs somebody asks for wait in the ledger itself. */
export type Queue = {
  /** Does some work whenever cron says so, in UTC; nothing if left out, and what was said before is forgotten. */
  workAt(cron: string | undefined, work: () => Promise<void>): Promise<void>
  /** Waits for what is under way, a minute at most. */
  stop(): Promise<void>
}

const name = 'scheduled-run'

/**
 * The schedule in the ledger's PostgreSQL (pg-boss, schema `pgboss`). A worker opens it as one, so that others see that
 * somebody is there to do the work.
 */
export async function openQueue(url: string, as: keyof typeof connectionNames = 'any'): Promise<Queue> {
  // A process that opens no queue does not load what keeps it.
  const { PgBoss } = await import('pg-boss')
  const boss = new PgBoss({
    connectionString: url,
    max: 3,
    application_name: connectionNames[as],
    // Making a schema that is there already is refused to a role that may make none.
    createSchema: !(await hasSchema(url)),
  })
  boss.on('error', () => undefined)
  await boss.start()
  await boss.createQueue(name, { policy: 'short', retryLimit: 0 })
  return {
    async workAt(cron, work) {
      if (cron === undefined) return boss.unschedule(name)
      await boss.schedule(name, cron, null, { tz: 'UTC' })
      await boss.work(name, { pollingIntervalSeconds: 2 }, work)
    },
    async stop() {
      await boss.stop({ graceful: true, timeout: 60_000 })
    },
  }
}

async function hasSchema(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query("SELECT to_regnamespace('pgboss') IS NOT NULL AS there")).rows[0].there
  } finally {
    await client.end()
  }
}
