import type { Selectable } from 'kysely'
import { type Actor, recordAct } from '../audit-log.ts'
import type { Ledger } from '../ledger.ts'
import { assertStillMay } from '../people-change.ts'
import { type Keep, keeps, type SettledCodingTable } from './agreement-tables.ts'

export type SettledCoding = Selectable<SettledCodingTable>
/** A code in a stretch of a source, and the two coders who differ about it. */
export type SettledPlace = Pick<
  SettledCoding,
  'study' | 'source' | 'code' | 'start_at' | 'end_at' | 'first' | 'second'
>

/** What was settled of a study's codings, by source and place. */
export async function listSettledCodings(ledger: Ledger, study: string): Promise<SettledCoding[]> {
  return ledger
    .selectFrom('settled_coding')
    .selectAll()
    .where('study', '=', study)
    .orderBy('source')
    .orderBy('start_at')
    .orderBy('end_at')
    .orderBy('code')
    .execute()
}

/** The same as the study's own files tell it. */
export async function listSettledInHouse(ledger: Ledger, study: string) {
  const rows = await listSettledCodings(ledger, study)
  return rows.map(({ source, code, start_at: start, end_at: end, first, second, keep }) => ({
    ...{ source, code, start, end, first, second, keep },
  }))
}

/**
 * Settles whose coding stands, or settles it anew. Records the act `settle-coding`, without the note.
 *
 * @throws `no access: …`, `keep: expected one of first, second, both, neither, found third`
 */
export async function settleCoding(
  ledger: Ledger,
  given: SettledPlace & { keep: Keep; note?: string; by: Actor },
): Promise<void> {
  const { by, note, keep, ...place } = given
  if (!keeps.includes(keep))
    throw new Error(`keep: expected one of ${keeps.join(', ')}, found ${String(keep)}`)
  await ledger.transaction().execute(async (transaction) => {
    await assertStillMay(transaction, by, 'code-interviews')
    const row = { keep, note: note?.trim() || null, by: by.actor, at: new Date() }
    await transaction
      .insertInto('settled_coding')
      .values({ ...place, ...row })
      .onConflict((conflict) =>
        conflict
          .columns(['study', 'source', 'code', 'start_at', 'end_at', 'first', 'second'])
          .doUpdateSet(row),
      )
      .execute()
    await recordAct(transaction, {
      ...by,
      act: 'settle-coding',
      subject: place.study,
      details: told(place, keep),
    })
  })
}

/**
 * Leaves it to the coders again. Records the act `unsettle-coding`; nothing if it was not settled.
 *
 * @throws `no access: …`
 */
export async function unsettleCoding(
  ledger: Ledger,
  { by, ...place }: SettledPlace & { by: Actor },
): Promise<void> {
  await ledger.transaction().execute(async (transaction) => {
    await assertStillMay(transaction, by, 'code-interviews')
    let query = transaction.deleteFrom('settled_coding')
    for (const [name, value] of Object.entries(place))
      query = query.where(name as keyof SettledPlace, '=', value)
    const { numDeletedRows } = await query.executeTakeFirst()
    if (numDeletedRows > 0n)
      await recordAct(transaction, {
        ...by,
        act: 'unsettle-coding',
        subject: place.study,
        details: told(place),
      })
  })
}

/** Codes and notes may hold a name: the log has the place only. */
function told({ source, start_at, end_at, first, second }: SettledPlace, keep?: Keep) {
  return { source, start: start_at, end: end_at, coders: [first, second], ...(keep ? { keep } : {}) }
}
