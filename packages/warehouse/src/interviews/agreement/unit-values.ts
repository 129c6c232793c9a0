import type { Edition } from '../../edition.ts'
import { hasTable } from '../../has-table.ts'

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
