import { sql } from 'kysely'
import { type Right, type Role, findRole } from './access.ts'
import type { Ledger } from './ledger.ts'

/** A right to one study. `endsOn` is the last day it holds; `over` once that day is past. */
export type Grant = { study: string; right: Right; endsOn?: string; over: boolean }

/** An account. `version` counts what admins changed; whoever changes something says which version they saw. */
export type Person = {
  id: string
  name: string
  email: string
  role: Role
  ended: boolean
  secondFactor: boolean
  since: Date
  version: number
  grants: Grant[]
}

/** Everybody with an account, those whose access has ended last, by name. */
export async function listPeople(ledger: Ledger): Promise<Person[]> {
  return readPeople(ledger)
}

/** One account, read now. */
export async function findPerson(ledger: Ledger, id: string): Promise<Person | undefined> {
  return (await readPeople(ledger, { id }))[0]
}

/** One account by its address, whatever the case. */
export async function findPersonByEmail(ledger: Ledger, email: string): Promise<Person | undefined> {
  return (await readPeople(ledger, { email: email.trim().toLowerCase() }))[0]
}

/** Does the account hold the right to the study today (in Denmark)? An account whose access has ended holds none. */
export async function hasRight(
  ledger: Ledger,
  { person, study, right }: { person: string; study: string; right: Right },
): Promise<boolean> {
  const found = await findPerson(ledger, person)
  if (!found || found.ended) return false
  return found.grants.some((grant) => grant.study === study && grant.right === right && !grant.over)
}

async function readPeople(ledger: Ledger, only: { id?: string; email?: string } = {}): Promise<Person[]> {
  const people = await ledger
    .selectFrom('user')
    .select(['id', 'name', 'email', 'role', 'banned', 'twoFactorEnabled', 'createdAt'])
    .select((eb) => [
      eb
        .selectFrom('person_change')
        .select((change) => change.fn.coalesce(change.fn.max('version'), sql.lit(1)).as('version'))
        .whereRef('person', '=', 'user.id')
        .as('version'),
      sql<(Omit<Grant, 'endsOn'> & { endsOn: string | null })[]>`coalesce((
        SELECT jsonb_agg(jsonb_build_object('study', study, 'right', "right", 'endsOn', ends_on,
          'over', coalesce(ends_on < (now() AT TIME ZONE 'Europe/Copenhagen')::date, false)) ORDER BY study, "right")
        FROM study_grant WHERE person = "user".id), '[]')`.as('grants'),
    ])
    .$if(only.id !== undefined, (query) => query.where('id', '=', only.id ?? ''))
    .$if(only.email !== undefined, (query) => query.where('email', '=', only.email ?? ''))
    .orderBy((eb) => eb.fn.coalesce('banned', sql.lit(false)))
    .orderBy('name')
    .orderBy('id')
    .execute()
  return people.map(({ role, banned, twoFactorEnabled, createdAt, version, grants, ...person }) => ({
    ...person,
    role: findRole(role) ?? 'reader',
    ended: banned === true,
    secondFactor: twoFactorEnabled === true,
    since: createdAt,
    version: version ?? 1,
    grants: grants.map(({ endsOn, ...grant }) => (endsOn ? { ...grant, endsOn } : grant)),
  }))
}
