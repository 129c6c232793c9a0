import { type Selectable, sql } from 'kysely'
import { type Actor, recordAct } from '../audit-log.ts'
import type { Ledger } from '../ledger.ts'
import { assertStillMay } from '../people-change.ts'
import { pseudonymsFor } from '../uploads/pseudonyms.ts'
import type { UnitJudgementTable } from './agreement-tables.ts'

export type UnitJudgement = Selectable<UnitJudgementTable>
export type JudgedUnit = { study: string; variable: string; unit: string }
/** Coders by pseudonym who judged a unit before the house had it, in the study's own files, with what settled it. */
export type JudgedBefore = { coder: string; settles?: boolean }[]

type NewJudgement = JudgedUnit & { value?: string; note?: string; by: Actor; before: JudgedBefore }

/** What was judged of a study's units in the house. */
export async function listUnitJudgements(ledger: Ledger, study: string): Promise<UnitJudgement[]> {
  return ledger
    .selectFrom('unit_judgement')
    .selectAll()
    .where('study', '=', study)
    .orderBy('variable')
    .orderBy('unit')
    .orderBy('settles')
    .orderBy('coder')
    .execute()
}

/** The same as the study's own files tell a judgement: no value where the unit cannot be coded. */
export async function listHouseJudgements(ledger: Ledger, study: string) {
  return (await listUnitJudgements(ledger, study)).map(({ unit, variable, coder, value, settles, note }) => ({
    ...{ unit, variable, coder },
    ...(value === null ? {} : { value }),
    ...(note === null ? {} : { note }),
    ...(settles ? { settles } : {}),
  }))
}

/** What an account is called as a coder of a study: a pseudonym like every other coder's. */
export async function coderOf(
  ledger: Ledger,
  study: string,
  { actor }: Pick<Actor, 'actor'>,
): Promise<string> {
  return (await pseudonymsFor(ledger, study, 'coder', [actor])).get(actor)!
}

/**
 * Judges a unit, blind to what another coder judged: as long as one is alone they may judge anew; once two have judged
 * nobody else may, since what each of them gave is then shown. Records the act `judge-unit`, without value and note.
 *
 * @throws `no access: …`, `judgement: expected at most two coders, found two; settle it instead`,
 *   `judgement: expected one that only you know, found another coder's too`
 */
export async function judgeUnit(ledger: Ledger, given: NewJudgement): Promise<void> {
  await put(ledger, given, 'judge-unit', false, (others, own) => {
    if (others.some(({ settles }) => settles))
      throw new Error('judgement: expected one to judge, found it settled')
    if (others.length > 1)
      throw new Error('judgement: expected at most two coders, found two; settle it instead')
    if (others.length > 0 && own)
      throw new Error("judgement: expected one that only you know, found another coder's too")
  })
}

/**
 * Settles between two who differ, as a third. Records the act `settle-judgement`, without value and note.
 *
 * @throws `no access: …`, `judgement: expected two coders who differ, found 1`, `judgement: expected a third to settle,
 *   found one of the two`
 */
export async function settleJudgement(ledger: Ledger, given: NewJudgement): Promise<void> {
  await put(ledger, given, 'settle-judgement', true, (others, own) => {
    const judged = others.filter(({ settles }) => !settles)
    if (own && !own.settles) throw new Error('judgement: expected a third to settle, found one of the two')
    if (judged.length < 2)
      throw new Error(`judgement: expected two coders who differ, found ${judged.length}`)
    if (others.some(({ settles }) => settles))
      throw new Error('judgement: expected one to settle, found it settled')
  })
}

type Judged = { coder: string; settles?: boolean }

/** One after the other for each unit, so that two cannot both be the second. */
async function put(
  ledger: Ledger,
  { by, before, note, value, ...judged }: NewJudgement,
  act: 'judge-unit' | 'settle-judgement',
  settles: boolean,
  check: (others: Judged[], own: Judged | undefined) => void,
): Promise<void> {
  const { study, variable, unit } = judged
  const coder = await coderOf(ledger, study, by)
  await ledger.transaction().execute(async (transaction) => {
    const key = JSON.stringify([study, variable, unit])
    await sql`SELECT pg_advisory_xact_lock(4175, hashtext(${key}))`.execute(transaction)
    await assertStillMay(transaction, by, 'code-interviews')
    const here = (await listUnitJudgements(transaction, study)).filter(
      (one) => one.variable === variable && one.unit === unit,
    )
    const all = [...here, ...before.filter((one) => here.every((other) => other.coder !== one.coder))]
    check(
      all.filter((one) => one.coder !== coder),
      all.find((one) => one.coder === coder),
    )
    const row = { value: value ?? null, settles, note: note?.trim() || null, by: by.actor, at: new Date() }
    await transaction
      .insertInto('unit_judgement')
      .values({ ...judged, coder, ...row })
      .onConflict((conflict) => conflict.columns(['study', 'variable', 'unit', 'coder']).doUpdateSet(row))
      .execute()
    await recordAct(transaction, { ...by, act, subject: study, details: { variable, unit, coder } })
  })
}
