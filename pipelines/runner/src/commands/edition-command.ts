import { access } from 'node:fs/promises'
import { chosen, listEditions, useEdition } from '@pejling/ledger'
import type { Command } from 'commander'
import { editionFile } from '../home.ts'
import { withHouse } from '../house.ts'
import { aligned, type ExitCode, print, printJson } from '../output.ts'
import { getEditionHash } from '../with-edition.ts'
import { does } from './does.ts'
import { asJson } from './option.ts'

/** Registers `pejling edition …`. */
export function addEditionCommands(program: Command): void {
  const editions = program.command('edition').description('published editions')
  editions
    .command('list')
    .description('newest first')
    .option(...asJson)
    .action(does(listEditionsCommand))
  editions
    .command('use')
    .description('make an edition live')
    .argument('<hash>', 'its hash, or the beginning of it')
    .option(...asJson)
    .action(does(useEditionCommand))
}

/** `pejling edition list`: every edition that was ever published, newest first. */
export async function listEditionsCommand({ json }: { json?: boolean }): Promise<ExitCode> {
  const editions = await withHouse(({ ledger }) => listEditions(ledger))
  if (json) printJson(editions)
  else if (!editions.length) print('no edition yet; pejling run')
  else
    print(
      aligned(
        editions.map(({ hash, created_at, live }) => [hash, created_at.toISOString(), live ? 'live' : '']),
      ),
    )
  return 0
}

/** `pejling edition use HASH`: makes an edition live; the running dashboard follows without a restart. */
export async function useEditionCommand(wanted: string, { json }: { json?: boolean }): Promise<ExitCode> {
  const { hash, moved } = await withHouse(async (house) => {
    const hash = await getEditionHash(house, wanted)
    await access(editionFile(house.home, hash)).catch((cause) => {
      throw new Error(`edition: the file of ${hash} is gone; pejling run builds today's anew`, { cause })
    })
    return { hash, moved: await useEdition(house.ledger, hash, chosen, house.caller.by) }
  })
  if (json) printJson({ live: hash, moved })
  else print(moved ? `edition ${hash} is live` : `edition ${hash} was live already`)
  return 0
}
