export type { Assumption, Interval, PValue, Result, Warning, Watch } from './result.ts'

export { type CliffsDelta, cliffsDelta } from './samples/cliffs-delta.ts'
export { type ClusterEffect, clusterDesignEffect } from './samples/cluster-design-effect.ts'
export type { Correlation } from './samples/correlation.ts'
export { quantiles, type Quantiles } from './samples/quantiles.ts'
export { finitePopulationInterval } from './samples/finite-population-interval.ts'
export { type HodgesLehmannShift, hodgesLehmannShift } from './samples/hodges-lehmann-shift.ts'
export { kishDesignEffect, type WeightingEffect } from './samples/kish-design-effect.ts'
export { type KruskalWallis, kruskalWallis } from './samples/kruskal-wallis.ts'
export { type Mean, mean } from './samples/mean.ts'
export type { Measured } from './samples/measurements.ts'
export { type Median, median, medianOfCounts } from './samples/median.ts'
export { type OneWayAnova, oneWayAnova } from './samples/one-way-anova.ts'
export { type AdjustedP, type Adjustment, pAdjust } from './samples/p-adjust.ts'
export {
  type PairedProportionDifference,
  pairedProportionDifference,
} from './samples/paired-proportion-difference.ts'
export { type PearsonCorrelation, pearsonCorrelation } from './samples/pearson-correlation.ts'
export { type Proportion, proportion } from './samples/proportion.ts'
export { type ProportionDifference, proportionDifference } from './samples/proportion-difference.ts'
export { type RankCorrelation, rankCorrelation } from './samples/rank-correlation.ts'
export { type RoundedRatio, roundedRatio } from './samples/rounded-ratio.ts'
export { type TheilSenLine, theilSenLine } from './samples/theil-sen-line.ts'
export { type RankSumComparison, type TwoSample, twoSample } from './samples/two-sample.ts'
export { type WeightedProportion, weightedProportion } from './samples/weighted-proportion.ts'
export { type WelchTest, welchTest } from './samples/welch-test.ts'

export { adjustedResiduals } from './tables/adjusted-residuals.ts'
export { type ChiSquare, chiSquare } from './tables/chi-square.ts'
export { type CramersV, cramersV } from './tables/cramers-v.ts'
export type { CrossTable } from './tables/cross-table.ts'
export { expectedCounts } from './tables/expected-counts.ts'
export { type Gamma, goodmanKruskalGamma } from './tables/goodman-kruskal-gamma.ts'
export { type KendallS, kendallS } from './tables/kendall-s.ts'
export { kendallTauB } from './tables/kendall-tau-b.ts'
export { kendallTauC } from './tables/kendall-tau-c.ts'
export { type CategoryScores, type LinearByLinear, linearByLinear } from './tables/linear-by-linear.ts'
export type { AssociationOptions, OrdinalAssociation } from './tables/ordinal-association.ts'
export { type SomersDependent, somersD } from './tables/somers-d.ts'
export { type SpearmanRho, spearmanRho } from './tables/spearman-rho.ts'
export {
  type OrdinalPanel,
  type TablePanel,
  type TablePanelOptions,
  tablePanel,
  tablePanelSteps,
} from './tables/table-panel.ts'
export { type TwoByTwo, twoByTwo } from './tables/two-by-two.ts'

export {
  type AssignmentStatistic,
  assignmentPermutation,
  assignmentPermutationSteps,
} from './design/assignment-permutation.ts'
export { type Assignment, countAssignments } from './design/assignments.ts'
export {
  type ClusterBootstrap,
  type ClusterBootstrapOptions,
  clusterBootstrap,
  clusterBootstrapSteps,
} from './design/cluster-bootstrap.ts'
export {
  type ClusterPermutation,
  type ClusterPermutationOptions,
  clusterPermutation,
  clusterPermutationSteps,
  type PermutationOptions,
} from './design/cluster-permutation.ts'
export {
  type PermutedFindings,
  type PermutedFindingsOptions,
  permutedFindings,
  permutedFindingsSteps,
} from './design/permuted-findings.ts'
export { runSteps, type Steps, takeSteps } from './design/steps.ts'
export type { Statistic, StatisticName, TableFunction } from './design/table-statistic.ts'

