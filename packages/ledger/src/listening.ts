import pg from 'pg'

export type Listening = { close(): Promise<void> }

/**
 * Listens on a channel of the server. Reconnects by itself when the server goes away; `connected` is called at the first
 * connection and after each new one, since a message may have been missed.
 *
 * @throws what the first connection throws
 */
export async function listenTo(
  url: string,
  channel: string,
  {
    connected = async () => {},
    message,
  }: { connected?: (client: pg.Client) => Promise<void>; message: (payload: string | undefined) => void },
): Promise<Listening> {
  let closed = false
  let client: pg.Client | undefined
  await connect()
  return {
    async close() {
      closed = true
      await client?.end().catch(() => undefined)
    },
  }

  async function connect(): Promise<void> {
    const next = new pg.Client({ connectionString: url, application_name: `pejling ${process.pid}` })
    client = next
    next.on('error', () => undefined)
    next.on('notification', ({ payload }) => message(payload))
    await next.connect()
    await next.query(`LISTEN ${channel}`)
    next.once('end', () => void again())
    await connected(next)
  }

  async function again(): Promise<void> {
    while (!closed) {
      await new Promise((later) => setTimeout(later, 500))
      if (closed) return
      try {
        return await connect()
      } catch {
        // Still away: the loop goes on.
      }
    }
  }
}
