import {
  type Adjustment,
  kruskalWallis,
  oneWayAnova,
  pAdjust,
  pearsonCorrelation,
  proportion,
  rankCorrelation,
  roundedRatio,
  twoSample,
} from '../../../src/index.ts'
import type { Expected, Solver } from '../../reference-case.ts'

type Values = unknown[]

export const solvers: Record<string, Solver> = {
  two_sample({ a, b }: { a: Values; b: Values }) {
    const compared = twoSample(a.map(number), b.map(number))
    const { rankSum, cliffsDelta, welch, shift } = compared
    return {
      mann_whitney_U: orNaN(rankSum.estimate),
      p_exact_permutation: orNaN((rankSum.permutation?.twoSided ?? rankSum.pNormal)?.p),
      p_normal_no_cc: orNaN(rankSum.pNormal?.p),
      p_normal_cc: orNaN(rankSum.pNormalContinuity?.p),
      rank_biserial: orNaN(cliffsDelta.estimate),
      cliffs_delta: orNaN(cliffsDelta.estimate),
      probability_of_superiority: orNaN(cliffsDelta.probabilityOfSuperiority),
      welch_t: orNaN(welch.t),
      welch_df: orNaN(welch.df),
      welch_p: orNaN(welch.pValue?.p),
      hodges_lehmann_shift: orNaN(shift.estimate),
    }
  },

  k_sample({ x, group }: { x: Values; group: unknown[] }) {
    const names = [...new Set(group)].filter((name) => name !== null && name !== 'NA')
    const samples = names.map((name) => x.filter((_, i) => group[i] === name).map(number))
    const rank = kruskalWallis(samples)
    const anova = oneWayAnova(samples)
    return {
      kruskal_wallis: orNaN(rank.estimate),
      df: rank.df,
      p: orNaN(rank.pValue?.p),
      epsilon_squared: orNaN(rank.epsilonSquared),
      anova_F: orNaN(anova.estimate),
      anova_p: orNaN(anova.pValue?.p),
    }
  },

  correlation({ x, y }: { x: Values; y: Values }) {
    const [left, right] = [x.map(number), y.map(number)]
    const linear = pearsonCorrelation(left, right)
    const ranks = rankCorrelation(left, right)
    const [normal, exact] = ranks.kendallTauB.pValues
    // R gives the interval [r, r] to a perfect correlation of four or more; we give none.
    const perfect = linear.n > 3 && Math.abs(linear.estimate ?? 0) === 1 ? linear.estimate : undefined
    return {
      n: ranks.n,
      pearson_r: orNaN(linear.estimate),
      pearson_p: orNaN(linear.pValue?.p),
      pearson_ci_lower: orNaN(linear.interval?.lower ?? perfect),
      pearson_ci_upper: orNaN(linear.interval?.upper ?? perfect),
      spearman_rho: orNaN(ranks.spearman.estimate),
      spearman_p_t: orNaN(ranks.spearman.pValues[0]?.p),
      kendall_tau_b: orNaN(ranks.kendallTauB.estimate),
      kendall_S: ranks.concordantPairs - ranks.discordantPairs,
      kendall_z: orNaN(ranks.kendallZ),
      kendall_p_normal: orNaN(normal?.p),
      gamma: orNaN(ranks.goodmanKruskalGamma.estimate),
      kendall_p_exact: orNaN(exact?.p),
    }
  },

  proportion_ci({ x, n, confidence = 0.95 }: { x: number[]; n: number[]; confidence?: number }) {
    const named: Record<string, Expected> = {}
    x.forEach((successes, i) => {
      const share = proportion(successes, n[i], { level: confidence })
      const label = `${successes}/${n[i]}`
      const { wilson, wilsonContinuity, exact, agrestiCoull, jeffreys } = share.intervals ?? {}
      named[`estimate[${label}]`] = orNaN(share.estimate)
      // R's prop.test corrects by min(½, |x - n/2|), so not at all where exactly half are successes.
      const corrected = 2 * successes === n[i] ? wilson : wilsonContinuity
      for (const [name, interval] of Object.entries({
        wilson,
        wilson_cc: corrected,
        clopper_pearson: exact,
        agresti_coull: agrestiCoull,
        jeffreys,
      })) {
        named[`${name}_lower[${label}]`] = orNaN(interval?.lower)
        named[`${name}_upper[${label}]`] = orNaN(interval?.upper)
      }
    })
    return named
  },

  p_adjust({ p }: { p: Values }) {
    const methods: Record<string, Adjustment> = {
      holm: 'holm',
      hochberg: 'hochberg',
      hommel: 'hommel',
      bonferroni: 'bonferroni',
      BH: 'benjamini-hochberg',
      BY: 'benjamini-yekutieli',
    }
    return Object.fromEntries(
      Object.entries(methods).map(([name, method]) => [
        name,
        pAdjust(p.map(number), { method }).p.map((adjusted) => adjusted ?? 'NA'),
      ]),
    )
  },

  grant_per_child(input: {
    institution: string[]
    total: Values
    children: Values
    published_per_child?: Values
    load?: Values
  }) {
    const total = input.total.map(number)
    const children = input.children.map(number)
    const printed = input.published_per_child?.map(number)
    const ratios = total.map((sum, i) => {
      const count = children[i]
      return sum === null || count === null
        ? undefined
        : roundedRatio(sum, count, { published: printed?.[i] ?? undefined })
    })
    const load = input.load?.map(number) ?? input.institution.map((name) => loadDegree[name] ?? null)
    const perChild = ratios.map((ratio) => ratio?.estimate)
    const ranks = rankCorrelation(load, perChild)
    return {
      per_child: perChild.map(orNaN),
      lower: ratios.map((ratio) => orNaN(ratio?.lower)),
      upper: ratios.map((ratio) => orNaN(ratio?.upper)),
      n_within_rounding: ratios.filter((ratio) => ratio?.published?.consistent).length,
      spearman_load_grant: orNaN(ranks.spearman.estimate),
      kendall_load_grant: orNaN(ranks.kendallTauB.estimate),
    }
  },
}

/** The load degrees printed in KORA 2017, appendix table 2.1, which the case does not repeat. */
// prettier-ignore
const loadDegree: Record<string, number> = {
  '1A': 3, '1B': 4, '1C': 4, '1D': 2, '2A': 4, '2B': 5, '2C': 4, '2D': 4, '3A': 3, '3B': 5, '3C': 5, '3D': 3,
  '4A': 1, '4B': 1, '4C': 5, '4D': 5, '5A': 1, '5B': 2, '5C': 1, '5D': 1, '6A': 3, '6B': 4, '6C': 3, '6D': 5,
}

function orNaN(value: number | undefined): number | string {
  return value ?? 'NaN'
}

function number(value: unknown): number | null {
  return typeof value === 'number' ? value : null
}
