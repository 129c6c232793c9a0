import { runSteps, type Steps } from '../design/steps.ts'
import type { Result } from '../result.ts'
import type { CrossTable } from '../tables/cross-table.ts'
import { pairCounts } from '../tables/pair-counts.ts'
import { type ExactOptions, exactOptions } from './exact-options.ts'
import { type ExactP, exactP } from './exact-p.ts'
import { gammaTails } from './gamma-tails.ts'
import { gammaStatistic } from './table-statistics.ts'
import { randomTableCost } from './random-table.ts'
import { tableDraws } from './table-draws.ts'
import { wholeTable } from './whole-table.ts'

/** The exact test of gamma; `estimate` is the observed gamma. */
export type ExactGamma = Result & ExactP

/**
 * Exact test of Goodman–Kruskal gamma given both margins: `upper` is the chance of a gamma at least as large,
 * `twoSided` of one at least as far from 0. It differs from the exact test of S because C + D varies among tables
 * of the same margins. Same conditions and switch as `fisherFreemanHalton`.
 *
 * With one row or column, or n = 0, there is one table and gamma is undefined: every p is 1, with a warning.
 *
 * @throws `exact gamma: expected whole counts, found 2.5; weighted tables have no exact distribution`
 * @example exactGamma([[5, 3, 0], [4, 4, 0], [2, 1, 5]]).twoSided.p // 0.0176
 *
 * Source: Goodman and Kruskal (1954) for gamma; conditioning after Agresti and Wackerly (1977).
 */
export function exactGamma(table: CrossTable, options: ExactOptions = {}): ExactGamma {
  return runSteps(exactGammaSteps(table, options), options)
}

/** The same in pieces, for `takeSteps`. */
export function* exactGammaSteps(table: CrossTable, options: ExactOptions = {}): Steps<ExactGamma> {
  const whole = wholeTable('exact gamma', table)
  const { rowTotals, columnTotals, n, single, warnings } = whole
  const { concordant, discordant } = pairCounts(whole)
  const { workLimit, draws, seed } = exactOptions(options, randomTableCost(rowTotals, columnTotals))
  return {
    ...(yield* tested()),
    estimate: single ? undefined : (concordant - discordant) / (concordant + discordant),
    n,
    method: 'Goodman–Kruskal gamma given both margins',
    assumptions: [
      { code: 'independent-observations', met: undefined },
      { code: 'ordered-categories', met: undefined },
    ],
    warnings,
  }

  function* tested(): Steps<ExactP> {
    const method = 'gamma given both margins'
    if (single) return exactP({ above: 0, at: 1, below: 0, farther: 0, asFar: 1 }, method)
    yield 0
    const tails = yield* gammaTails(rowTotals, columnTotals, concordant, discordant, workLimit)
    if (tails) return exactP(tails, method)
    const statistic = gammaStatistic(concordant, discordant)
    const [drawn] = yield* tableDraws(rowTotals, columnTotals, [statistic], draws, seed)
    return exactP(drawn, method, { draws, seed })
  }
}
