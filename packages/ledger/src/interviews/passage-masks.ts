import type { Selectable } from 'kysely'
import { type Actor, recordAct } from '../audit-log.ts'
import type { Ledger } from '../ledger.ts'
import { assertStillMay } from '../people-change.ts'
import type { InterviewMaskTable } from './interview-tables.ts'
import { checkTextPlace } from './text-place.ts'

export type InterviewMaskRow = Selectable<InterviewMaskTable>

/** The passages of a study's interviews that nobody is shown, by text and place. */
export async function listMasks(ledger: Ledger, study: string): Promise<InterviewMaskRow[]> {
  return ledger
    .selectFrom('interview_mask')
    .selectAll()
    .where('study', '=', study)
    .orderBy('text_hash')
    .orderBy('start')
    .execute()
}

/** The studies in whose interviews somebody has masked a passage. */
export async function listMaskedStudies(ledger: Ledger): Promise<string[]> {
  const found = await ledger
    .selectFrom('interview_mask')
    .select('study')
    .distinct()
    .orderBy('study')
    .execute()
  return found.map(({ study }) => study)
}

export type NewMasks = {
  study: string
  textHash: string
  ranges: readonly { start: number; end: number; kind: string }[]
}

/**
 * Masks passages of a text for everybody, wherever the text is shown, and records the act `mask-passages` with how many of
 * which kind. What is masked already stays as it is.
 *
 * @returns how many are new
 * @throws `no access: …`, `text place: …`
 */
export async function maskPassages(
  ledger: Ledger,
  { study, textHash, ranges }: NewMasks,
  by: Actor,
): Promise<number> {
  for (const range of ranges) checkTextPlace({ textHash, ...range })
  if (ranges.length === 0) return 0
  return ledger.transaction().execute(async (transaction) => {
    await assertStillMay(transaction, by, 'mask-passages')
    const added = await transaction
      .insertInto('interview_mask')
      .values(
        ranges.map(({ start, end, kind }) => ({
          ...{ study, text_hash: textHash, start, end, kind, by: by.actor },
        })),
      )
      .onConflict((conflict) => conflict.columns(['study', 'text_hash', 'start', 'end']).doNothing())
      .returning('kind')
      .execute()
    if (added.length === 0) return 0
    const kinds = [...Map.groupBy(added, ({ kind }) => kind)].map(([kind, of]) => `${kind} ${of.length}`)
    await recordAct(transaction, {
      ...{ ...by, act: 'mask-passages', subject: study },
      details: { text: textHash.slice(0, 12), passages: added.length, kinds },
    })
    return added.length
  })
}

/**
 * Shows a masked passage again, and records the act `unmask-passage`.
 *
 * @returns whether there was one
 * @throws `no access: …`
 */
export async function unmaskPassage(
  ledger: Ledger,
  { study, id }: { study: string; id: number },
  by: Actor,
): Promise<boolean> {
  return ledger.transaction().execute(async (transaction) => {
    await assertStillMay(transaction, by, 'unmask-passages')
    const gone = await transaction
      .deleteFrom('interview_mask')
      .where('study', '=', study)
      .where('id', '=', id)
      .returning(['text_hash', 'start', 'end', 'kind'])
      .executeTakeFirst()
    if (!gone) return false
    const { text_hash, start, end, kind } = gone
    await recordAct(transaction, {
      ...{ ...by, act: 'unmask-passage', subject: study },
      details: { text: text_hash.slice(0, 12), start, end, kind },
    })
    return true
  })
}
