export {
  actorOf,
  assertMay,
  capabilities,
  findRole,
  may,
  nobody,
  parseRight,
  parseRole,
  rights,
  roles,
} from './access.ts'
export type { Capability, Right, Role } from './access.ts'
export { roleOf } from './application-role.ts'
export type { Accounts, AccountSettings } from './accounts.ts'
export { acts, listAuditEntries, owner, recordAct } from './audit-log.ts'
export type { Act, Actor, AuditDetails, AuditEntry, AuditFilter, NewAuditEntry } from './audit-log.ts'
export type { StoredEntry } from './audit-log-entry.ts'
export { readAuditLogFile } from './audit-log-file.ts'
export { streamAuditLog } from './audit-log-stream.ts'
export { verifyAuditLog, verifyChain } from './audit-log-verify.ts'
export type { AuditVerdict, ChainBreak } from './audit-log-verify.ts'
export {
  chosen,
  findEditionBefore,
  findLiveEdition,
  findLiveReason,
  listEditions,
  listLive,
  noteEdition,
  recordEdition,
  useEdition,
  watchLiveEdition,
} from './editions.ts'
export { dumpLedger } from './backup/dump-ledger.ts'
export type { LedgerDump } from './backup/ledger-dump.ts'
export { restoreLedger } from './backup/restore-ledger.ts'
export { holdEditions } from './edition-hold.ts'
export type { EditionHold } from './edition-hold.ts'
export { findKeepRule, listPrunable, pruneEdition, setKeepRule } from './edition-keep.ts'
export { listPins, pinEdition, unpinEdition } from './edition-pins.ts'
export type { NewPin } from './edition-pins.ts'
export { freezeView, findFreezing } from './notebook/freeze-view.ts'
export type { Freezing } from './notebook/freeze-view.ts'
export { countLooks, findLook, lookerOf, recordLook } from './notebook/looks.ts'
export {
  changeList,
  createList,
  findList,
  listLists,
  longestText,
  mayOpenList,
  removeList,
} from './notebook/reading-list.ts'
export type { ListChange, ListDecision, ListPart, ReadingList } from './notebook/reading-list.ts'
export { mayOpen, removeView, saveView } from './notebook/save-view.ts'
export type { KeptResult, NewView } from './notebook/save-view.ts'
export { findResults, findView, listViews } from './notebook/view.ts'
export type { SavedView } from './notebook/view.ts'
export { keeps } from './interviews/agreement-tables.ts'
export type { Keep } from './interviews/agreement-tables.ts'
export {
  listSettledCodings,
  listSettledInHouse,
  settleCoding,
  unsettleCoding,
} from './interviews/settled-codings.ts'
export type { SettledCoding, SettledPlace } from './interviews/settled-codings.ts'
export {
  coderOf,
  judgeUnit,
  listHouseJudgements,
  listUnitJudgements,
  settleJudgement,
} from './interviews/unit-judgements.ts'
export {
  listCondensationVersions,
  listWrittenCondensations,
  mostCondensed,
  writeCondensation,
} from './interviews/condensations.ts'
export type { CondensationVersion, CondensedPlace } from './interviews/condensations.ts'
export type { JudgedBefore, JudgedUnit, UnitJudgement } from './interviews/unit-judgements.ts'
export { checkLedger, isInUse, openLedger } from './ledger.ts'
export type { Ledger } from './ledger.ts'
export { migrate } from './migrate.ts'
export { migrateBack } from './migrate-back.ts'
export { listMigrations } from './migrator.ts'
export { startPostgres } from './postgres-process.ts'
export type { PostgresProcess } from './postgres-process.ts'
export { openQueue } from './queue.ts'
export type { Queue } from './queue.ts'
export { answerPlan, findPlan, findWaitingPlan, requestPlan } from './plans.ts'
export { listenRuns } from './run-changes.ts'
export type { RunChange } from './run-changes.ts'
export {
  findLastSteps,
  findLatestRun,
  findPlanOfEdition,
  findRun,
  findUnfinishedRun,
  listRuns,
} from './run-list.ts'
export type { LastStep, RunDetail, RunSummary } from './run-list.ts'
export type {
  FileChange,
  LedgerProblem,
  PlanAction,
  PlanReason,
  PlanStep,
  RunPlan,
  Scope,
  StepWarning,
} from './run-plan.ts'
export { cancelRun, findWaitingRun, requestRun } from './run-requests.ts'
export {
  closeAbandonedRuns,
  endRun,
  isRunUnderWay,
  recordStep,
  startRun,
  withFreeRunLock,
  withRunLock,
} from './runs.ts'
export type { RunLock } from './runs.ts'
export { openRefusals } from './refusals.ts'
export type { RefusedDoor, Refusals } from './refusals.ts'
export { setGrant } from './grants.ts'
export type { GrantDecision } from './grants.ts'
export {
  acceptInvitation,
  createInvitation,
  findInvitation,
  listInvitations,
  withdrawInvitation,
} from './invitations.ts'
export type { Invitation } from './invitations.ts'
export type { Oidc, OidcSettings } from './oidc.ts'
export { changePassword } from './password-change.ts'
export type { PasswordChangeAnswer } from './password-change.ts'
export { acceptPasswordLink, createPasswordLink, findPasswordLink } from './password-link.ts'
export { findPasswordProblem, longestPassword, shortestPassword } from './password-rule.ts'
export type { PasswordProblem } from './password-rule.ts'
export { findPerson, findPersonByEmail, hasRight, listPeople } from './people.ts'
export type { Grant, Person } from './people.ts'
export { PersonChanged } from './people-change.ts'
export type { Decision, PersonChange } from './people-change.ts'
export { endAccess, restoreAccess, setRole } from './people-role.ts'
export type { InvitedGrant } from './people-tables.ts'
export {
  beginSecondFactor,
  clearSecondFactor,
  confirmSecondFactor,
  renewRecoveryCodes,
  stopSecondFactor,
} from './second-factor.ts'
export type { SecondFactorSetup } from './second-factor.ts'
export { endOwnSessions, endSessions, findSession, listSessions, signOut, useSession } from './sessions.ts'
export type { Session, SignedIn } from './sessions.ts'
export { completeSignIn } from './sign-in-code.ts'
export { signIn } from './sign-in.ts'
export type { SignInAnswer, SignInAttempt } from './sign-in.ts'
export { createFirstAdmin, createSetupToken, hasAccounts, isSetupTokenValid } from './setup-link.ts'
export type {
  NewRunStep,
  PlanRow,
  PlanStatus,
  RunRow,
  RunStatus,
  RunStepRow,
  RunStepUpdate,
  StepStatus,
} from './run-tables.ts'
export type { EditionPinRow, EditionRow, PinKind } from './tables.ts'
export { findWorkState } from './work-state.ts'
export type { WorkState } from './work-state.ts'
export { createUpload } from './uploads/create-upload.ts'
export { pseudonymsFor } from './uploads/pseudonyms.ts'
export { decideThreshold, listThresholdDecisions } from './threshold-decisions.ts'
export type { ThresholdDecision } from './threshold-decisions.ts'
export { findRoundFacts, listRoundFacts, setRoundFacts } from './uploads/round-facts.ts'
export type { RoundFactsRow } from './uploads/round-facts.ts'
export { acceptDeviation, dropDeviation, setMatch, setReading } from './uploads/set-reading.ts'
export type {
  Deviation,
  NewUpload,
  RoundFacts,
  Upload,
  UploadDecision,
  UploadFilter,
  UploadProgress,
  UploadReading,
  UploadSummary,
} from './uploads/upload.ts'
export { UploadChanged } from './uploads/upload-changed.ts'
export { listenUploads } from './uploads/upload-changes.ts'
export { findLastReading, findLiveUpload, findUpload, listUploads } from './uploads/upload-list.ts'
export {
  approveUpload,
  publishUpload,
  requestCheck,
  requestPreview,
  withdrawUpload,
} from './uploads/upload-requests.ts'
export { listUploadsOver } from './uploads/uploads-over.ts'
export { movesFrom, uploadKinds, uploadStates } from './uploads/upload-tables.ts'
export type {
  UploadFile,
  UploadKind,
  UploadMove,
  UploadState,
  UploadWork,
  UploadWorkStatus,
} from './uploads/upload-tables.ts'
export { endPublishingRun, endTrialRun } from './uploads/end-upload-run.ts'
export type { UploadRunEnd, UploadRunOutcome } from './uploads/end-upload-run.ts'
export {
  endCheck,
  endRead,
  failUploadWork,
  findWaitingUpload,
  recordUploadProgress,
  withUploadWork,
} from './uploads/upload-work.ts'
export type { CheckedUpload } from './uploads/upload-work.ts'
export { countRequest } from './api/api-requests.ts'
export type { Requester } from './api/api-requests.ts'
export { createApiToken, listApiTokens, longestToken, revokeApiToken, useApiToken } from './api/api-tokens.ts'
export type { ApiToken } from './api/api-tokens.ts'
export { listSqlQueries, noteSqlQuery, recordSqlQuery } from './api/sql-queries.ts'
export type { SqlQuery } from './api/sql-queries.ts'
export { tellEditions } from './tell-editions.ts'
export type { ToldEdition } from './tell-editions.ts'
export { clearQuotation, listClearedQuotations, unclearQuotation } from './interviews/cleared-quotations.ts'
export type { ClearedQuotationRow } from './interviews/cleared-quotations.ts'
export { listMaskedStudies, listMasks, maskPassages, unmaskPassage } from './interviews/passage-masks.ts'
export type { InterviewMaskRow } from './interviews/passage-masks.ts'
export type { TextPlace } from './interviews/text-place.ts'
