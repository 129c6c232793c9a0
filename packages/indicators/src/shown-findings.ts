import type { AuditFinding } from './published.ts'
import type { Viewer } from './disclosure.ts'

/**
 * What somebody may see of a study's audit: the printed numbers and the verdicts, but not what they should be where the
 * study is not open, since that may be counted from its rows; before the end of an embargo nothing.
 */
export function shownFindings(findings: AuditFinding[], { sees }: Viewer): AuditFinding[] {
  if (sees === 'all') return findings
  if (sees === 'nothing') return []
  return findings.map(({ recomputed: _, ...finding }) => ({ ...finding, reason: { code: 'hidden' } }))
}
