import { pAdjust } from '@pejling/statistics'

/** A p-value beside what it becomes when it is one of several. */
export type AdjustedLead = { holm: number; benjaminiHochberg: number }

/**
 * The p-values of a list's views, corrected for being as many as are known. Holm's bounds the chance of any false finding,
 * Benjamini and Hochberg's the share of false ones among the findings; a view without a p does not count.
 *
 * @see Holm 1979; Benjamini and Hochberg 1995
 */
export function adjustedLeads(p: readonly (number | undefined)[]): (AdjustedLead | undefined)[] {
  const holm = pAdjust(p, { method: 'holm' }).p
  const other = pAdjust(p, { method: 'benjamini-hochberg' }).p
  return p.map((_, i) =>
    holm[i] === undefined || other[i] === undefined
      ? undefined
      : { holm: holm[i], benjaminiHochberg: other[i] },
  )
}
