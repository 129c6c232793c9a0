import { type BetterAuthOptions, betterAuth } from 'better-auth'
import { admin } from 'better-auth/plugins'
import type { Ledger } from './ledger.ts'

export type AccountSettings = { secret: string; baseURL: string }

/** How people sign in: e-mail and password, accounts made by an admin only, sessions in the ledger. */
export function accountOptions(ledger: Ledger, { secret, baseURL }: AccountSettings) {
  return {
    database: { db: ledger, type: 'postgres' },
    ...(secret ? { secret } : {}),
    baseURL,
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 256 },
    plugins: [admin({ defaultRole: 'researcher', adminRoles: ['admin'] })],
    telemetry: { enabled: false },
    advanced: { cookiePrefix: 'pejling' },
    logger: { disabled: true },
  } satisfies BetterAuthOptions
}

export function openAccounts(ledger: Ledger, settings: AccountSettings) {
  return betterAuth(accountOptions(ledger, settings))
}

export type Accounts = ReturnType<typeof openAccounts>
