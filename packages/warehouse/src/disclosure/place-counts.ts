import type { MissingReason, Study, Variable } from '@pejling/indicators'
import type { Edition } from '../edition.ts'
import { unitSource } from '../unit-source.ts'

/** How many units stand in each category of a variable, and how many lack a value, by reason. */
export type PlaceCounts = {
  counts: number[]
  missing: { reason: MissingReason | 'unknown'; n: number }[]
}

/** Counts of one variable with categories over the units of its own level or of one inside. */
export async function placeCounts(
  edition: Edition,
  study: Study,
  variable: Variable,
  unit: string,
): Promise<PlaceCounts> {
  const key = study.units.find(({ id }) => id === unit)!.key
  const source = unitSource(study, [variable, { ...variable, id: key, unit, leftOut: undefined }])!
  const found = await edition.query<{ id: string | null; reason: MissingReason | null; n: number }>(
    `SELECT ${source.column(variable)} AS id, ${source.missing(variable)} AS reason, count(*) AS n
     FROM ${source.from} GROUP BY ALL ORDER BY ALL`,
  )
  return {
    counts: variable.categories!.map(({ id }) => found.find((line) => line.id === id)?.n ?? 0),
    missing: found
      .filter(({ id }) => id === null)
      .map(({ reason, n }) => ({ reason: reason ?? 'unknown', n })),
  }
}

/** The counts with one more place: all units whose value is missing. */
export function withMissing({ counts, missing }: PlaceCounts): number[] {
  return [...counts, missing.reduce((sum, { n }) => sum + n, 0)]
}
