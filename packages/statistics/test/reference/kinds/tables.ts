import {
  chiSquare,
  countTables,
  cramersV,
  exactChiSquare,
  exactGamma,
  exactKendallS,
  fisherFreemanHalton,
  goodmanKruskalGamma,
  kendallS,
  kendallTauB,
  kendallTauC,
  linearByLinear,
  somersD,
  spearmanRho,
  twoByTwo,
} from '../../../src/index.ts'
import { normalTail } from '../../../src/distributions.ts'
import type { Expected, Solver } from '../../reference-case.ts'

export const solvers: Record<string, Solver> = {
  ordinal_table: ({ table }) => ({ ...ordinal(table), ...nominal(table), ...exact(table) }),
  two_by_two: ({ table }) => fourfold(table),
  nominal_table: ({ table }) => ({ ...nominal(table), ...exactNominal(table) }),
}

function ordinal(table: number[][]): Record<string, Expected> {
  const gamma = goodmanKruskalGamma(table)
  const tauB = kendallTauB(table)
  const tauC = kendallTauC(table)
  const byRow = somersD(table, 'columns')
  const byColumn = somersD(table, 'rows')
  const s = kendallS(table)
  const spearman = spearmanRho(table)
  const linear = linearByLinear(table)
  // R divides by an ASE1 of 0 and gets an infinite z with p = 0; the package leaves both undefined.
  const atEnd = gamma.ase1 === 0 && gamma.estimate !== 0
  const zAse1 = atEnd ? Math.sign(gamma.estimate!) * Infinity : gamma.zAse1
  return numbers({
    n: gamma.n,
    concordant_pairs: gamma.concordant,
    discordant_pairs: gamma.discordant,
    kendall_S: s.estimate,
    gamma: gamma.estimate,
    gamma_ase1: gamma.ase1,
    gamma_ase0: gamma.ase0,
    z_ase0: gamma.zAse0,
    p_two_sided_ase0: gamma.pAse0?.p,
    p_one_sided_ase0: oneSided(gamma.zAse0),
    gamma_z_ase1: zAse1,
    gamma_p_two_sided_ase1: atEnd ? 0 : gamma.pAse1?.p,
    gamma_p_one_sided_ase1: oneSided(zAse1),
    gamma_ci95_lower: atEnd ? gamma.estimate : gamma.interval?.lower,
    gamma_ci95_upper: atEnd ? gamma.estimate : gamma.interval?.upper,
    tau_b: tauB.estimate,
    tau_b_ase1: tauB.ase1,
    tau_b_ase0: tauB.ase0,
    tau_c: tauC.estimate,
    tau_c_ase1: tauC.ase1,
    somers_d_col_given_row: byRow.estimate,
    somers_d_col_given_row_ase1: byRow.ase1,
    somers_d_col_given_row_ase0: byRow.ase0,
    somers_d_row_given_col: byColumn.estimate,
    somers_d_row_given_col_ase1: byColumn.ase1,
    somers_d_row_given_col_ase0: byColumn.ase0,
    somers_d_symmetric: somersD(table, 'symmetric').estimate,
    kendall_S_var: s.variance,
    kendall_z: s.z,
    kendall_p_two_sided: s.pValue?.p,
    spearman_rho: spearman.estimate,
    spearman_t: spearman.t,
    spearman_p_t: spearman.pT?.p,
    pearson_r_integer_scores: linear.estimate,
    mantel_linear_by_linear: linear.statistic,
    mantel_p: linear.pValue?.p,
  })
}

/** In the direction that was found: the cases do not say which one was expected. */
function oneSided(z: number | undefined): number | undefined {
  return z === undefined ? undefined : normalTail(Math.abs(z))
}

function nominal(table: number[][]): Record<string, Expected> {
  const test = chiSquare(table)
  const single = test.df === 0 && test.n > 0
  return numbers({
    chi2: test.estimate,
    chi2_df: test.df,
    // R's χ² on no degrees of freedom is 0 with p = 1.
    chi2_p: single ? 1 : test.pValue?.p,
    lr_chi2: test.likelihoodRatio.estimate,
    lr_p: single ? 1 : test.likelihoodRatio.pValue?.p,
    cramers_v: cramersV(table).estimate,
    phi: test.phi,
    contingency_coefficient: test.contingencyCoefficient,
    min_expected: test.smallestExpected,
    cells_expected_below_5: test.cellsExpectedBelow5,
  })
}

/** Weights have no exact distribution. */
function isWhole(table: number[][]): boolean {
  return table.flat().every((count) => Number.isInteger(count))
}

