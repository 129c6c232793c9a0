import { isAlive } from './is-alive.ts'
import { ownerUrl, readConnection } from './postgres-connection.ts'

// A program of its own beside every server: `node postgres-guardian.ts <home> <process number of the server>`. Its standard
// input is a pipe held by the process that started the server, so that it ends however that one does. Then it waits until
// nobody uses the server and stops it: a killed process, a test's too, leaves no server behind. It does not outlive the
// server, whoever stopped or killed that.
const [home, server] = [process.argv[2], Number(process.argv[3])]
let gone = false
process.stdin.once('close', () => (gone = true)).resume()

let idle = 0
while (isAlive(server)) {
  if (gone) idle = (await isInUse()) ? 0 : idle + 1
  if (idle === 3) process.kill(server, 'SIGINT')
  await new Promise((later) => setTimeout(later, 1000))
}
process.stdin.destroy()

/** Is anybody else connected? A server that does not answer is starting, stopping or ill, and is left alone. */
async function isInUse(): Promise<boolean> {
  const { default: pg } = await import('pg')
  const connection = await readConnection(home)
  if (!connection?.port || !connection.password) return true
  const url = ownerUrl({ port: connection.port, password: connection.password }, 'postgres')
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const others = await client.query(
      "SELECT FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()",
    )
    return others.rowCount !== 0
  } catch {
    return true
  } finally {
    await client.end().catch(() => undefined)
  }
}