export type { AgreementCoefficient } from './agreement/agreement-coefficient.ts'
export { type AgreementWeights, agreementWeights } from './agreement/agreement-weights.ts'
export type { Draws as BootstrapDraws } from './agreement/alpha-bootstrap.ts'
export type { AlphaLevel } from './agreement/alpha-disagreement.ts'
export { brennanPrediger } from './agreement/brennan-prediger.ts'
export {
  type ClusteredAgreement,
  clusteredAgreement,
  type ClusteredCoefficient,
  type PairCounts,
} from './agreement/clustered-agreement.ts'
export { type CoderAgreement, coderAgreement } from './agreement/coder-agreement.ts'
export type { Coded, Codings } from './agreement/codings.ts'
export { type CohenKappa, cohenKappa, type TwoCoders } from './agreement/cohen-kappa.ts'
export { type CronbachAlpha, cronbachAlpha } from './agreement/cronbach-alpha.ts'
export { type DoubleCodingPlan, doubleCodingPlan, type PlannedWidth } from './agreement/double-coding-plan.ts'
export { fleissKappa } from './agreement/fleiss-kappa.ts'
export { gwetAc } from './agreement/gwet-ac.ts'
export { type IntraclassCorrelations, intraclassCorrelation } from './agreement/intraclass-correlation.ts'
export { type KrippendorffAlpha, krippendorffAlpha } from './agreement/krippendorff-alpha.ts'
export { percentAgreement } from './agreement/percent-agreement.ts'
export { scottPi } from './agreement/scott-pi.ts'

export { countTables } from './exact/count-tables.ts'
export {
  type ExactChiSquare,
  type ExactChiSquareOptions,
  exactChiSquare,
  exactChiSquareSteps,
} from './exact/exact-chi-square.ts'
export { type ExactGamma, exactGamma, exactGammaSteps } from './exact/exact-gamma.ts'
export { type ExactKendallS, exactKendallS, exactKendallSSteps } from './exact/exact-kendall-s.ts'
export {
  type ExactLinearByLinear,
  exactLinearByLinear,
  exactLinearByLinearSteps,
} from './exact/exact-linear-by-linear.ts'
export type { ExactOptions } from './exact/exact-options.ts'
export type { ExactP } from './exact/exact-p.ts'
export { type ExactPanel, exactPanelSteps } from './exact/exact-panel.ts'
export type { ExactOmnibus } from './exact/exact-table-p.ts'
export { type FisherTwoByTwo, fisherTwoByTwo } from './exact/fisher-two-by-two.ts'
export {
  type FisherFreemanHalton,
  fisherFreemanHalton,
  fisherFreemanHaltonSteps,
} from './exact/fisher-freeman-halton.ts'
export { type JonckheereTest, jonckheereTest, jonckheereTestSteps } from './exact/jonckheere-test.ts'
export {
  type MarginalHomogeneity,
  marginalHomogeneity,
  marginalHomogeneitySteps,
} from './exact/marginal-homogeneity.ts'
export { type McnemarTest, mcnemarTest } from './exact/mcnemar-test.ts'
export { type RankSumTest, rankSumTest, rankSumTestSteps } from './exact/rank-sum-test.ts'
export { type SignFlipTest, signFlipTest, signFlipTestSteps } from './exact/sign-flip-test.ts'
export { type SignTest, signTest } from './exact/sign-test.ts'
export { signedRankDistribution } from './exact/signed-rank-distribution.ts'
export type { SpacedDistribution } from './exact/spaced-distribution.ts'

export { type CellBound, type CellBounds, cellBounds, cellBoundsSteps } from './margins/cell-bounds.ts'
export type { ClusterDesign } from './margins/cluster-margins.ts'
export {
  type DesignHonestOptions,
  type DesignHonestRange,
  designHonestRange,
  designHonestRangeSteps,
} from './margins/design-honest-range.ts'
export type { PRange } from './margins/p-range.ts'
export { type JointTables, jointTables, jointTablesSteps } from './margins/joint-tables.ts'
export { monotoneGroupings } from './margins/monotone-groupings.ts'
export {
  type ModelAndMargins,
  type ModelFromMargins,
  modelFromMargins,
} from './margins/model-from-margins.ts'
export {
  type KnownUnit,
  type NamedMargins,
  type NamedTable,
  type PublishedMargins,
  publishedMargins,
  type PublishedTable,
} from './margins/published-margins.ts'
export {
  type StatisticRange,
  type StatisticRangeOptions,
  statisticRange,
  statisticRangeSteps,
} from './margins/statistic-range.ts'
export {
  type SuppressedCells,
  suppressedCells,
  suppressedCellsSteps,
  type SuppressedTable,
} from './margins/suppressed-cells.ts'

