import { type Selectable, sql } from 'kysely'
import { type Actor, recordAct } from '../audit-log.ts'
import type { Ledger } from '../ledger.ts'
import { assertStillMay } from '../people-change.ts'
import type { CondensationTable } from './condensation-tables.ts'
import { coderOf } from './unit-judgements.ts'

/** A version of a condensation; one without `by` is what the study's files said before anybody changed it here. */
export type CondensationVersion = Selectable<CondensationTable>

/** A condensation by whom it is about, its code and the pseudonym it stands under (empty: nobody is said). */
export type CondensedPlace = Pick<CondensationVersion, 'study' | 'unit' | 'code' | 'author'> & {
  /** What the case is called in the study's files, or the one interview it is about. */
  subject?: string
  source?: string
}

export const mostCondensed = 20_000

type NewCondensation = Omit<CondensedPlace, 'author'> & {
  /** The pseudonym it stands under; the writer's own if not said. */
  author?: string
  text: string
  excerpts: readonly string[]
  /** As the study's files have it, if they do; kept when it is first changed here. */
  before?: { text: string; excerpts: readonly string[]; at?: Date }
  /** The version that was read; none if there was none here. */
  seen?: number
  by: Actor
}

/** Every version that was written of a study's condensations, or of those of one unit and code; the oldest first. */
export async function listCondensationVersions(
  ledger: Ledger,
  study: string,
  { unit, code }: { unit?: string; code?: string } = {},
): Promise<CondensationVersion[]> {
  let query = ledger.selectFrom('condensation').selectAll().where('study', '=', study)
  if (unit !== undefined) query = query.where('unit', '=', unit)
  if (code !== undefined) query = query.where('code', '=', code)
  const rows = await query.orderBy('id').execute()
  return rows.map((row) => ({ ...row, id: Number(row.id) }))
}

/** The last version of each, as it lies over the study's files; one that was taken away has an empty text. */
export async function listWrittenCondensations(ledger: Ledger, study: string) {
  const last = new Map(
    (await listCondensationVersions(ledger, study)).map((row) => [keyOf(row), row] as const),
  )
  return [...last.values()].map(({ unit, code, author, subject, source, text, excerpts, coder, at }) => ({
    ...{ unit, code, author, text, excerpts, by: coder ?? '', at: at.toISOString() },
    ...(subject === null ? {} : { subject }),
    ...(source === null ? {} : { source }),
  }))
}

/**
 * Writes a condensation, changes it, or takes it away with an empty text; no version is ever lost. Records the act
 * `write-condensation`, without its words and code. What changes nothing is no version.
 *
 * @returns whether anything changed
 * @throws `no access: …`, `condensation: expected at most 20000 characters, found …`,
 *   `condensation: expected the version that was read, found a later one`
 */
export async function writeCondensation(ledger: Ledger, given: NewCondensation): Promise<boolean> {
  const { by, before, seen, excerpts, ...place } = given
  const text = given.text.trim().replace(/\r\n?/g, '\n')
  if (text.length > mostCondensed)
    throw new Error(`condensation: expected at most ${mostCondensed} characters, found ${text.length}`)
  const coder = await coderOf(ledger, place.study, by)
  const { study, unit, code, author = coder, subject = null, source = null } = place
  return ledger.transaction().execute(async (transaction) => {
    const key = keyOf({ unit, code, author, source })
    await sql`SELECT pg_advisory_xact_lock(4176, hashtext(${`${study} ${key}`}))`.execute(transaction)
    await assertStillMay(transaction, by, 'code-interviews')
    const versions = await listCondensationVersions(transaction, study, { unit, code })
    const last = versions.findLast((one) => keyOf(one) === key)
    if (last?.id !== seen)
      throw new Error('condensation: expected the version that was read, found a later one')
    const was = last ?? before ?? { text: '', excerpts: [] }
    if (was.text === text && same(was.excerpts, excerpts)) return false
    const row = { study, unit, code, author, subject, source }
    if (!last && before)
      await transaction
        .insertInto('condensation')
        .values({
          ...row,
          ...{ text: before.text, excerpts: [...before.excerpts], by: null, coder: null },
          ...(before.at && { at: before.at }),
        })
        .execute()
    await transaction
      .insertInto('condensation')
      .values({ ...row, text, excerpts: [...excerpts], by: by.actor, coder, at: new Date() })
      .execute()
    const details = { unit, author, ...(text === '' ? { takenAway: true } : {}) }
    await recordAct(transaction, { ...by, act: 'write-condensation', subject: study, details })
    return true
  })
}

function keyOf(one: Pick<CondensationVersion, 'unit' | 'code' | 'author' | 'source'>): string {
  return JSON.stringify([one.source ?? '', one.source ? '' : one.unit, one.code, one.author])
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one) => b.includes(one))
}
