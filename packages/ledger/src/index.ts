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
export { openAccounts } from './accounts.ts'
export type { Accounts, AccountSettings } from './accounts.ts'
export { acts, listAuditEntries, owner, recordAct } from './audit-log.ts'
export type { Act, Actor, AuditDetails, AuditEntry, AuditFilter, NewAuditEntry } from './audit-log.ts'
export { verifyAuditLog } from './audit-log-verify.ts'
export type { AuditVerdict, ChainBreak } from './audit-log-verify.ts'
export { findLiveEdition, listEditions, recordEdition, useEdition, watchLiveEdition } from './editions.ts'
export { checkLedger, isInUse, openLedger } from './ledger.ts'
export type { Ledger } from './ledger.ts'
export { migrate } from './migrate.ts'
export { migrateBack } from './migrate-back.ts'
export { listMigrations } from './migrator.ts'
export { startPostgres } from './postgres-process.ts'
export type { PostgresProcess } from './postgres-process.ts'
export { openQueue } from './queue.ts'
export type { Queue } from './queue.ts'
export { endRun, findLatestRun, recordStep, startRun, withRunLock } from './runs.ts'
export { signIn } from './sign-in.ts'
export type { SignInAnswer, SignInAttempt } from './sign-in.ts'
export { createFirstAdmin, createSetupToken, hasAccounts, isSetupTokenValid } from './setup-link.ts'
export type { EditionRow, NewRunStep, RunRow, RunStatus, RunStepRow, StepStatus } from './tables.ts'
export { findWorkState } from './work-state.ts'
export type { WorkState } from './work-state.ts'
