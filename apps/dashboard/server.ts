import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beginStopping, ConfigurationError, isStopping, readConfiguration } from '@pejling/operation'
import compression from 'compression'
import { bodyRefusal } from './src/lib/server/body-limit.ts'
import { clientAddressBehind } from './src/lib/server/client-address.ts'
import { securityHeaders } from './src/lib/server/security-headers.ts'

export type DashboardOptions = {
  /** 4170 unless said otherwise; 0 = any free one. */
  port?: number
  /** 127.0.0.1 unless said otherwise. */
  host?: string
  /** The address readers see, when a proxy stands in front: `https://pejling.example.dk`. */
  origin?: string
  /** Addresses and networks of proxies whose `X-Forwarded-For` is believed. */
  trustedProxies?: string[]
  /** Seconds to go on after being told to stop, while readiness says no: so long a proxy may take to notice. */
  drainSeconds?: number
}

export type Dashboard = {
  address: string
  /** Readiness turns first; what is under way is answered, for at most ten seconds. */
  close(): Promise<void>
}

type Handler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void

/**
 * Serves the built dashboard; what it shows comes from the environment (`PEJLING_HOME`, `DATABASE_URL`,
 * `PEJLING_EDITION`). Answers are compressed, whoever asks.
 *
 * @throws `dashboard: not built; run pnpm build`, `dashboard: port 4170 is taken; set PORT to another one`, and what
 *   opening the edition or the ledger throws
 */
export async function serveDashboard({
  port = 4170,
  host = '127.0.0.1',
  origin,
  trustedProxies = [],
  drainSeconds = 0,
}: DashboardOptions = {}): Promise<Dashboard> {
  const built = new URL('./build/handler.js', import.meta.url)
  if (!existsSync(fileURLToPath(built))) throw new Error('dashboard: not built; run pnpm build')
  const { protocol, host: name } = origin ? new URL(origin) : { protocol: 'http:', host: undefined }
  const compress = compression() as unknown as Handler
  const addressOf = clientAddressBehind(trustedProxies)
  const everyAnswer = Object.entries(securityHeaders(protocol))
  const underWay = new Set<ServerResponse>()
  let handler: Handler | undefined

  const server = createServer((request, response) => {
    const forwarded = request.headers['x-forwarded-for']
    for (const name of forwardedHeaders) delete request.headers[name]
    // The handler believes these three headers, so nobody outside may set them.
    request.headers['x-pejling-address'] = addressOf(request.socket.remoteAddress, forwarded?.toString())
    request.headers['x-pejling-protocol'] = protocol.slice(0, -1)
    request.headers['x-pejling-host'] = name ?? request.headers.host
    for (const [name, value] of everyAnswer) response.setHeader(name, value)
    if (!handler) return end(response, 503)
    const tooMuch = bodyRefusal(request.url ?? '', request.headers)
    if (tooMuch) return end(response.setHeader('connection', 'close'), tooMuch)
    underWay.add(response)
    response.once('close', () => underWay.delete(response))
    if (isStopping()) response.setHeader('connection', 'close')
    compress(request, response, () => handler!(request, response, () => end(response, 404)))
  })
  // A large file over a slow line takes its time; who asks must still say what within a minute.
  server.requestTimeout = 3_600_000
  // A proxy keeps connections for up to two minutes; if we let go first, the request it sends just then is lost.
  if (origin) server.keepAliveTimeout = 125_000
  const taken = await listen(server, port, host)
  try {
    process.env.ADDRESS_HEADER = 'x-pejling-address'
    process.env.PROTOCOL_HEADER = 'x-pejling-protocol'
    process.env.HOST_HEADER = 'x-pejling-host'
    // Bodies are limited before they get there: those with files by themselves.
    process.env.BODY_SIZE_LIMIT = 'Infinity'
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
      beginStopping()
      if (drainSeconds) await new Promise((later) => setTimeout(later, drainSeconds * 1000))
      const closed = new Promise((done) => server.close(done))
      for (const response of underWay) if (!response.headersSent) response.setHeader('connection', 'close')
      const idle = setInterval(() => server.closeIdleConnections(), 50)
      const force = setTimeout(() => server.closeAllConnections(), 10_000)
      await closed
      clearInterval(idle)
      clearTimeout(force)
      process.emit('sveltekit:shutdown' as 'SIGTERM')
    },
  }
}

/** What a proxy says about a request, and what anybody else might say. */
const forwardedHeaders = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-proto',
  'x-real-ip',
]

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
  try {
    const { port, host, origin, trustedProxies, drainSeconds } = readConfiguration(process.env)
    const dashboard = await serveDashboard({ port, host, origin, trustedProxies, drainSeconds })
    const stop = () => void dashboard.close().then(() => process.exit(0))
    process.once('SIGTERM', stop)
    process.once('SIGINT', stop)
    // Started by `pejling start`, it ends with it, even if that is killed.
    process.once('disconnect', stop)
    console.log(`listening ${dashboard.address}`)
    // The first page loads what all of them need; nobody has to wait for that.
    await fetch(`http://${host}:${process.env.PORT}/`).catch(() => undefined)
  } catch (problem) {
    const { message } = problem as Error
    console.error(message)
    const wrongUse = problem instanceof ConfigurationError || /^dashboard: port \d+ is taken/.test(message)
    process.exit(wrongUse ? 2 : 1)
  }
}
