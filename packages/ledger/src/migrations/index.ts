import { editionsAndRuns } from './001-editions-and-runs.ts'
import { auditLog } from './002-audit-log.ts'
import { people } from './003-people.ts'
import { passwordLinks } from './004-password-links.ts'
import { plansAndProgress } from './005-plans-and-progress.ts'
import { keepingEditions } from './008-keeping-editions.ts'
import { uploads } from './009-uploads.ts'
import { notebook } from './010-notebook.ts'
import { apiAndSql } from './011-api-and-sql.ts'
import { interviewPassages } from './013-interview-passages.ts'
import { settledCodings } from './015-settled-codings.ts'
import { condensations } from './017-condensations.ts'
import { studyThresholds } from './018-study-thresholds.ts'
import type { LedgerMigration } from './migration.ts'

/** Every migration by the name of its file, in the order they are made. A name that was released never changes. */
export const migrations: Record<string, LedgerMigration> = {
  '001-editions-and-runs': editionsAndRuns,
  '002-audit-log': auditLog,
  '003-people': people,
  '004-password-links': passwordLinks,
  '005-plans-and-progress': plansAndProgress,
  '008-keeping-editions': keepingEditions,
  '009-uploads': uploads,
  '010-notebook': notebook,
  '011-api-and-sql': apiAndSql,
  '013-interview-passages': interviewPassages,
  '015-settled-codings': settledCodings,
  '017-condensations': condensations,
  '018-study-thresholds': studyThresholds,
}
