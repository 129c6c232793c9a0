export type { Category, Codebook, DisclosureClass, Quality, Reading, Scale, Variable } from './codebook.ts'
export type { Crosstab, Missing, Pairs } from './crosstab.ts'
export { missingReasons } from './missing.ts'
export type { MissingReason } from './missing.ts'
export { didYouMean, nearest } from './nearest.ts'
export { problemLine } from './problem.ts'
export type { Problem, Severity } from './problem.ts'
export type {
  AuditFinding,
  Dimension,
  Measure,
  PrintedStatistic,
  PublishedCell,
  PublishedTable,
  Verdict,
} from './published.ts'
export { parseRelation, toQuery, toSearchParams } from './relation.ts'
export type { Filter, Relation, Source } from './relation.ts'
export type { Assignment, Study, Unit } from './study.ts'
export { languages } from './text.ts'
export type { Language, Text } from './text.ts'
