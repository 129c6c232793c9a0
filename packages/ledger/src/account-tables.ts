import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Ledger } from './ledger.ts'

/**
 * Brings the accounts' tables to the shape better-auth asks for. What they were shaped by, its version and our options, is
 * kept as a comment on the table `user`: while that is the same nothing is loaded and nothing compared.
 */
export async function migrateAccounts(ledger: Ledger): Promise<void> {
  const shape = await shapeNow()
  if (shape !== undefined && (await shapeKept(ledger)) === shape) return
  const { getMigrations } = await import('better-auth/db/migration')
  const { accountOptions } = await import('./accounts.ts')
  await ledger.connection().execute(async (one) => {
    await sql`SELECT pg_advisory_lock(4170)`.execute(one)
    try {
      const options = accountOptions(one, { secret: '', baseURL: 'http://127.0.0.1' })
      await (await getMigrations(options)).runMigrations()
      if (shape !== undefined) await sql.raw(`COMMENT ON TABLE "user" IS 'shape ${shape}'`).execute(one)
    } finally {
      await sql`SELECT pg_advisory_unlock(4170)`.execute(one)
    }
  })
}

/** Nothing where the sources are not there to be read: then the tables are always compared. */
async function shapeNow(): Promise<string | undefined> {
  try {
    const entry = createRequire(import.meta.url).resolve('better-auth')
    const library = await readFile(join(dirname(entry), '../package.json'), 'utf8')
    const options = await readFile(join(import.meta.dirname, 'accounts.ts'), 'utf8')
    const { version } = JSON.parse(library) as { version: string }
    return createHash('sha256').update(`${version}\n${options}`).digest('hex').slice(0, 16)
  } catch {
    return undefined
  }
}

async function shapeKept(ledger: Ledger): Promise<string | undefined> {
  const { rows } = await sql<{ comment: string | null }>`
    SELECT obj_description(to_regclass('"user"'), 'pg_class') AS comment`.execute(ledger)
  return rows[0].comment?.replace('shape ', '')
}
