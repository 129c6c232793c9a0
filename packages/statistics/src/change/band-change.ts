import { confidenceLevel } from '../confidence-level.ts'
import type { ExactOptions } from '../exact/exact-options.ts'
import { type MarginalHomogeneity, marginalHomogeneity } from '../exact/marginal-homogeneity.ts'
import {
  type PairedProportionDifference,
  pairedProportionDifference,
} from '../samples/paired-proportion-difference.ts'
import { type Proportion, proportion } from '../samples/proportion.ts'
import type { CrossTable } from '../tables/cross-table.ts'

/** Who moved to which band. */
export type BandChange = {
  n: number
  better: Proportion
  same: Proportion
  worse: Proportion
  /** Among those who moved, the share that moved to a better band. */
  betterOfMoved: Proportion
  /** Mean number of bands moved, positive = better; undefined without units. */
  meanSteps: number | undefined
  /**
   * For each border, between the bands `after` and `after` + 1 (counted from 1): the share on its worse side before
   * less the share after, so that positive = better.
   */
  borders: { after: number; difference: PairedProportionDifference }[]
  /** Sign test, Stuart–Maxwell, Bowker and the ordered test. */
  tests: MarginalHomogeneity
}

/**
 * A square table of ordered bands before (rows) and after (columns) of the same units: how many moved to a better or
 * worse band, with intervals, how the share beyond each border changed, and the tests of no change.
 *
 * The table needs the units' own before and after; from two separate distributions it cannot be made. An empty table
 * leaves shares and differences undefined. Rows or columns of zeros are allowed.
 *
 * @param table whole counts
 * @param options.better whether the 'first' bands or the 'last' are the better ones
 * @throws `marginal homogeneity: expected a square table, found 2 × 3` and as `marginalHomogeneity`;
 *   `invalid confidence level; not in (0, 1): 95`
 * @example bandChange([[4, 1], [6, 2]], { better: 'first' }).better.estimate // 0.462
 * @see Stuart 1955; Newcombe 1998, Statistics in Medicine 17, 2635–2650; Wilson 1927
 */
export function bandChange(
  table: CrossTable,
  { better, level = 0.95, ...exact }: ExactOptions & { better: 'first' | 'last'; level?: number },
): BandChange {
  confidenceLevel(level)
  const tests = marginalHomogeneity(table, exact)
  const { n, direction } = tests
  const [up, down] =
    better === 'last' ? [direction.positive, direction.negative] : [direction.negative, direction.positive]
  const side = better === 'last' ? 1 : -1
  const steps = sumOver(table, (i, j) => side * (j - i))
  const isWorse = (band: number, border: number): boolean =>
    better === 'last' ? band < border : band >= border
  return {
    n,
    better: proportion(up, n, { level }),
    same: proportion(n - up - down, n, { level }),
    worse: proportion(down, n, { level }),
    betterOfMoved: proportion(up, up + down, { level }),
    meanSteps: n > 0 ? steps / n : undefined,
    borders: table.slice(1).map((_, k) => {
      const border = k + 1
      const count = (worseBefore: boolean, worseAfter: boolean): number =>
        sumOver(table, (i, j) =>
          Number(isWorse(i, border) === worseBefore && isWorse(j, border) === worseAfter),
        )
      const pairs = {
        both: count(true, true),
        firstOnly: count(true, false),
        secondOnly: count(false, true),
        neither: count(false, false),
      }
      return { after: border, difference: pairedProportionDifference(pairs, { level }) }
    }),
    tests,
  }
}

function sumOver(table: CrossTable, of: (i: number, j: number) => number): number {
  return table.reduce((sum, row, i) => row.reduce((rowSum, count, j) => rowSum + count * of(i, j), sum), 0)
}
