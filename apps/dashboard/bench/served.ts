import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'

/** Serves with node what stands in a file until `work` is done; its address is given to it. */
export async function withServer<T>(
  file: string,
  environment: NodeJS.ProcessEnv,
  work: (address: string, process: ChildProcess) => Promise<T>,
): Promise<T> {
  const port = await freePort()
  const server = spawn(process.execPath, [file], {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: String(port),
      ...environment,
    },
    stdio: 'ignore',
  })
  const address = `http://127.0.0.1:${port}`
  try {
    for (let tries = 0; tries < 200; tries++) {
      const answer = await fetch(address).catch(() => undefined)
      await answer?.text()
      if (answer?.ok) return await work(address, server)
      await new Promise((later) => setTimeout(later, 100))
    }
    throw new Error(`${file}: expected an answer within 20 s, found none`)
  } finally {
    server.kill('SIGTERM')
    if (server.exitCode === null) await once(server, 'exit')
  }
}

/** Serves the built dashboard over one edition, without a ledger and open to all. */
export function withDashboard<T>(
  edition: string,
  home: string,
  work: (address: string, process: ChildProcess) => Promise<T>,
): Promise<T> {
  const environment = { PEJLING_EDITION: edition, PEJLING_HOME: home, PEJLING_PUBLIC: 'true' }
  return withServer(join(import.meta.dirname, '../server.ts'), environment, work)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}
