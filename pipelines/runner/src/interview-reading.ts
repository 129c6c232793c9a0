import { type MaskKind, type Study, textRefusal } from '@pejling/indicators'
import { listMasks, may } from '@pejling/ledger'
import type { InterviewTexts, Reading } from '@pejling/warehouse'
import type { House } from './house.ts'

/**
 * What of a study's interviews the caller may read: the owner of the home folder and those whose role and right let them,
 * all but the passages that are masked today, which nobody is shown.
 */
export async function readingFor(
  { caller: { person }, ledger }: Pick<House, 'caller' | 'ledger'>,
  study: Study,
  texts: InterviewTexts,
): Promise<Reading> {
  const grants = person?.grants.filter((grant) => grant.study === study.id && !grant.over) ?? []
  const reader = person
    ? { role: may(person.role, 'see-excerpts'), right: grants.some(({ right }) => right === 'excerpts') }
    : { role: true, right: true }
  const refused = textRefusal(study, texts, reader)
  if (refused) return { refused, names: refused === 'left' && !textRefusal(study, 'roles', reader) }
  const rows = await listMasks(ledger, study.id)
  const masks = rows.map(({ text_hash, start, end, kind }) => ({
    ...{ textHash: text_hash, start, end, kind: kind as MaskKind },
  }))
  return { masks: Map.groupBy(masks, ({ textHash }) => textHash) }
}
