import { type Actor, actorOf, findPersonByEmail, type Ledger, owner, type Person } from '@pejling/ledger'
import { type Configuration, needsSecondFactor, secondFactorPolicy } from '@pejling/operation'

/** Who acts at the command line: the owner of the home folder, or the person they said with `--as` or `PEJLING_AS`. */
export type Caller = { by: Actor; person?: Person }

/** Whoever can read the home folder can read the database: nothing is gained by asking who they are. */
export const ownerCaller: Caller = { by: owner }

/**
 * The person of an address, with the role and grants they have at this moment. Nobody signs in here: the log says that
 * the act came through the command line.
 *
 * @throws `no access: no account with the address of --as or PEJLING_AS`, `no access: this account's access has
 *   ended`, `no access: this account must have a second factor; sign in and set it up`
 */
export async function getCaller(
  ledger: Ledger,
  email: string,
  configuration: Configuration,
): Promise<Caller> {
  const person = await findPersonByEmail(ledger, email)
  if (!person) throw new Error('no access: no account with the address of --as or PEJLING_AS')
  if (person.ended) throw new Error("no access: this account's access has ended")
  if (!person.secondFactor && needsSecondFactor(secondFactorPolicy(configuration), person.role))
    throw new Error('no access: this account must have a second factor; sign in and set it up')
  return { by: { ...actorOf(person), through: 'command line' }, person }
}
