import type { AuditFinding, Viewer } from '@pejling/indicators'

/**
 * What somebody may see of a study's audit: the printed numbers and the verdicts, but not what they should be where the
 * study is not open, since that may be counted from its rows; before the end of an embargo nothing.
 */
export function shownFindings(findings: AuditFinding[], { sees }: Viewer): AuditFinding[] {
  if (sees === 'all') return findings
  if (sees === 'nothing') return []
  return findings.map(({ recomputed: _, ...finding }) => ({ ...finding, reason: { code: 'hidden' } }))
}

/** Why numbers are missing there, for whoever looks; nothing where none are. */
export function findingsHidden({ sees }: Viewer): string | undefined {
  if (sees === 'nothing') return 'hidden: the figures of this study have not been released yet'
  if (sees === 'suppressed')
    return 'hidden: what the printed numbers should be, since it may be counted from rows; the study is not open to you'
  return undefined
}
