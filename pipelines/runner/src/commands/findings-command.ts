import { findings } from '@pejling/association'
import { getStudy } from '@pejling/warehouse'
import type { Command } from 'commander'
import { viewerFor } from '../viewer.ts'
import { findingsInWords } from '../findings-in-words.ts'
import { type ExitCode, print, printJson } from '../output.ts'
import { withEdition } from '../with-edition.ts'
import { does } from './does.ts'
import { asJson, ofEdition } from './option.ts'

/** Registers `pejling findings`. */
export function addFindingsCommand(program: Command): void {
  program
    .command('findings')
    .description('the matrix of a study’s findings, as printed and as computed today')
    .requiredOption('--study <study>', 'the study')
    .option('--round <round>', 'in a study with rounds; the last one if not said')
    .option(...asJson)
    .option(...ofEdition)
    .action(does(findingsCommand))
}

type Options = { study: string; round?: string; edition?: string; json?: boolean }

/** `pejling findings --study …`: the same object as `/findings/…` shows. */
export async function findingsCommand({ study, round, edition, json }: Options): Promise<ExitCode> {
  const found = await withEdition(edition, async (edition, { caller }) =>
    findings(edition, { study, round }, viewerFor(caller, await getStudy(edition, study))),
  )
  if (json) printJson(found)
  else print(findingsInWords(found))
  return 0
}
