import type { StatisticRow } from '@pejling/association'

/** The p-value that counts for a relation, and what it is. */
export type LeadP = { p: number; of: 'design' | 'gamma' | 'chi2' }

/**
 * The one p-value of a relation that is corrected for having looked often: the test that shuffles whole clusters, if one was
 * made (the largest p where it is only known as a range), else of gamma if both variables are ordered, else of χ². Nothing
 * if there is none of them, as where numbers are hidden.
 */
export function leadP(statistics: readonly StatisticRow[]): LeadP | undefined {
  for (const measure of ['design', 'gamma', 'chi2'] as const) {
    const found = statistics.find(({ id, p }) => id === measure && p !== undefined)
    if (found) return { p: found.pHigh ?? found.p!, of: measure }
  }
  return undefined
}
