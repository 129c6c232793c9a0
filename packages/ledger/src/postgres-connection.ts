import { randomBytes } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** How the server of a home is reached: `<home>/postgres.json`, which its owner only can read. */
export type Connection = { port: number; password: string; applicationPassword: string }

/** The role that owns the tables and migrates them, the one of everyday work, and the database of both. */
export const ownerRole = 'pejling'
export const applicationRole = 'pejling_app'
export const database = 'pejling'

/** What is known, with passwords made for what is not: a home of an earlier program has none for everyday work. */
export function completed(known: Partial<Connection>, port: number): Connection {
  const password = () => randomBytes(24).toString('base64url')
  const { password: owner = password(), applicationPassword = password() } = known
  return { port, password: owner, applicationPassword }
}

export async function readConnection(home: string): Promise<Partial<Connection> | undefined> {
  const text = await readFile(connectionFile(home), 'utf8').catch(() => undefined)
  return text === undefined ? undefined : (JSON.parse(text) as Partial<Connection>)
}

/** Written beside and renamed: a kill leaves the old file or the new one, never half of it. */
export async function writeConnection(home: string, connection: Connection): Promise<void> {
  const beside = `${connectionFile(home)}.writing`
  await writeFile(beside, JSON.stringify(connection), { mode: 0o600 })
  await rename(beside, connectionFile(home))
}

export function applicationUrl({ port, applicationPassword }: Connection): string {
  return `postgres://${applicationRole}:${applicationPassword}@127.0.0.1:${port}/${database}`
}

export function ownerUrl({ port, password }: Pick<Connection, 'port' | 'password'>, name = database): string {
  return `postgres://${ownerRole}:${password}@127.0.0.1:${port}/${name}`
}

const connectionFile = (home: string) => join(home, 'postgres.json')
