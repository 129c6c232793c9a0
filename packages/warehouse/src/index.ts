export { answer, answerBy } from './answer.ts'
export type { Answer, AnswerBy } from './answer.ts'
export { buildEdition } from './build.ts'
export { cellColumns, findingColumns } from './edition-tables.ts'
export type { EditionContent, SourceContent, Provenance, StudyContent } from './build.ts'
export type { Earlier } from './take-over.ts'
export type { UnitPart } from './unit-part.ts'
export { rows, withDatabase } from './database.ts'
export { loadDuckDb } from './duckdb.ts'
export type { SuppressedAnswer } from './disclosure/suppressed-answer.ts'
export { listHiddenCells } from './disclosure/hidden-cells.ts'
export type { HiddenCells } from './disclosure/hidden-cells.ts'
export { disclosureProof } from './disclosure/disclosure-proof.ts'
export type { DisclosureProof, HiddenProof, ProvenTable } from './disclosure/disclosure-proof.ts'
export type { SuppressedSummary } from './disclosure/suppressed-summary.ts'
export type { Connection, Limits, Parameters } from './database.ts'
export { dumpEdition, rebuildEdition } from './edition-dump.ts'
export type { DumpedTable, DumpedType, EditionDump } from './edition-dump.ts'
export { openEdition } from './edition.ts'
export type { Edition } from './edition.ts'
export { harmlessSql } from './harmless-sql.ts'
export { hasTable } from './has-table.ts'
export { identifier, literal } from './identifier.ts'
export { writeParquet, writeRows } from './parquet.ts'
export { listRelations } from './relations.ts'
export type { PossibleRelation } from './relations.ts'
export { delimitedFile, delimitedProblem, delimitedRows, notUtf8 } from './stage.ts'
export type { Delimited, Dialect, Layout, TypedReading } from './stage.ts'
export {
  getCodebook,
  getSourceFile,
  getStudy,
  getVariable,
  listAuditFindings,
  listProblems,
  listProvenance,
  listPublishedCells,
  listPublishedTables,
  listStudies,
} from './study-queries.ts'
export { listSourceFiles } from './study-queries.ts'
export type { SourceFile } from './study-queries.ts'
export { studyOverview } from './study-overview.ts'
export type { StudyOverview } from './study-overview.ts'
export { findSummary } from './summary.ts'
export type { Summary } from './summary.ts'
export { writeUnitTable } from './unit-files.ts'
export { withUnitStream } from './unit-stream.ts'
export type { StreamedVariable, UnitStream } from './unit-stream.ts'
export { listUnitRows } from './unit-rows.ts'
export type { UnitRows } from './unit-rows.ts'
export { listTableContents, tableContents } from './table-content.ts'
export type { TableContent } from './table-content.ts'
export { ancestors, columnType, isCategorical, isNumber, missingColumn, variablesOf } from './unit-table.ts'
export type {
  Cause,
  CellValue,
  Comparison,
  DefinitionChange,
  FindingChange,
  IndicatorComparison,
  Moved,
  MovedNumber,
  Presence,
  RelationComparison,
  RowChange,
  StudyComparison,
  TableComparison,
  VariableComparison,
} from './compare/comparison.ts'
export { compareEditions } from './compare/compare-editions.ts'
export type { CompareOptions } from './compare/compare-editions.ts'
export { describeSelect, runSelect } from './select.ts'
export type { DescribedSelect, SqlMistake, Tables } from './select.ts'
export { compareDefinitions, getIndicator, listIndicators, listIndicatorValues } from './indicator-queries.ts'
export type {
  DefinitionComparison,
  IndicatorValue,
  IndicatorValues,
  MovedUnit,
  StudyIndicator,
} from './indicator-queries.ts'
export { indicatorCard } from './indicator-card.ts'
export type { AskedIn, CardCheck, IndicatorCard } from './indicator-card.ts'
export { listProfileUnits, profile } from './profile.ts'
export type {
  PeerGroup,
  Peers,
  Profile,
  ProfileFact,
  ProfileMeasure,
  ProfileUnits,
  ProfileValue,
} from './profile.ts'
export { listCheckResults, listStudyChecks } from './check-queries.ts'
export { publishedChangeProblem, publishedChanges } from './compare/published-changes.ts'
export type { PublishedChange } from './compare/published-changes.ts'
export type { InterviewParts } from './interviews/build-interviews.ts'
export {
  editionInterviewTables,
  editionTable,
  holdsTexts,
  interviewTables,
} from './interviews/interview-tables.ts'
export type { InterviewTableName } from './interviews/interview-tables.ts'
export { lineage } from './lineage/lineage.ts'
export type { LineageQuestion } from './lineage/lineage.ts'
export type {
  Lineage,
  LineageEdge,
  LineageItem,
  LineageKind,
  LineageNode,
  LineagePlace,
} from './lineage/lineage-node.ts'
export { listCoderPairs } from './interviews/agreement/coder-pairs.ts'
export type { CoderPair } from './interviews/agreement/coder-pairs.ts'
export { characterCounts, excerptCounts } from './interviews/agreement/pair-counts.ts'
export type { CodeCount, SharedCounts, SharedSource } from './interviews/agreement/pair-counts.ts'
export type { PairQuestion } from './interviews/agreement/placed-codings.ts'
export { sharedCodings } from './interviews/agreement/shared-codings.ts'
export type { SharedCodings } from './interviews/agreement/shared-codings.ts'
export { listJudgements } from './interviews/agreement/judgements.ts'
export { countUnitValues, listRuledUnits } from './interviews/agreement/unit-values.ts'
export { listDisagreements } from './interviews/agreement/disagreements.ts'
export type { Disagreement, Span } from './interviews/agreement/disagreements.ts'
export { seenStretch } from './interviews/agreement/stretch.ts'
export type { SeenStretch, StretchPiece, StretchSide } from './interviews/agreement/stretch.ts'
export { ruledCodings } from './interviews/agreement/ruled-codings.ts'
export type { RuledCodings } from './interviews/agreement/ruled-codings.ts'
export { findRules } from './interviews/agreement/study-rules.ts'
export { heldCondensation, listCondensations } from './interviews/condensations.ts'
export type {
  Condensation,
  CondensationList,
  CondensationQuestion,
  HeldCondensation,
} from './interviews/condensations.ts'
export { listNotes, noteWords, seenWords } from './interviews/notes.ts'
export type { Note } from './interviews/notes.ts'
export { listMemos } from './interviews/memos.ts'
export type { MemoAbout, MemoList, MemoQuestion, SeenMemo } from './interviews/memos.ts'
export { searchNotes } from './interviews/search-notes.ts'
export type { NoteSearch } from './interviews/search-notes.ts'
export { codeSince } from './interviews/code-versions.ts'
export type { CodeVersion } from './interviews/code-versions.ts'
export { codeCard } from './interviews/code-card.ts'
export type { CodeCard } from './interviews/code-card.ts'
export { getCode, listCodes } from './interviews/code-facts.ts'
export type { CodeFacts } from './interviews/code-facts.ts'
export { codeMatrix, matrixMeasures, measured } from './interviews/code-matrix.ts'
export type {
  CellCount,
  CodeMatrix,
  MatrixMeasure,
  MatrixQuestion,
  MatrixRow,
} from './interviews/code-matrix.ts'
export { codeOverlap } from './interviews/code-overlap.ts'
export type { CodeOverlap, OverlapList } from './interviews/code-overlap.ts'
export type { CodeRow } from './interviews/code-rows.ts'
export { getSource, listExcerpts, readExcerpts } from './interviews/excerpts.ts'
export type {
  ExcerptAt,
  ExcerptList,
  ExcerptQuestion,
  FoundExcerpt,
  GivenCode,
} from './interviews/excerpts.ts'
export { interviewFilters, listFacets } from './interviews/interview-facets.ts'
export type { InterviewFacet } from './interviews/interview-facets.ts'
export { listInterviewStudies, openInterviews, unmasked } from './interviews/interview-study.ts'
export type { InterviewTexts, OpenedInterviews, Reading } from './interviews/interview-study.ts'
export type { MatrixColumn } from './interviews/matrix-columns.ts'
export { readQuotations } from './interviews/quotations.ts'
export type { Quotation } from './interviews/quotations.ts'
export { prepareSearch, searchTexts } from './interviews/search-texts.ts'
export type { TextFound, TextHit, TextSearch } from './interviews/search-texts.ts'
export { sourceCard, sourceText } from './interviews/source-card.ts'
export type { MarkedLine, MarkedPiece, MarkedPlace, SourceCard } from './interviews/source-card.ts'
export { listSources, seenSource } from './interviews/source-facts.ts'
export type { SourceFacts } from './interviews/source-facts.ts'
export {
  listInterviewValues,
  listRuledVariables,
  unitEvidence,
  valuesFrom,
} from './interviews/unit-evidence.ts'
export type { InterviewValues, RuledValue, UnitEvidence } from './interviews/unit-evidence.ts'
export { askConsole } from './console/ask-console.ts'
export { consoleLimits } from './console/console-answer.ts'
export type {
  ConsoleAnswer,
  ConsoleCell,
  ConsoleLimits,
  ConsoleRefusal,
  ConsoleRows,
} from './console/console-answer.ts'
export { consoleCsv } from './console/console-csv.ts'
export { consoleTables } from './console/console-tables.ts'
export type { ConsoleTable } from './console/console-tables.ts'
export { toldQuery } from './console/told-query.ts'
