import { marginalHomogeneity, mcnemarTest, pairedChange, sdqScores, signTest } from '../../../src/index.ts'
import type { Expected, Solver } from '../../reference-case.ts'

export const solvers: Record<string, Solver> = {
  paired_change({ change }: { change: unknown[] }) {
    const found = pairedChange(change.map(number))
    const { mean, median, t, standardised, sign, wilcoxon, wilcoxonPratt, hodgesLehmann, signFlip } = found
    return {
      n: found.n,
      sum: found.sum,
      mean: orNaN(mean.estimate),
      sd: orNaN(mean.standardDeviation),
      median: orNaN(median.estimate),
      n_positive: found.positive,
      n_zero: found.zero,
      n_negative: found.negative,
      t: orNaN(t.t),
      t_p: orNaN(t.pValue?.p),
      t_ci_lower: orNaN(mean.interval?.lower),
      t_ci_upper: orNaN(mean.interval?.upper),
      cohens_dz: orNaN(standardised.estimate),
      hedges_gz: orNaN(standardised.hedges),
      dz_ci_lower: orNaN(standardised.interval?.lower),
      dz_ci_upper: orNaN(standardised.interval?.upper),
      sign_test_p: sign.twoSided.p,
      wilcoxon_V: orNaN(wilcoxon.estimate),
      wilcoxon_exact_p: wilcoxon.twoSided.p,
      wilcoxon_exact_p_greater: wilcoxon.upper.p,
      wilcoxon_exact_p_less: wilcoxon.lower.p,
      wilcoxon_pratt_V: orNaN(wilcoxonPratt.estimate),
      wilcoxon_pratt_exact_p: wilcoxonPratt.twoSided.p,
      matched_rank_biserial: orNaN(wilcoxon.matchedRankBiserial),
      hodges_lehmann: orNaN(hodgesLehmann.estimate),
      sign_flip_mean_p: signFlip.twoSided.p,
    }
  },

  sign_test({ down, same = [], up }: { down: number[]; same?: number[]; up: number[] }) {
    const tests = down.map((fewer, i) => signTest({ positive: fewer, zero: same[i] ?? 0, negative: up[i] }))
    return {
      p_two_sided: tests.map((test) => test.twoSided.p),
      p_one_sided: tests.map((test) => test.upper.p),
    }
  },

  marginal_homogeneity({
    table_before_rows_after_cols: table,
  }: {
    table_before_rows_after_cols: number[][]
  }) {
    const found = marginalHomogeneity(table)
    const named: Record<string, Expected> = {
      n: found.n,
      stuart_maxwell: orNaN(found.estimate),
      stuart_maxwell_df: found.df,
      stuart_maxwell_p: orNaN(found.pValue?.p),
      bowker: found.bowker.statistic,
      bowker_df: found.bowker.df,
      bowker_p: orNaN(found.bowker.pValue?.p),
      n_above_diagonal: found.direction.positive,
      n_below_diagonal: found.direction.negative,
      direction_sign_test_p: found.direction.twoSided.p,
    }
    if (table.length !== 2) return named
    const mcnemar = mcnemarTest(table[0][1], table[1][0], table[0][0] + table[1][1])
    return {
      ...named,
      mcnemar: orNaN(mcnemar.statistic),
      mcnemar_cc: orNaN(mcnemar.corrected.statistic),
      mcnemar_exact_p: mcnemar.twoSided.p,
      mcnemar_mid_p: mcnemar.midTwoSided.p,
    }
  },

  sdq_scoring({ items_1_to_25 }: { items_1_to_25: unknown[] }) {
    const { totalProblems, answered: _, ...scales } = sdqScores(items_1_to_25.map(number))
    return Object.fromEntries(
      Object.entries({ ...scales, total_problems: totalProblems }).map(([name, score]) => [
        name,
        orNaN(score),
      ]),
    )
  },
}

function orNaN(value: number | undefined): Expected {
  return value ?? 'NaN'
}

function number(value: unknown): number | null {
  return typeof value === 'number' ? value : null
}
