import type { CheckResult, StudyCheck, Viewer } from '@pejling/indicators'
import { checkedViewer } from './disclosure/checked-viewer.ts'
import type { Edition } from './edition.ts'
import { hasTable } from './has-table.ts'
import { getStudy } from './study-queries.ts'

/** A study's checks, in the order of `checks.yaml`. */
export async function listStudyChecks(edition: Edition, study: string): Promise<StudyCheck[]> {
  if (!(await hasTable(edition, 'study_check'))) return []
  const found = await edition.query<{ definition: string }>(
    'SELECT definition FROM study_check WHERE study = $study ORDER BY "order"',
    { study },
  )
  return found.map(({ definition }) => JSON.parse(definition) as StudyCheck)
}

/**
 * What each check of a study found when the edition was made. Of a study that is not open a viewer must be named: one who
 * may not see all counts learns whether a check passed, not what it found or where.
 */
export async function listCheckResults(
  edition: Edition,
  studyId: string,
  viewer?: Viewer,
): Promise<CheckResult[]> {
  const study = await getStudy(edition, studyId)
  const { sees, rows } = checkedViewer(study, viewer)
  if (!(await hasTable(edition, 'check_result'))) return []
  const found = await edition.query<CheckResult & { lines: bigint[] }>(
    'SELECT * FROM check_result WHERE study = $study ORDER BY rowid',
    { study: studyId },
  )
  return found.map((result) => ({
    ...result,
    found: sees === 'all' ? result.found : null,
    lines: rows ? result.lines.map(Number) : [],
  }))
}
