import type { Judgement } from '@pejling/indicators'
import type { Edition } from '../../edition.ts'
import { hasTable } from '../../has-table.ts'

/** What coders judged of a study's units, one by one, as it went into the edition; without notes. */
export async function listJudgements(edition: Edition, study: string): Promise<Judgement[]> {
  if (!(await hasTable(edition, 'interview_judgement'))) return []
  const found = await edition.query<Omit<Judgement, 'value'> & { value: string | null }>(
    `SELECT unit, variable, coder, value, settles FROM main.interview_judgement WHERE study = $study
     ORDER BY variable, unit, settles, coder`,
    { study },
  )
  return found.map(({ value, settles, ...rest }) => ({
    ...rest,
    ...(value === null ? {} : { value }),
    ...(settles ? { settles } : {}),
  }))
}
