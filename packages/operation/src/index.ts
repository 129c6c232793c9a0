export {
  ConfigurationError,
  listSettings,
  needsSecondFactor,
  readConfiguration,
  secondFactorPolicy,
} from './configuration.ts'
export type { Configuration, SecondFactorPolicy, SettingState } from './configuration.ts'
export { logFormat, openLog } from './log.ts'
export type { Log, LogFields } from './log.ts'
export { beginStopping, isStopping, onStopping } from './stopping.ts'
export { withoutPersons } from './without-persons.ts'
export { makeFolder } from './make-folder.ts'
export { getSecret } from './secret.ts'
