import { sql } from 'kysely'
import type { Ledger } from './ledger.ts'

/** Everything that leaves an entry. */
export const acts = [
  'sign-in',
  'sign-in-failed',
  'sign-out',
  'password-change',
  'second-factor-on',
  'second-factor-off',
  'end-session',
  'invite',
  'accept-invitation',
  'role-change',
  'grant-change',
  'end-access',
  'run',
  'cancel-run',
  'use-edition',
  'upload',
  'set-reading',
  'set-match',
  'accept-deviation',
  'drop-deviation',
  'set-round-facts',
  'check-upload',
  'preview-upload',
  'approve-upload',
  'publish-upload',
  'withdraw-upload',
  'upload-state',
  'download-upload',
  'keep-edition',
  'let-go-edition',
  'prune-edition',
  'note-edition',
  'export-edition',
  'export-study',
  'import-edition',
  'backup',
  'restore',
  'refused',
  'export-rows',
  'see-rows',
  'settle-coding',
  'unsettle-coding',
  'judge-unit',
  'settle-judgement',
  'write-condensation',
  'save-view',
  'remove-view',
  'freeze-view',
  'verify-view',
  'keep-list',
  'remove-list',
  'make-token',
  'revoke-token',
  'run-query',
  'decide-threshold',
  'see-excerpts',
  'mask-passages',
  'unmask-passage',
  'clear-quotation',
  'unclear-quotation',
  'export-quotations',
] as const
export type Act = (typeof acts)[number]

/**
 * Who acts: the id of an account, `owner` for the command line, `nobody` for one who is not signed in. `through` is where
 * an account acts without having signed in: whoever owns the home folder said that it is theirs.
 */
export type Actor = { actor: string; role: string; through?: 'command line' }

/** Whoever may use the home folder from the command line. */
export const owner: Actor = { actor: 'owner', role: 'owner' }

/** Ids, counts, names of tables, and the reason of a decision; never a person's name, an address, an answer or a passage. */
export type AuditDetails = Record<string, string | number | boolean | null | string[]>

export type NewAuditEntry = Actor & { act: Act; subject?: string; details?: AuditDetails }

export type AuditEntry = Omit<Actor, 'through'> & {
  id: number
  at: Date
  act: string
  subject: string | null
  details: AuditDetails
  hash: string
}

/** `from` is counted in, `to` is not; `before` is the id of the entry a page ends before. */
export type AuditFilter = {
  actor?: string
  act?: string
  subject?: string
  from?: Date
  to?: Date
  before?: number
}

/**
 * Writes an entry; the database numbers it, dates it and chains it. In a transaction other writers wait until it ends:
 * record the act as its last statement. The transaction must be at read committed.
 *
 * @returns the entry's number and its hash
 */
export async function recordAct(
  ledger: Ledger,
  { actor, role, through, act, subject, details = {} }: NewAuditEntry,
): Promise<{ id: number; hash: string }> {
  const { rows } = await sql<{ id: string; hash: string }>`
    INSERT INTO audit_entry (actor, role, act, subject, details)
    VALUES (${actor}, ${role}, ${act}, ${subject ?? null}, ${JSON.stringify(through ? { ...details, through } : details)}::jsonb)
    RETURNING id, encode(hash, 'hex') AS hash`.execute(ledger)
  return { id: Number(rows[0].id), hash: rows[0].hash }
}

/** The newest entries that pass the filter, newest first. */
export async function listAuditEntries(
  ledger: Ledger,
  filter: AuditFilter = {},
  limit = 50,
): Promise<AuditEntry[]> {
  const { rows } = await sql<Omit<AuditEntry, 'id'> & { id: string }>`
    SELECT id, at, actor, role, act, subject, details, encode(hash, 'hex') AS hash
    FROM audit_entry WHERE ${passes(filter)} ORDER BY id DESC LIMIT ${limit}`.execute(ledger)
  return rows.map((row) => ({ ...row, id: Number(row.id) }))
}

/** A filter as a condition on `audit_entry`. */
export function passes({ actor, act, subject, from, to, before }: AuditFilter) {
  const conditions = [sql`true`]
  if (actor !== undefined) conditions.push(sql`actor = ${actor}`)
  if (act !== undefined) conditions.push(sql`act = ${act}`)
  if (subject !== undefined) conditions.push(sql`subject = ${subject}`)
  if (from) conditions.push(sql`at >= ${from}`)
  if (to) conditions.push(sql`at < ${to}`)
  if (before !== undefined) conditions.push(sql`id < ${before}`)
  return sql.join(conditions, sql` AND `)
}
