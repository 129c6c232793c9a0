import pg from 'pg'
import { connectionNames } from './ledger.ts'

/** The first of the two numbers of the lock on an edition; the second is made of its hash. */
export const holdClass = 4173

/** Says which editions this process has open, so that none of them is pruned. */
export type EditionHold = {
  hold(hash: string): Promise<void>
  release(hash: string): Promise<void>
  close(): Promise<void>
}

/**
 * Holds editions by shared locks of a connection of its own, which end with it: a killed process holds nothing. While
 * the server is away nothing can be pruned either; when it is back what is open is held again.
 */
export function holdEditions(url: string): EditionHold {
  const held = new Map<string, number>()
  let client: Promise<pg.Client | undefined> | undefined
  let closed = false

  function connection(): Promise<pg.Client | undefined> {
    client ??= connect().catch(() => lost())
    return client
  }

  async function connect(): Promise<pg.Client> {
    const next = new pg.Client({
      connectionString: url,
      application_name: connectionNames.any,
      // Nobody waits long for a server that is away: then nothing can be pruned either.
      connectionTimeoutMillis: 2000,
    })
    next.on('error', () => undefined)
    next.once('end', () => lost())
    await next.connect()
    for (const hash of held.keys()) await lock(next, hash)
    return next
  }

  function lost(): undefined {
    client = undefined
    if (!closed && held.size) setTimeout(() => void (closed || connection()), 1000).unref()
  }

  return {
    async hold(hash) {
      const before = held.get(hash) ?? 0
      held.set(hash, before + 1)
      if (before) return
      const fresh = client === undefined
      const open = await connection()
      // A connection made just now has taken all that is held with it.
      if (open && !fresh) await lock(open, hash).catch(() => undefined)
    },
    async release(hash) {
      const left = (held.get(hash) ?? 0) - 1
      if (left > 0) return void held.set(hash, left)
      held.delete(hash)
      const open = client && (await client)
      await open
        ?.query('SELECT pg_advisory_unlock_shared($1, hashtext($2))', [holdClass, hash])
        .catch(() => undefined)
    },
    async close() {
      closed = true
      held.clear()
      const open = client && (await client)
      await open?.end().catch(() => undefined)
    },
  }
}

async function lock(client: pg.Client, hash: string): Promise<void> {
  await client.query('SELECT pg_advisory_lock_shared($1, hashtext($2))', [holdClass, hash])
}
