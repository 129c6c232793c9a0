import { type Crosstab, isOpen, type Relation, toQuery } from '@pejling/indicators'
import {
  answer,
  type Edition,
  getStudy,
  listAuditFindings,
  listPublishedTables,
  listStudies,
  type SuppressedAnswer,
} from '@pejling/warehouse'
import { countVerdicts } from '#lib/audit/verdicts.ts'
import { relationOf, type TourStep, tourRows, tourStudy } from '#lib/tour/steps.ts'
import { type RelationAnswer, relationAnswer } from './relation-answer.ts'
import { viewersFor } from './study-access.ts'

/** A cross table as everybody sees it, and as it would be seen were its study closed. */
export type TableTwice = { answered: RelationAnswer; open: Crosstab; closed: SuppressedAnswer }

/**
 * What there is to find at a step, computed from the edition; nothing where the edition lacks what the step is about.
 *
 * @throws `unknown study: kora-2017`
 */
export async function tourFacts(locals: App.Locals, edition: Edition, step: TourStep) {
  await getStudy(edition, tourStudy)
  const relation = relationOf(step)
  if (step === 'misprints') {
    const findings = await listAuditFindings(edition, tourStudy)
    return {
      counts: countVerdicts(findings),
      table: (await listPublishedTables(edition, tourStudy)).find(({ id }) => id === '3.1'),
      misprints: findings.filter(({ verdict, table }) => verdict === 'disagrees' && table === '3.1'),
    }
  }
  if (step === 'cite') return { address: `/relations${toQuery({ ...relation, edition: edition.hash })}` }
  if (step === 'hidden') return { twice: await tableTwice(locals, edition, relation) }
  return { answered: await relationAnswer(edition, relation, (study) => viewersFor(locals, study)) }
}

/** Only of made-up rows, which everybody may see: nothing is shown here that is hidden elsewhere. */
async function tableTwice(
  locals: App.Locals,
  edition: Edition,
  relation: Relation,
): Promise<TableTwice | undefined> {
  const study = (await listStudies(edition)).find(({ id }) => id === tourRows)
  if (!study || !isOpen(study)) return undefined
  const answered = await relationAnswer(edition, relation, (study) => viewersFor(locals, study))
  const open = answered.whole?.answer
  const closed = await answer(edition, relation, { sees: 'suppressed', rows: false })
  return open?.kind === 'crosstab' && closed.suppressed ? { answered, open, closed } : undefined
}
