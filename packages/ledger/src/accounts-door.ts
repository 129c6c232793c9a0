/**
 * The side door `@pejling/ledger/accounts`: what carries better-auth, some five hundred files that only those load who sign
 * people in. A command that asks the ledger for the live edition does not pay for them.
 */
export { openAccounts, sessionHours } from './accounts.ts'
export { oidcPath, openOidc } from './oidc.ts'
