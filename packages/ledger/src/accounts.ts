import { type BetterAuthOptions, betterAuth } from 'better-auth'
import { admin, twoFactor } from 'better-auth/plugins'
import { adminAc, userAc } from 'better-auth/plugins/admin/access'
import type { Ledger } from './ledger.ts'
import { hashPassword, verifyPassword } from './password-hash.ts'
import { hashRecoveryCodes } from './recovery-codes.ts'

export type AccountSettings = { secret: string; baseURL: string }

/** A session ends after a working day, whatever is done in it. */
export const sessionHours = 12

/**
 * How people sign in: e-mail and password, accounts made by invitation only, sessions in the ledger and read anew at every
 * request, a second factor for who wants one. None of better-auth's own endpoints is open to the web; `signIn` and its
 * neighbours call them.
 */
export function accountOptions(ledger: Ledger, { secret, baseURL }: AccountSettings) {
  return {
    appName: 'Pejling',
    database: { db: ledger, type: 'postgres' },
    ...(secret ? { secret } : {}),
    baseURL,
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 12,
      maxPasswordLength: 256,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    session: {
      ...{ expiresIn: sessionHours * 3600, disableSessionRefresh: true, cookieCache: { enabled: false } },
      // `provider` if it said that it asked for a second factor.
      additionalFields: { provenBy: { type: 'string', required: false, input: false } },
    },
    plugins: [
      admin({ defaultRole: 'reader', adminRoles: ['admin'], roles: knownToBetterAuth }),
      twoFactor({
        issuer: 'Pejling',
        totpOptions: { digits: 6, period: 30 },
        // Nobody reads a code back, so nothing is there to decrypt: `keptFormOf` hashes what is tried.
        backupCodeOptions: {
          storeBackupCodes: { encrypt: hashRecoveryCodes, decrypt: async (kept) => kept },
        },
      }),
    ],
    telemetry: { enabled: false },
    advanced: {
      ...cookieRule(baseURL),
      // An address that a client may write into a header by itself is not worth keeping.
      ipAddress: { disableIpTracking: true },
    },
    logger: { disabled: true },
  } satisfies BetterAuthOptions
}

export function openAccounts(ledger: Ledger, settings: AccountSettings) {
  return betterAuth(accountOptions(ledger, settings))
}

export type Accounts = ReturnType<typeof openAccounts>

/** Behind TLS a cookie is `__Host-`: only this host could have set it. better-auth by itself would say `__Secure-`. */
function cookieRule(baseURL: string) {
  const secure = baseURL.startsWith('https:')
  return {
    cookiePrefix: secure ? '__Host-pejling' : 'pejling',
    useSecureCookies: false,
    defaultCookieAttributes: { secure },
  }
}

const knownToBetterAuth = { reader: userAc, researcher: userAc, analyst: userAc, admin: adminAc }
