import { actorOf, findRole, type Role } from './access.ts'
import type { Accounts } from './accounts.ts'
import { type Actor, recordAct } from './audit-log.ts'
import type { Ledger } from './ledger.ts'
import { assertStillMay } from './people-change.ts'
import { proveByEither } from './prove-again.ts'

/** Who is signed in, as the ledger has it at this moment. */
export type SignedIn = {
  session: {
    id: string
    createdAt: Date
    usedAt: Date
    expiresAt: Date
    /** Did the provider say that it asked for a second factor? */
    provenByProvider: boolean
  }
  account: { id: string; name: string; email: string; role: Role; secondFactor: boolean }
}

/** One place where a person is signed in. `browser` is what it says of itself. */
export type Session = { id: string; since: Date; expiresAt: Date; browser: string; current: boolean }

/**
 * Whose session a request belongs to. Nothing is remembered between requests: a session that was ended is gone, a role
 * that was taken away does not hold, with the next one.
 */
export async function findSession(accounts: Accounts, headers: Headers): Promise<SignedIn | undefined> {
  const found = await accounts.api.getSession({ headers })
  if (!found || found.user.banned) return undefined
  const { id, name, email, role, twoFactorEnabled } = found.user
  return {
    session: {
      ...{ id: found.session.id, createdAt: found.session.createdAt, expiresAt: found.session.expiresAt },
      usedAt: found.session.updatedAt,
      provenByProvider: found.session.provenBy === 'provider',
    },
    account: {
      ...{ id, name, email, role: findRole(role) ?? 'reader', secondFactor: twoFactorEnabled === true },
    },
  }
}

/**
 * The session of a request that counts as use of it. One that was not used for so many minutes is ended. At most once a
 * minute is it written that a session was used.
 */
export async function useSession(
  ledger: Ledger,
  accounts: Accounts,
  headers: Headers,
  { idleMinutes, now = new Date() }: { idleMinutes: number; now?: Date },
): Promise<SignedIn | undefined> {
  const found = await findSession(accounts, headers)
  if (!found) return undefined
  const { id, usedAt } = found.session
  if (usedAt <= minutesBefore(now, idleMinutes)) {
    await ledger.deleteFrom('session').where('id', '=', id).execute()
    return undefined
  }
  const aMinuteAgo = minutesBefore(now, 1)
  if (usedAt <= aMinuteAgo)
    await ledger
      .updateTable('session')
      .set({ updatedAt: now })
      .where('id', '=', id)
      .where('updatedAt', '<=', aMinuteAgo)
      .execute()
  return found
}

function minutesBefore(moment: Date, minutes: number): Date {
  return new Date(moment.getTime() - minutes * 60_000)
}

/** Where a person is signed in, newest first; `current` marks the session that asks. */
export async function listSessions(
  ledger: Ledger,
  { person, current, idleMinutes }: { person: string; current?: string; idleMinutes?: number },
): Promise<Session[]> {
  const sessions = await ledger
    .selectFrom('session')
    .select(['id', 'userAgent', 'createdAt', 'expiresAt'])
    .where('userId', '=', person)
    .where('expiresAt', '>', new Date())
    .$if(idleMinutes !== undefined, (query) =>
      query.where('updatedAt', '>', minutesBefore(new Date(), idleMinutes ?? 0)),
    )
    .orderBy('createdAt', 'desc')
    .orderBy('id')
    .execute()
  return sessions.map(({ id, userAgent, createdAt, expiresAt }) => ({
    ...{ id, since: createdAt, expiresAt, browser: (userAgent ?? '').slice(0, 300), current: id === current },
  }))
}

/**
 * Ends one session of a person, or with `except` all but that one. People end their own; an admin ends anybody's.
 *
 * @returns how many were ended
 * @throws `no access: …`
 */
export async function endSessions(
  ledger: Ledger,
  { person, by, ...which }: { person: string; by: Actor } & ({ session: string } | { except?: string }),
): Promise<number> {
  return ledger.transaction().execute(async (transaction) => {
    if (by.actor !== person) await assertStillMay(transaction, by)
    const ended = await transaction
      .deleteFrom('session')
      .where('userId', '=', person)
      .$if('session' in which, (query) => query.where('id', '=', 'session' in which ? which.session : ''))
      .$if('except' in which && which.except !== undefined, (query) =>
        query.where('id', '<>', 'except' in which ? (which.except ?? '') : ''),
      )
      .returning('id')
      .execute()
    if (ended.length)
      await recordAct(transaction, {
        ...by,
        act: 'end-session',
        subject: person,
        details: { sessions: ended.length },
      })
    return ended.length
  })
}

/**
 * Ends other sessions of the account that asks, one or all, once it has proved again who it is: by the password or a code.
 *
 * @returns how many were ended
 * @throws `session: none`, `password: wrong, or too many tries`
 */
export async function endOwnSessions(
  ledger: Ledger,
  accounts: Accounts,
  { proof, headers, session }: { proof: string; headers: Headers; session?: string },
): Promise<number> {
  const found = await findSession(accounts, headers)
  if (!found) throw new Error('session: none')
  const { account, session: current } = found
  await proveByEither(ledger, accounts, { account, proof, headers })
  const which = session === undefined ? { except: current.id } : { session }
  return endSessions(ledger, { person: account.id, by: actorOf(account), ...which })
}

/** Ends the session of the request; the headers take its cookie away. */
export async function signOut(ledger: Ledger, accounts: Accounts, headers: Headers): Promise<Headers> {
  const found = await findSession(accounts, headers)
  const { headers: taken } = await accounts.api.signOut({ headers, returnHeaders: true })
  if (found)
    await recordAct(ledger, { ...actorOf(found.account), act: 'sign-out', subject: found.account.id })
  return taken
}