function exact(table: number[][]): Record<string, Expected> {
  if (!isWhole(table)) return {}
  if (tablesWithMargins(table) === undefined) return exactNominal(table)
  const gamma = exactGamma(table, patient)
  const s = exactKendallS(table, patient)
  const known = gamma.exact && gamma.estimate !== undefined
  return {
    ...numbers({
      exact_p_gamma_two_sided: known ? gamma.twoSided.p : undefined,
      exact_p_gamma_upper: known ? gamma.upper.p : undefined,
      exact_p_gamma_lower: known ? gamma.lower.p : undefined,
      exact_p_S_two_sided: s.exact ? s.twoSided.p : undefined,
      exact_p_S_upper: s.exact ? s.upper.p : undefined,
      exact_p_S_lower: s.exact ? s.lower.p : undefined,
    }),
    ...exactNominal(table),
  }
}

function exactNominal(table: number[][]): Record<string, Expected> {
  if (!isWhole(table)) return {}
  const fisher = fisherFreemanHalton(table, patient)
  const known = { fisher_freeman_halton_p: fisher.exact ? fisher.twoSided.p : undefined }
  const tables = tablesWithMargins(table)
  if (tables === undefined) return numbers(known)
  const pearson = exactChiSquare(table, patient)
  const likelihoodRatio = exactChiSquare(table, { ...patient, statistic: 'likelihood-ratio' })
  return numbers({
    ...known,
    n_tables_with_margins: tables,
    exact_p_chi2: pearson.exact ? pearson.twoSided.p : undefined,
    exact_p_lr: likelihoodRatio.exact ? likelihoodRatio.twoSided.p : undefined,
  })
}

/** Undefined beyond five million: there R, listing all tables, gave no exact p-values. */
function tablesWithMargins(table: number[][]): number | undefined {
  if (!isWhole(table)) return undefined
  const rowTotals = table.map((row) => row.reduce((sum, count) => sum + count, 0))
  const columnTotals = (table[0] ?? []).map((_, j) => table.reduce((sum, row) => sum + row[j], 0))
  const tables = countTables(rowTotals, columnTotals)
  return tables !== undefined && tables <= 5e6 ? tables : undefined
}

/** About a second for one test, and no Monte Carlo to speak of, since only exact answers are compared. */
const patient = { workLimit: 5e7, draws: 1 }

function fourfold(table: number[][]): Record<string, Expected> {
  const result = twoByTwo(table)
  const { fisher, riskDifference, risks } = result
  const zeroCell = table.flat().includes(0)
  // Infinite where the package says so by a warning or by an absent upper limit.
  const infinite = (is: boolean | undefined, value: number | undefined) => (is ? Infinity : value)
  const warned = (warnings: { code: string }[]) => warnings.some(({ code }) => code === 'odds-ratio-infinite')
  return numbers({
    chi2: result.chiSquare.statistic,
    chi2_p: result.chiSquare.pValue?.p,
    chi2_yates: result.yates.statistic,
    chi2_yates_p: result.yates.pValue?.p,
    phi_signed: result.phi,
    odds_ratio_sample: infinite(warned(result.warnings), result.estimate),
    log_odds_ratio_se_woolf: infinite(zeroCell, result.logOddsRatioError),
    odds_ratio_conditional_mle: infinite(warned(fisher!.warnings), fisher!.estimate),
    odds_ratio_conditional_ci_lower: fisher!.interval.lower,
    odds_ratio_conditional_ci_upper: infinite(fisher!.interval.upper === undefined, fisher!.interval.upper),
    fisher_p_two_sided: fisher!.twoSided.p,
    fisher_p_greater: fisher!.upper.p,
    fisher_p_less: fisher!.lower.p,
    risk_1: risks[0],
    risk_2: risks[1],
    risk_difference: riskDifference.estimate,
    risk_ratio: infinite(risks[0]! > 0 && risks[1] === 0, result.riskRatio.estimate),
    newcombe_lower: riskDifference.interval?.lower,
    newcombe_upper: riskDifference.interval?.upper,
    yules_q: result.yulesQ,
  })
}

/** Undefined becomes "NaN", infinity "Inf" or "-Inf", as the reference cases write them. */
function numbers(values: Record<string, number | undefined>): Record<string, Expected> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      value === undefined || Number.isNaN(value)
        ? 'NaN'
        : Math.abs(value) === Infinity
          ? value > 0
            ? 'Inf'
            : '-Inf'
          : value,
    ]),
  )
}