export {
  averageMarginalEffects,
  type AverageMarginalEffects,
  type MarginalEffect,
} from './regression/average-marginal-effects.ts'
export {
  biasReducedLogit,
  type BiasReducedLogit,
  type BiasReducedOptions,
} from './regression/bias-reduced-logit.ts'
export { binaryLogit, type BinaryLogit } from './regression/binary-logit.ts'
export type { ChiSquareTest, WaldTest } from './regression/chi-square-test.ts'
export type { Coefficient, IntervalKind, Threshold } from './regression/coefficient.ts'
export type { OpenInterval } from './regression/coefficient-interval.ts'
export type { ModelInput } from './regression/fitted-model.ts'
export {
  type LogitFromMargins,
  logitFromMargins,
  type LogitMargins,
} from './regression/logit-from-margins.ts'
export { type FrameTerm, type ModelFrame, modelFrame } from './regression/model-frame.ts'
export { orderedLogit, type OrderedLogit, type OrderedLogitOptions } from './regression/ordered-logit.ts'
export { type Contrast, pairwiseContrasts, type PairwiseContrasts } from './regression/pairwise-contrasts.ts'
export type { Limit } from './regression/parameter-limit.ts'
export type {
  PenalisedCoefficient,
  ReducedCoefficient,
  ReducedThreshold,
} from './regression/penalised-estimates.ts'
export {
  type PredictedProbability,
  predictedProbabilities,
  type PredictedProbabilities,
  type Setting,
} from './regression/predicted-probabilities.ts'
export {
  type ProportionalOddsOfTerm,
  proportionalOddsTest,
  type ProportionalOddsTest,
} from './regression/proportional-odds-test.ts'
export type { Categorical, Covariate, Factor, RegressionData } from './regression/regression-data.ts'
export { detectSeparation, type InfiniteParameter, type Separation } from './regression/separation.ts'
export type { TermTest } from './regression/term-tests.ts'
export type { EstimateKind } from './regression/usable-estimates.ts'

export { type BandChange, bandChange } from './change/band-change.ts'
export { type HodgesLehmannChange, hodgesLehmannChange } from './change/hodges-lehmann-change.ts'
export { changeScores, type PairedChange, pairedChange } from './change/paired-change.ts'
export { type ChangeOutcome, type ReliableChange, reliableChange } from './change/reliable-change.ts'
export { type SdqScores, sdqScores } from './change/sdq-scores.ts'
export { type SignedRankTest, signedRankTest } from './change/signed-rank-test.ts'
export { type StandardisedChange, standardisedChange } from './change/standardised-change.ts'

export {
  type ByDependence,
  type ChanceFindings,
  chanceFindings,
  type Looks,
} from './planning/chance-findings.ts'
export type { ClusterTrial } from './planning/cluster-trial.ts'
export { type ClusteredPower, clusteredPower, clusteredPowerSteps } from './planning/clustered-power.ts'
export {
  type DetectableOptions,
  type MinimumDetectableEffect,
  minimumDetectableEffect,
  minimumDetectableEffectSteps,
} from './planning/minimum-detectable-effect.ts'

export type { Apart, WhyDisclosing, WholeGroups } from './disclosure/disclosing-cells.ts'
export { type LevelCounts, mergedCategories } from './disclosure/merged-categories.ts'
export { suppressTable } from './disclosure/suppress-table.ts'
export {
  type HiddenCell,
  type SuppressOptions,
  suppressTables,
  type TableSuppression,
} from './disclosure/suppress-tables.ts'
export { type TableView, wholeView } from './disclosure/table-view.ts'
