import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import compression from 'compression'

export type DashboardOptions = {
  /** 4170 unless said otherwise; 0 = any free one. */
  port?: number
  /** 127.0.0.1 unless said otherwise. */
  host?: string
  /** The address readers see, when a proxy stands in front: `https://pejling.example.dk`. */
  origin?: string
}

export type Dashboard = { address: string; close(): Promise<void> }

type Handler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void

/**
 * Serves the built dashboard; what it shows comes from the environment (`PEJLING_HOME`, `PEJLING_DATABASE_URL`,
 * `PEJLING_EDITION`). Answers are compressed, whoever asks.
 *
 * @throws `dashboard: not built; run pnpm build`, `dashboard: port 4170 is taken; set PORT to another one`, and what
 *   opening the edition or the ledger throws
 */
export async function serveDashboard({
  port = 4170,
  host = '127.0.0.1',
  origin,
}: DashboardOptions = {}): Promise<Dashboard> {
  const built = new URL('./build/handler.js', import.meta.url)
  if (!existsSync(fileURLToPath(built))) throw new Error('dashboard: not built; run pnpm build')
  const { protocol, host: name } = origin ? new URL(origin) : { protocol: 'http:', host: undefined }
  const compress = compression() as unknown as Handler
  let handler: Handler | undefined

  const server = createServer((request, response) => {
    // The handler believes these two headers, so nobody outside may set them.
    request.headers['x-pejling-protocol'] = protocol.slice(0, -1)
    request.headers['x-pejling-host'] = name ?? request.headers.host
    if (!handler) return end(response, 503)
    compress(request, response, () => handler!(request, response, () => end(response, 404)))
  })
  const taken = await listen(server, port, host)
  try {
    process.env.PROTOCOL_HEADER = 'x-pejling-protocol'
    process.env.HOST_HEADER = 'x-pejling-host'
    process.env.PORT = String(taken)
    process.env.HOST = host
    ;({ handler } = (await import(built.href)) as { handler: Handler })
  } catch (problem) {
    server.close()
    throw problem
  }
  return {
    address: origin ?? `http://${host.includes(':') ? `[${host}]` : host}:${taken}`,
    async close() {
      server.closeIdleConnections()
      await new Promise((closed) => {
        server.close(closed)
        setTimeout(() => server.closeAllConnections(), 2000).unref()
      })
      process.emit('sveltekit:shutdown' as 'SIGTERM')
    },
  }
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((listening, failed) => {
    server.once('error', (problem: NodeJS.ErrnoException) =>
      failed(
        problem.code === 'EADDRINUSE'
          ? new Error(`dashboard: port ${port} is taken; set PORT to another one`, { cause: problem })
          : problem,
      ),
    )
    server.listen(port, host, () => {
      const address = server.address()
      listening(typeof address === 'object' && address ? address.port : port)
    })
  })
}

function end(response: ServerResponse, status: number): void {
  response.statusCode = status
  response.end()
}

if (import.meta.main) {
  const { PORT, HOST, PEJLING_ORIGIN } = process.env
  try {
    const dashboard = await serveDashboard({
      port: PORT === undefined ? undefined : Number(PORT),
      host: HOST,
      origin: PEJLING_ORIGIN,
    })
    const stop = () => void dashboard.close().then(() => process.exit(0))
    process.once('SIGTERM', stop)
    process.once('SIGINT', stop)
    // Started by `pejling start`: if that is killed, this ends too.
    process.once('disconnect', stop)
    // Started by `pejling start`, it ends with it, even if that is killed.
    process.once('disconnect', stop)
    console.log(`listening ${dashboard.address}`)
    // The first page loads what all of them need; nobody has to wait for that.
    await fetch(`http://${HOST ?? '127.0.0.1'}:${process.env.PORT}/`).catch(() => undefined)
  } catch (problem) {
    const { message } = problem as Error
    console.error(message)
    process.exit(/^dashboard: port \d+ is taken/.test(message) ? 2 : 1)
  }
}
