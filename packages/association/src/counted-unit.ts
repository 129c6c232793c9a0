import type { Study, Unit, Variable } from '@pejling/indicators'
import { type Answer, type Edition, listPublishedTables } from '@pejling/warehouse'
import { innermostUnit } from './innermost-unit.ts'

/** What the counts of an answer are counts of: the printed table's unit, or the innermost of the variables'. */
export async function countedUnit(
  edition: Edition,
  study: Study,
  answer: Answer,
  variables: Variable[],
): Promise<Unit> {
  const tables = answer.source === 'published' ? await listPublishedTables(edition, study.id) : []
  const table = tables.find(({ id }) => answer.kind === 'crosstab' && id === answer.table)
  const printed = study.units.find(({ id }) => id === table?.unit)
  return (
    printed ??
    innermostUnit(
      study,
      variables.map(({ unit }) => unit),
    )
  )
}
