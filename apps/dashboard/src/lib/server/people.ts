import { listPeople } from '@pejling/ledger'
import type { Ledger } from '@pejling/ledger'
import { listStudies } from '@pejling/warehouse'
import type { SeenGrant } from '#lib/people/seen-grant.ts'
import { getHouse } from './house.ts'

/** Whom to ask: the admins' names and addresses; nobody while the ledger is away. */
export async function listAdmins(): Promise<{ name: string; email: string }[]> {
  const { ledger } = getHouse()
  const people = ledger ? await listPeople(ledger).catch(() => []) : []
  return people
    .filter(({ role, ended }) => role === 'admin' && !ended)
    .map(({ name, email }) => ({ name, email }))
}

/** How one who may not see all gets to: by signing in, or by asking an admin. Nothing in a house without accounts. */
export async function whomToAsk({ account }: App.Locals) {
  if (!getHouse().accounts) return undefined
  // Only one who is let in may know who the admins are.
  return { signedIn: account !== undefined, admins: account ? await listAdmins() : [] }
}

/** Everybody's name by account, for who reads what they did. */
export async function listNames(ledger: Ledger): Promise<Record<string, string>> {
  return Object.fromEntries((await listPeople(ledger)).map(({ id, name }) => [id, name]))
}

/** The studies of the live edition with their titles. */
export async function listTitles(locals: App.Locals) {
  const studies = locals.edition ? await listStudies(locals.edition) : []
  return studies.map(({ id, title }) => ({ id, title }))
}

type Titles = Awaited<ReturnType<typeof listTitles>>
type Given = { study: string; right: SeenGrant['right']; endsOn?: string; over: boolean }

/** Rights as they are shown: those that hold, with the studies' titles. */
export function seenGrants(grants: Given[], titles: Titles): SeenGrant[] {
  return grants
    .filter(({ over }) => !over)
    .map(({ study, right, endsOn }) => ({
      study,
      right,
      title: titles.find(({ id }) => id === study)?.title,
      // Noon, so that the day is the same one everywhere in Europe.
      ...(endsOn && { endsOn: new Date(`${endsOn}T12:00:00Z`) }),
    }))
}
