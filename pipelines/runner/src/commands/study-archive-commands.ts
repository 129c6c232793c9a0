import { resolve } from 'node:path'
import { exportStudy } from '@pejling/archive'
import { recordAct } from '@pejling/ledger'
import { getStudy } from '@pejling/warehouse'
import type { Command } from 'commander'
import { type ExitCode, print, printJson } from '../output.ts'
import { viewerFor } from '../viewer.ts'
import { withEdition } from '../with-edition.ts'
import { does } from './does.ts'
import { asJson, ofEdition } from './option.ts'

/** Registers `pejling study export`. */
export function addStudyArchiveCommands(study: Command): void {
  study
    .command('export')
    .description(
      'a study as a folder: Parquet, CSV, codebook, Frictionless, DDI, the files as received, checksums',
    )
    .argument('<study>')
    .argument('<folder>', 'a new folder')
    .option(...ofEdition)
    .option(...asJson)
    .action(does(exportStudyCommand))
}

/** `pejling study export STUDY FOLDER`: as whoever acts may see it. */
export async function exportStudyCommand(
  id: string,
  to: string,
  { edition: wanted, json }: { edition?: string; json?: boolean },
): Promise<ExitCode> {
  const folder = resolve(to)
  const told = await withEdition(wanted, async (edition, { ledger, caller }) => {
    const study = await getStudy(edition, id)
    const { seal, withheld } = await exportStudy(edition, study, folder, viewerFor(caller, study))
    const details = { edition: edition.hash, withheld, seal }
    await recordAct(ledger, { ...caller.by, act: 'export-study', subject: study.id, details })
    return { study: study.id, edition: edition.hash, folder, seal, withheld }
  })
  if (json) printJson(told)
  else {
    print(`${told.study} of edition ${told.edition} is in ${folder}`)
    if (told.withheld) print('without its rows: counts are there instead, the small ones hidden')
    print(`seal ${told.seal}`)
  }
  return 0
}
