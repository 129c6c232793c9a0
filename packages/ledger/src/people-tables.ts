import type { ColumnType, Generated, Selectable } from 'kysely'
import type { Right, Role } from './access.ts'

type Moment = ColumnType<Date, Date | undefined, Date>

/** better-auth's accounts; what we read of them. `banned` is an account whose access has ended. */
export type UserTable = {
  id: string
  name: string
  email: string
  role: string | null
  banned: boolean | null
  twoFactorEnabled: boolean | null
  createdAt: Date
}
/** better-auth's ways of signing in to an account: a password, or a provider. */
export type AccountTable = { id: string; userId: string; providerId: string; password: string | null }
/** better-auth's sessions. `updatedAt` is when it was last used, to the minute; `provenBy` is ours: who asked
 * for a second factor in place of us, `provider` or nobody. */
export type SessionTable = {
  id: string
  token: string
  userId: string
  userAgent: string | null
  createdAt: Date
  updatedAt: Date
  expiresAt: Date
  provenBy: string | null
}
/** better-auth's short-lived values: second factors under way, browsers that are trusted. */
export type VerificationTable = { id: string; identifier: string; value: string; expiresAt: Date }

/** better-auth's second factors: a secret, encrypted, and recovery codes, hashed. */
export type TwoFactorTable = { id: string; userId: string; verified: boolean | null; backupCodes: string }

/** What an admin changed about a person. The highest version is the person's; two cannot make the same one. */
export type PersonChangeTable = { person: string; version: number; change: string; by: string; at: Moment }
/** A right to one study, until a day or until it is taken away. */
export type StudyGrantTable = {
  person: string
  study: string
  right: Right
  ends_on: string | null
  granted_by: string
  granted_at: Moment
}
/** A link that makes an account; only the token's hash is kept. */
export type InvitationTable = {
  id: Generated<number>
  token_hash: string
  email: string
  role: Role
  grants: ColumnType<InvitedGrant[], string, string>
  invited_by: string
  created_at: Moment
  expires_at: Date
  accepted_at: Date | null
  accepted_by: string | null
  withdrawn_at: Date | null
}
/** A link with which somebody sets a new password; only the token's hash is kept. */
export type PasswordLinkTable = {
  token_hash: string
  person: string
  made_by: string
  made_at: Moment
  expires_at: Date
  used_at: Date | null
}
export type InvitedGrant = { study: string; right: Right; endsOn?: string }
/** Tries at a password, counted by what they have in common; the bucket is a keyed hash and names nobody. */
export type SignInAttemptTable = {
  bucket: string
  tries: number
  free: number
  longest_pause: number
  pause_until: Date
  refused: boolean
  forget_at: Date
}
/** One-time codes that were used; none is good twice. */
export type SecondFactorUseTable = { person: string; code_hash: string; used_at: Moment }

export type PeopleTables = {
  user: UserTable
  account: AccountTable
  session: SessionTable
  verification: VerificationTable
  twoFactor: TwoFactorTable
  person_change: PersonChangeTable
  study_grant: StudyGrantTable
  invitation: InvitationTable
  password_link: PasswordLinkTable
  sign_in_attempt: SignInAttemptTable
  second_factor_use: SecondFactorUseTable
}
export type PersonChangeRow = Selectable<PersonChangeTable>
