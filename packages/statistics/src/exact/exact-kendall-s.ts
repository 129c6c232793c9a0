import { runSteps, type Steps } from '../design/steps.ts'
import type { Result } from '../result.ts'
import type { CrossTable } from '../tables/cross-table.ts'
import { pairCounts } from '../tables/pair-counts.ts'
import type { ExactOptions } from './exact-options.ts'
import { type ExactP, exactP } from './exact-p.ts'
import { kendallSTails } from './kendall-s-tails.ts'
import { wholeTable } from './whole-table.ts'

/** The exact test of Kendall's S; `estimate` is S = concordant - discordant pairs. */
export type ExactKendallS = Result & ExactP

/**
 * Exact test of S = C - D given both margins; two-sided by |S|. The margins fix the denominators of tau-b, tau-c
 * and Somers' d, so this is their exact test too, but not that of gamma, whose denominator C + D varies. Same
 * conditions, switch and edges as `fisherFreemanHalton`.
 *
 * @throws `exact kendall's S: expected whole counts, found 2.5; weighted tables have no exact distribution`
 * @example exactKendallS([[5, 3, 0], [4, 4, 0], [2, 1, 5]]).twoSided.p // 0.01615
 *
 * Source: Kendall (1970), chapter 4; given ties in both rankings Burr (1960).
 */
export function exactKendallS(table: CrossTable, options: ExactOptions = {}): ExactKendallS {
  return runSteps(exactKendallSSteps(table, options), options)
}

/** The same in pieces, for `takeSteps`. */
export function* exactKendallSSteps(table: CrossTable, options: ExactOptions = {}): Steps<ExactKendallS> {
  const whole = wholeTable("exact kendall's S", table)
  const method = "Kendall's S given both margins"
  const { concordant, discordant } = pairCounts(whole)
  const s = concordant - discordant
  const tails = whole.single
    ? exactP({ above: 0, at: 1, below: 0, farther: 0, asFar: 1 }, method)
    : yield* kendallSTails(whole.rowTotals, whole.columnTotals, s, method, options)
  return {
    ...tails,
    estimate: whole.n > 0 ? s : undefined,
    n: whole.n,
    method,
    assumptions: [{ code: 'independent-observations', met: undefined }],
    warnings: whole.warnings,
  }
}
