import {
  endAccess,
  findPersonByEmail,
  type Ledger,
  openLedger,
  owner,
  type Person,
  type Right,
  type Role,
  setGrant,
  startPostgres,
} from '@pejling/ledger'
import { openAccounts } from '@pejling/ledger/accounts'

/** The ledger of a test's house as its owner reaches it; its server stays up until `close`. */
export async function openLedgerOf(
  home: string,
): Promise<{ ledger: Ledger; url: string; close(): Promise<void> }> {
  const postgres = await startPostgres(home)
  const ledger = openLedger(postgres.url)
  let leave!: () => void
  // Whoever leaves last stops the server: this one connection stays, under a name of its own, so that a command that is run
  // in this process does not take it for one of its own.
  const address = new URL(postgres.url)
  address.searchParams.set('application_name', 'test that stays')
  const staying = openLedger(address.href)
  const stay = staying.connection().execute(() => new Promise<void>((left) => (leave = left)))
  return {
    ledger,
    url: postgres.url,
    async close() {
      leave()
      await stay
      await staying.destroy()
      await ledger.destroy()
      await postgres.stop()
    },
  }
}

/** An account with a role: `gro@example.org`. */
export async function addPerson(ledger: Ledger, name: string, role: Role): Promise<Person> {
  const accounts = openAccounts(ledger, { secret: 'x'.repeat(32), baseURL: 'http://127.0.0.1' })
  const email = `${name}@example.org`
  await accounts.api.createUser({ body: { name, email, password: 'correct horse battery staple', role } })
  return personOf(ledger, name)
}

export async function personOf(ledger: Ledger, name: string): Promise<Person> {
  return (await findPersonByEmail(ledger, `${name}@example.org`))!
}

export async function grant(
  ledger: Ledger,
  name: string,
  study: string,
  right: Right,
  given = true,
): Promise<void> {
  const { id, version } = await personOf(ledger, name)
  await setGrant(ledger, { person: id, seenVersion: version, by: owner, study, right, given })
}

export async function endAccessOf(ledger: Ledger, name: string): Promise<void> {
  const { id, version } = await personOf(ledger, name)
  await endAccess(ledger, { person: id, seenVersion: version, by: owner })
}

/** Somebody who sends files of a house and somebody who approves them: how each acts at the command line. */
export const [ane, bo] = [
  ['--as', 'ane@example.org'],
  ['--as', 'bo@example.org'],
]

/** Gives a house the two. */
export async function addAneAndBo(home: string): Promise<void> {
  const { ledger, close } = await openLedgerOf(home)
  await addPerson(ledger, 'ane', 'analyst')
  await addPerson(ledger, 'bo', 'admin')
  await close()
}
