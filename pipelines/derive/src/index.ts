export { checkSql } from './check-sql.ts'
export { derivedFile, deriveVariables } from './derive-variables.ts'
export type { DeriveWork } from './derive-variables.ts'
export type { UnitRows } from './unit-rows.ts'
