import { createServer } from 'node:net'

/** A port nobody listens on just now, for a server whose printed address is not where it listens. */
export function freePort(): Promise<number> {
  return new Promise((found) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => found(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
