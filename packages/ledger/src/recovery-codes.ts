import { randomBytes } from 'node:crypto'
import type { Accounts } from './accounts.ts'
import type { Ledger } from './ledger.ts'
import { hashPassword, saltOf } from './password-hash.ts'

/**
 * Recovery codes as they are kept: each as Argon2id makes it, those of one set with one salt, so that a code that is tried
 * costs one hash. What is hashed already stays, since better-auth puts back what is left of a set.
 *
 * @param codes a JSON array, as better-auth hands it over
 */
export async function hashRecoveryCodes(codes: string): Promise<string> {
  const list = JSON.parse(codes) as string[]
  const salt = list.map(saltOf).find((known) => known !== undefined) ?? randomBytes(16)
  const kept = list.map(async (code) => (saltOf(code) ? code : hashPassword(code, salt)))
  return JSON.stringify(await Promise.all(kept))
}

/**
 * What a recovery code of that person would be kept as; without a set of theirs, the code itself. A set that was kept
 * encrypted, as the first installations did, is hashed now.
 */
export async function keptFormOf(
  ledger: Ledger,
  accounts: Accounts,
  { person, code }: { person: string; code: string },
): Promise<string> {
  const row = await ledger
    .selectFrom('twoFactor')
    .select(['id', 'backupCodes'])
    .where('userId', '=', person)
    .executeTakeFirst()
  if (!row) return code
  let kept = row.backupCodes
  if (!kept.startsWith('[')) {
    const { symmetricDecrypt } = await import('better-auth/crypto')
    const { secretConfig } = await accounts.$context
    kept = await hashRecoveryCodes(await symmetricDecrypt({ key: secretConfig, data: kept }))
    await ledger
      .updateTable('twoFactor')
      .set({ backupCodes: kept })
      .where('id', '=', row.id)
      .where('backupCodes', '=', row.backupCodes)
      .execute()
  }
  const [salt] = (JSON.parse(kept) as string[]).map(saltOf)
  return salt ? hashPassword(code, salt) : code
}
