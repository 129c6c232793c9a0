export { codingPlan } from './agreement/coding-plan.ts'
export type { CodingPlan, CodingPlanQuestion } from './agreement/coding-plan.ts'
export { disagreements, isSettled } from './agreement/disagreements.ts'
export type {
  ChangedValue,
  DisagreementQuestion,
  Disagreements,
  QueuedDisagreement,
} from './agreement/disagreements.ts'
export { seenJudgements } from './agreement/seen-judgements.ts'
export type { SeenJudgements } from './agreement/seen-judgements.ts'
export { interviewAgreement, pairOf } from './agreement/interview-agreement.ts'
export type { CodeAgreement, InterviewAgreement, NoAgreement, ValueAgreement } from './agreement/agreement.ts'
export { askRelation } from './ask-relation.ts'
export type { AskedAnswer, AskedRelation } from './ask-relation.ts'
export { associate } from './associate.ts'
export type { Association } from './associate.ts'
export { compareSides } from './compare/compare-sides.ts'
export type { PairQuestion, SideQuestion } from './compare/compare-sides.ts'
export type {
  ComparedNumber,
  ComparedSides,
  DifferenceCause,
  NotComparable,
  NotShared,
  NumberKind,
  SideName,
  SideNumber,
} from './compare/compared.ts'
export { countedUnit } from './counted-unit.ts'
export type { DesignQuestion, DesignTest } from './design-test.ts'
export { designBounds } from './findings/count-findings.ts'
export { compareApart } from './editions/compare-apart.ts'
export type { CompareAsked, Comparing } from './editions/compare-apart.ts'
export { comparedEditions } from './editions/compared-editions.ts'
export type { ComparedEditions, ComparedRelation, ComparedStudy } from './editions/compared-editions.ts'
export { editionEffect, shownEffect } from './editions/edition-effect.ts'
export type { EditionEffect, StudyEffect } from './editions/edition-effect.ts'
export { findings, workOnFindings } from './findings/findings.ts'
export type { FindingsQuestion, FindingsWork } from './findings/findings.ts'
export type {
  AdjustedPair,
  ComputedFinding,
  DesignP,
  Finding,
  FindingCount,
  Findings,
  MatrixColumn,
  MatrixRow,
  NotComputed,
  PrintedCell,
} from './findings/finding.ts'
export { innermostUnit } from './innermost-unit.ts'
export { associationAsJson, panelAsJson } from './json/association-as-json.ts'
export { relationAsJson } from './json/relation-as-json.ts'
export { movedStatistics } from './moved-statistics.ts'
export type { MovedStatistic } from './moved-statistics.ts'
export { separatedRows } from './separated-rows.ts'
export type { SeparatedRow } from './separated-rows.ts'
export { statisticFields, statisticName } from './statistic-names.ts'
export { statisticRows } from './statistic-rows.ts'
export type { StatisticRow } from './statistic-rows.ts'
