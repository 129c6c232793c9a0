import { createServer } from 'node:net'

/** Does nobody listen on that port of 127.0.0.1? */
export async function isFree(port: number): Promise<boolean> {
  return (await listened(port)) === port
}

/** A port of 127.0.0.1 nobody listens on just now. */
export async function freePort(): Promise<number> {
  const port = await listened(0)
  if (port === undefined) throw new Error('postgres: no free port on 127.0.0.1')
  return port
}

/** The port a server could listen on just now: the one that is asked for, or any for 0. */
function listened(port: number): Promise<number | undefined> {
  return new Promise((found) => {
    const server = createServer()
    server.once('error', () => found(undefined))
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => found(typeof address === 'object' ? address?.port : undefined))
    })
  })
}
