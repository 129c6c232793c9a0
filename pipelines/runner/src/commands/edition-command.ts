import { access } from 'node:fs/promises'
import { chosen, findEditionBefore, noteEdition, useEdition } from '@pejling/ledger'
import type { Command } from 'commander'
import { editionFile } from '../home.ts'
import { type House, withHouse } from '../house.ts'
import { type ExitCode, print, printJson } from '../output.ts'
import { getEditionHash } from '../with-edition.ts'
import { does } from './does.ts'
import { addEditionArchiveCommands } from './edition-archive-command.ts'
import { addEditionCompareCommand } from './edition-compare-command.ts'
import { addEditionKeepCommands } from './edition-keep-command.ts'
import { addEditionListCommand } from './edition-list-command.ts'
import { asJson } from './option.ts'

/** Registers `pejling edition …`. */
export function addEditionCommands(program: Command): void {
  const editions = program.command('edition').description('published editions')
  addEditionListCommand(editions)
  addEditionCompareCommand(editions)
  editions
    .command('use')
    .description('make an edition live')
    .argument('<hash>', 'its hash, or the beginning of it')
    .option(...asJson)
    .action(does(useEditionCommand))
  editions
    .command('undo')
    .description('make the edition live that was it before; done twice, all is as it was')
    .option(...asJson)
    .action(does(undoEditionCommand))
  editions
    .command('note')
    .description('say something about an edition; an empty text takes it away')
    .argument('<hash>', 'its hash, or the beginning of it')
    .argument('<text>', 'without names')
    .action(does(noteEditionCommand))
  addEditionKeepCommands(editions)
  addEditionArchiveCommands(editions)
}

type Answer = { json?: boolean }

/** `pejling edition use HASH`: makes an edition live; the running dashboard follows without a restart. */
export function useEditionCommand(wanted: string, { json }: Answer): Promise<ExitCode> {
  return withHouse<ExitCode>(async (house) => makeLive(house, await getEditionHash(house, wanted), json))
}

/** `pejling edition undo`: what was live before is live again. */
export function undoEditionCommand({ json }: Answer): Promise<ExitCode> {
  return withHouse<ExitCode>(async (house) => {
    const before = await findEditionBefore(house.ledger)
    if (!before) throw new Error('undo: no other edition was live before that is still there')
    return makeLive(house, before, json)
  })
}

/** `pejling edition note HASH TEXT`. */
export function noteEditionCommand(wanted: string, text: string): Promise<ExitCode> {
  return withHouse<ExitCode>(async (house) => {
    const hash = await getEditionHash(house, wanted)
    await noteEdition(house.ledger, hash, text, house.caller.by)
    print(text.trim() ? `noted on ${hash}` : `no note on ${hash}`)
    return 0
  })
}

async function makeLive(house: House, hash: string, json: boolean | undefined): Promise<ExitCode> {
  await access(editionFile(house.home, hash)).catch((cause) => {
    throw new Error(`edition: the file of ${hash} is gone; pejling run builds today's anew`, { cause })
  })
  const moved = await useEdition(house.ledger, hash, chosen, house.caller.by)
  if (json) printJson({ live: hash, moved })
  else print(moved ? `edition ${hash} is live` : `edition ${hash} was live already`)
  return 0
}
