import type { AuditFinding, Verdict } from '@pejling/indicators'

/** From the calmest to the gravest, in the order they are shown. */
export const verdicts: readonly Verdict[] = [
  'agrees',
  'agrees_within_rounding',
  'cannot_be_recomputed',
  'disagrees',
]

/** The sign of each verdict; it always stands beside the word or a hidden one. */
export const signs: Record<Verdict, string> = {
  agrees: '✓',
  agrees_within_rounding: '≈',
  cannot_be_recomputed: '–',
  disagrees: '✕',
}

/** How many findings have each verdict. */
export function countVerdicts(findings: Pick<AuditFinding, 'verdict'>[]): Record<Verdict, number> {
  const counts = { agrees: 0, agrees_within_rounding: 0, cannot_be_recomputed: 0, disagrees: 0 }
  for (const { verdict } of findings) counts[verdict]++
  return counts
}
