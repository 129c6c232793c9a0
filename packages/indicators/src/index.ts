export { askedVariable, questionOf } from './asked-variable.ts'
export { acceptanceOf, deviationOf } from './upload/accepted-deviation.ts'
export type { AcceptedDeviation } from './upload/accepted-deviation.ts'
export type {
  ColumnMatch,
  ColumnMatching,
  ConfirmedMatch,
  MatchCandidate,
  MatchedBy,
} from './upload/column-match.ts'
export type {
  Distribution,
  FileDifference,
  PreviewCell,
  Spread,
  UploadPreview,
} from './upload/upload-preview.ts'
export { agreedMatch, askedVariables, matchColumns } from './upload/match-columns.ts'
export type { Asked, NamedColumn } from './upload/match-columns.ts'
export { likeness } from './upload/likeness.ts'
export type {
  Choices,
  Guess,
  ReceivedColumn,
  ReceivedTable,
  Receipt,
  UploadEncoding,
  UploadFormat,
} from './upload/receipt.ts'
export { codebookOfColumns } from './upload/codebook-of-columns.ts'
export { type ShownPreview, shownPreview, shownReceipt } from './upload/shown-upload.ts'
export type { UploadReading } from './upload/upload-reading.ts'
export type { Claim, Expression } from './claim.ts'
export type { Code, CodeTree } from './code-tree.ts'
export type { Category, Codebook, DisclosureClass, Quality, Reading, Scale, Variable } from './codebook.ts'
export type {
  Crosstab,
  Missing,
  Pairs,
  SuppressedCrosstab,
  SuppressedMissing,
  SuppressedPairs,
} from './crosstab.ts'
export { categoryNumbers, reasonCodes } from './coded-values.ts'
export { definitionLines } from './definition-lines.ts'
export { derivationKinds, inputsOf, kindOf, reasonOrder, recodingOf } from './derived.ts'
export type {
  Aggregate,
  AggregateMeasure,
  Band,
  Change,
  Coded,
  Derivation,
  DerivationKind,
  Ratio,
  Recode,
  Score,
  SqlDerivation,
  WeightedCount,
} from './derived.ts'
export { deriveSteps, quantifyStep } from './derive-steps.ts'
export type { DeriveInput, DeriveStep } from './derive-steps.ts'
export { shownFindings } from './shown-findings.ts'
export { hiddenProblem, shownProblems } from './shown-problems.ts'
export { isOpen, owner, strictestViewer, viewerOf } from './disclosure.ts'
export {
  assertThreshold,
  heldThresholds,
  leastReason,
  mostReason,
  mostThreshold,
  thresholdOf,
  withDecisions,
} from './threshold.ts'
export type { DecidedThreshold, HeldThreshold, ThresholdChange } from './threshold.ts'
export { thresholdInWords, thresholdLines } from './threshold-in-words.ts'
export { thresholdState } from './threshold-state.ts'
export type { ThresholdState } from './threshold-state.ts'
export type { Disclosure, LegalBasis, Viewer } from './disclosure.ts'
export {
  crossingProblems,
  crossingsOf,
  isCountedSafely,
  isCrossable,
  knownAs,
  rootsOf,
} from './disclosure-crossings.ts'
export type { Crossing } from './disclosure-crossings.ts'
export { protectedTables } from './disclosure-table.ts'
export type { ProtectedBlock, ProtectedTable } from './disclosure-table.ts'
export { findingInWords } from './finding-in-words.ts'
export type { AskedQuestion, Comparability, Instrument, Question } from './instrument.ts'
export { currentDefinition, sourcesOf } from './indicator.ts'
export type { Indicator, IndicatorDefinition } from './indicator.ts'
export { missingReasons } from './missing.ts'
export type { MissingReason } from './missing.ts'
export { didYouMean, nearest } from './nearest.ts'
export { cellAddress, printedP } from './parse-cells.ts'
export { parseRound } from './parse-round.ts'
export { parseStudyFolder } from './parse-study.ts'
export { thresholdColumns, thresholdFile } from './parse-thresholds.ts'
export { isProfiled, profileUnits } from './profile-unit.ts'
export { printedFinding } from './printed-finding.ts'
export type { PrintedFinding } from './printed-finding.ts'
export { printedNumber } from './printed-number.ts'
export type { PrintedNumber } from './printed-number.ts'
export { problemLine } from './problem.ts'
export type { Problem, Severity } from './problem.ts'
export type {
  AuditFinding,
  Dimension,
  DimensionCategory,
  Measure,
  PrintedStatistic,
  PublishedCell,
  PublishedTable,
  Verdict,
} from './published.ts'
export { parseRelation, toQuery, toSearchParams } from './relation.ts'
export type { Filter, Relation, Source } from './relation.ts'
export { csvCell, formulaCell, harmlessCell } from './csv-cell.ts'
export { readCsv } from './read-csv.ts'
export { pointsOf } from './score-points.ts'
export { roundCaveatInWords, roundCaveats } from './round-caveat.ts'
export type { RoundCaveat } from './round-caveat.ts'
export { roundVariable } from './round.ts'
export { variablesOfRule } from './row-rule.ts'
export type { RowCondition, RowRule } from './row-rule.ts'
export type { Round } from './round.ts'
export { roundLine, variableLine } from './round-line.ts'
export type { RoundLine } from './round-line.ts'
export { checkResultColumns, variablesOfCheck } from './study-check.ts'
export type { CheckKind, CheckResult, CheckRule, StudyCheck } from './study-check.ts'
export type { Assignment, Study, Unit } from './study.ts'
export type { ParsedStudy, StudyFile, UnitFile } from './study-folder.ts'
export { hiddenCrosstab, missingOf, suppressedCrosstab } from './suppressed-crosstab.ts'
export type { Side } from './suppressed-crosstab.ts'
export { suppressionInWords } from './suppression.ts'
export type { Suppression } from './suppression.ts'
export { assumedRound, nextRound } from './next-round.ts'
export { spelledPlainly } from './spelled-plainly.ts'
export { languages } from './text.ts'
export type { Language, Text } from './text.ts'
export { mergedCategories } from '@pejling/statistics/disclosure'
export { quantiles } from '@pejling/statistics/quantiles'
export type { Quantiles } from '@pejling/statistics/quantiles'
export { isCollected, roundFile, unitFiles, unitOfFile } from './unit-files.ts'
export { condensationColumns, noteKind } from './interviews/condensation.ts'
export type { CondensationRow, WrittenCondensation } from './interviews/condensation.ts'
export {
  holdsInterviews,
  interviewFiles,
  isInterviewFile,
  judgementFile,
} from './interviews/interview-files.ts'
export type { UnitFilePlace } from './unit-files.ts'
export { agreementLevels, agreementWeightings, codingUnits } from './interviews/agreement-question.ts'
export type {
  AgreementLevel,
  AgreementQuestion,
  AgreementWeighting,
  CodingUnit,
} from './interviews/agreement-question.ts'
export type { CodeChange } from './interviews/code-change.ts'
export { codeNames, codePath, isUnder } from './interviews/code-path.ts'
export type {
  Classification,
  ClassificationValues,
  Coding,
  Excerpt,
  ExcerptPlace,
  InterviewCase,
  InterviewProject,
  InterviewSet,
  InterviewSource,
  Memo,
  MemoTarget,
  ProjectCode,
  SourceKind,
  TextRule,
} from './interviews/interview-project.ts'
export { deviationRules } from './interviews/interview-receipt.ts'
export type {
  DeviationRule,
  InterviewDeviation,
  InterviewFormat,
  InterviewGuess,
  InterviewReceipt,
  PositionRule,
  SourceReading,
} from './interviews/interview-receipt.ts'
export { shownInterviewPreview } from './interviews/shown-interview-preview.ts'
export type { InterviewPreview } from './interviews/interview-preview.ts'
export { interviewRounds } from './interviews/interview-rounds.ts'
export { interviewUnits } from './interviews/interview-units.ts'
export { likelyIdentifiers } from './interviews/likely-identifiers.ts'
export type { LikelyIdentifier } from './interviews/likely-identifiers.ts'
export { judgementStates } from './interviews/judgement-state.ts'
export type { JudgementState, JudgementStateName } from './interviews/judgement-state.ts'
export { judgedValue } from './interviews/judged-value.ts'
export { parseJudgements } from './interviews/parse-judgements.ts'
export { parseRules } from './interviews/parse-rules.ts'
export { checkedRules, codesOfRule } from './interviews/rule-codes.ts'
export { maskKinds, passageParts, passageText } from './interviews/passage-mask.ts'
export type { MaskKind, PassageMask, PassagePart, TextRange } from './interviews/passage-mask.ts'
export {
  parseSettledCodings,
  settleCodings,
  settledCodingColumns,
  settledFiles,
} from './interviews/settled-coding.ts'
export type { SettledCoding } from './interviews/settled-coding.ts'
export { quantify } from './interviews/quantify.ts'
export type { Quantified } from './interviews/quantify.ts'
export { textRefusal } from './interviews/text-access.ts'
export type { TextReader, TextRefusal } from './interviews/text-access.ts'
export type {
  HighestRule,
  Judgement,
  JudgementRule,
  MentionedRule,
  QuantificationRule,
  QuantificationRules,
  UnitRule,
  UnitValue,
} from './interviews/quantification-rule.ts'
