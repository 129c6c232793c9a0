import {
  createApiToken,
  findPersonByEmail,
  listApiTokens,
  type Person,
  revokeApiToken,
} from '@pejling/ledger'
import type { Command } from 'commander'
import { type House, withHouse } from '../house.ts'
import { aligned, type ExitCode, print, printJson } from '../output.ts'
import { listStudyNames } from '../study-folder.ts'
import { does } from './does.ts'
import { asJson } from './option.ts'

/** `pejling token …`: what programs read `/api/v1` with. */
export function addTokenCommands(program: Command): void {
  const tokens = program.command('token').description('what programs read /api/v1 with')
  const ofPerson = ['--person <e-mail>', 'whose; the one of --as if not said'] as const
  tokens
    .command('create')
    .description('a token with which a program reads one study as that person may; shown this one time')
    .argument('<name>')
    .requiredOption('--study <study>', 'the study it is for')
    .option('--days <n>', 'how long it is good, up to 365', '30')
    .option(...ofPerson)
    .option(...asJson)
    .action(does(createTokenCommand))
  tokens
    .command('list')
    .description('tokens with their study, until when they are good and when they were used last')
    .option(...ofPerson)
    .option(...asJson)
    .action(does(listTokensCommand))
  tokens
    .command('revoke')
    .description('end a token at once and for good')
    .argument('<number>')
    .option(...ofPerson)
    .option(...asJson)
    .action(does(revokeTokenCommand))
}

type Options = { person?: string; json?: boolean }

/** `pejling token create NAME --study …`: the token goes to standard output, alone, so that it can be kept by a program. */
export async function createTokenCommand(
  name: string,
  { study, days, person, json }: Options & { study: string; days: string },
): Promise<ExitCode> {
  const made = await withHouse(async (house) => {
    const known = await listStudyNames(house.home.studies)
    if (!known.includes(study))
      throw new Error(`unknown study: ${study}; expected one of ${known.join(', ')}`)
    const { id } = await getOwner(house, person)
    return createApiToken(house.ledger, { person: id, study, name, days: Number(days), by: house.caller.by })
  })
  if (json) printJson(made)
  else print(made.token)
  return 0
}

/** `pejling token list`: the newest first; never the token itself. */
export async function listTokensCommand({ person, json }: Options): Promise<ExitCode> {
  const found = await withHouse(async (house) =>
    listApiTokens(house.ledger, (await getOwner(house, person)).id),
  )
  const day = (moment: Date) => moment.toISOString().slice(0, 10)
  if (json) printJson(found)
  else if (!found.length) print('no token yet; pejling token create')
  else
    print(
      aligned(
        found.map(({ id, name, study, expiresAt, lastUsedOn, revokedAt }) => [
          ...[`${id}`, name, study, revokedAt ? `revoked ${day(revokedAt)}` : `until ${day(expiresAt)}`],
          lastUsedOn ? `used ${lastUsedOn}` : 'never used',
        ]),
      ),
    )
  return 0
}

/** `pejling token revoke NUMBER`: it opens nothing from the next request on. */
export async function revokeTokenCommand(number: string, { person, json }: Options): Promise<ExitCode> {
  const id = Number(number)
  if (!Number.isSafeInteger(id)) throw new Error(`token: expected its number, found ${number}`)
  await withHouse(async (house) => {
    const owner = await getOwner(house, person)
    await revokeApiToken(house.ledger, { person: owner.id, id, by: house.caller.by })
  })
  if (json) printJson({ revoked: id })
  else print(`token ${id} is revoked`)
  return 0
}

/** Whose tokens it is about. One who acts as a person has only their own. */
async function getOwner({ ledger, caller }: House, email: string | undefined): Promise<Pick<Person, 'id'>> {
  const found = email === undefined ? undefined : await findPersonByEmail(ledger, email)
  if (email !== undefined && !found)
    throw new Error('unknown person: no account with this address; pejling people list')
  if (!caller.person) {
    if (!found) throw new Error('token: expected --person, since the owner of the house has no account')
    return found
  }
  if (found && found.id !== caller.person.id) throw new Error('no access: tokens are their own person’s')
  return caller.person
}
