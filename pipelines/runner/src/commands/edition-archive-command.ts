import { resolve } from 'node:path'
import { exportEdition, importEdition } from '@pejling/archive'
import type { Study } from '@pejling/indicators'
import { chosen, listMaskedStudies, recordAct, recordEdition, useEdition } from '@pejling/ledger'
import type { Command } from 'commander'
import { viewerFor } from '../viewer.ts'
import { editionFile } from '../home.ts'
import { withHouse } from '../house.ts'
import { type ExitCode, print, printJson } from '../output.ts'
import { withEdition } from '../with-edition.ts'
import { does } from './does.ts'
import { asJson } from './option.ts'

/** Registers `pejling edition export` and `pejling edition import`. */
export function addEditionArchiveCommands(editions: Command): void {
  editions
    .command('export')
    .description('an edition as a folder: Parquet, CSV, Frictionless, DDI, the files as received, checksums')
    .argument('<hash>', 'its hash, or the beginning of it')
    .argument('<folder>', 'a new folder')
    .option(...asJson)
    .action(does(exportEditionCommand))
  editions
    .command('import')
    .description('make the edition of an exported folder again; it is held to every checksum')
    .argument('<folder>')
    .option('--seal <sha256>', 'the checksum that the export printed')
    .option('--use', 'and make it live')
    .option(...asJson)
    .action(does(importEditionCommand))
}

/** `pejling edition export HASH FOLDER`: as whoever acts may see it. */
export async function exportEditionCommand(
  wanted: string,
  to: string,
  { json }: { json?: boolean },
): Promise<ExitCode> {
  const folder = resolve(to)
  const told = await withEdition(wanted, async (edition, { ledger, caller }) => {
    const masked = await listMaskedStudies(ledger)
    const viewerOf = (study: Study) => viewerFor(caller, study)
    const { seal, withheld } = await exportEdition(edition, folder, viewerOf, masked)
    const details = { withheld, seal }
    await recordAct(ledger, { ...caller.by, act: 'export-edition', subject: edition.hash, details })
    return { edition: edition.hash, folder, seal, withheld }
  })
  if (json) printJson(told)
  else {
    print(`edition ${told.edition} is in ${folder}`)
    if (told.withheld.length)
      print(`without the rows of ${told.withheld.join(', ')}: such a folder cannot be imported`)
    print(`seal ${told.seal}: keep it elsewhere, and give it to import with --seal`)
  }
  return 0
}

type ImportOptions = { seal?: string; use?: boolean; json?: boolean }

/** `pejling edition import FOLDER`: the edition is there, and live if that is asked for. */
export function importEditionCommand(
  from: string,
  { seal: known, use, json }: ImportOptions,
): Promise<ExitCode> {
  return withHouse<ExitCode>(async ({ home, ledger, caller }) => {
    const fileOf = (hash: string) => editionFile(home, hash)
    const { hash, codeVersion, seal } = await importEdition(resolve(from), fileOf, known)
    await ledger.transaction().execute(async (transaction) => {
      await recordEdition(transaction, { hash, codeVersion })
      await recordAct(transaction, { ...caller.by, act: 'import-edition', subject: hash, details: { seal } })
    })
    const moved = use ? await useEdition(ledger, hash, chosen, caller.by) : false
    if (json) printJson({ edition: hash, seal, live: moved })
    else
      print(`edition ${hash} is here${moved ? ' and live' : `; pejling edition use ${hash} makes it live`}`)
    return 0
  })
}
