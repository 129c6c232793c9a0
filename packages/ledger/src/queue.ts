import pg from 'pg'
import { PgBoss } from 'pg-boss'
import { connectionNames } from './ledger.ts'

/** Work that waits for the worker. A job survives a kill: one that was under way when its worker died is given out again. */
export type Queue = {
  /** Asks for a run of the pipelines; one that waits already is enough. */
  askForRun(reason: string): Promise<void>
  /** Works on runs, one at a time, until `stop`. */
  workOnRuns(work: (reason: string) => Promise<void>): Promise<void>
  /** Takes no more work and waits for what is under way, a minute at most; after that it is given out again. */
  stop(): Promise<void>
}

const name = 'run'

/**
 * The job queue in the ledger's PostgreSQL (pg-boss, schema `pgboss`). A worker opens it as one, so that others see that
 * somebody is there to do the work.
 */
export async function openQueue(url: string, as: keyof typeof connectionNames = 'any'): Promise<Queue> {
  const boss = new PgBoss({
    connectionString: url,
    max: 3,
    application_name: connectionNames[as],
    // Making a schema that is there already is refused to a role that may make none.
    createSchema: !(await hasSchema(url)),
  })
  boss.on('error', () => undefined)
  await boss.start()
  await boss.createQueue(name, { policy: 'short', retryLimit: 3, expireInSeconds: 3600 })
  return {
    async askForRun(reason) {
      await boss.send(name, { reason })
    },
    async workOnRuns(work) {
      await boss.work<{ reason: string }>(name, { pollingIntervalSeconds: 1 }, async ([job]) =>
        work(job.data.reason),
      )
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
