import type { Edition } from '../../edition.ts'
import { hasTable } from '../../has-table.ts'

/** The units the rules speak of, in the order of their values; none in an edition without such rules. */
export async function listRuledUnits(edition: Edition, study: string): Promise<string[]> {
  if (!(await hasTable(edition, 'interview_unit_value'))) return []
  const found = await edition.query<{ unit: string }>(
    'SELECT unit FROM main.interview_unit_value WHERE study = $study GROUP BY unit ORDER BY min(rowid)',
    { study },
  )
  return found.map(({ unit }) => unit)
}

/** How many units the rules gave each value of a variable; those without a value are not counted. */
export async function countUnitValues(
  edition: Edition,
  study: string,
  variable: string,
): Promise<Map<string, number>> {
  if (!(await hasTable(edition, 'interview_unit_value'))) return new Map()
  const found = await edition.query<{ value: string; n: number }>(
    `SELECT value, count(*)::INTEGER AS n FROM main.interview_unit_value
     WHERE study = $study AND variable = $variable AND value IS NOT NULL GROUP BY value ORDER BY value`,
    { study, variable },
  )
  return new Map(found.map(({ value, n }) => [value, n]))
}
