import { getStudy, listProfileUnits, profile } from '@pejling/warehouse'
import type { Command } from 'commander'
import { viewerFor } from '../viewer.ts'
import { type ExitCode, print, printJson } from '../output.ts'
import { profileInWords, profileUnitsInWords } from '../profile-in-words.ts'
import { withEdition } from '../with-edition.ts'
import { does } from './does.ts'
import { asJson, ofEdition } from './option.ts'

/** Registers `pejling profile`. */
export function addProfileCommand(program: Command): void {
  program
    .command('profile')
    .description('where one institution or municipality lies among its peers; never a person')
    .argument('[key]', 'which one; all are listed if not said')
    .requiredOption('--study <study>', 'the study')
    .requiredOption('--unit <unit>', 'institution or municipality')
    .option('--peers <peers>', 'all, an outer unit or an assigned variable', 'all')
    .option('--round <round>', 'in a study with rounds; the last one if not said')
    .option(...asJson)
    .option(...ofEdition)
    .action(does(profileCommand))
}

type Options = {
  study: string
  unit: string
  peers: string
  round?: string
  edition?: string
  json?: boolean
}

/** `pejling profile [key] --study … --unit …`: the same objects as `/studies/…/units/…` shows. */
export async function profileCommand(
  key: string | undefined,
  { study, unit, peers, round, edition: wanted, json }: Options,
): Promise<ExitCode> {
  await withEdition(wanted, async (edition, { caller }) => {
    const about = await getStudy(edition, study)
    const viewer = viewerFor(caller, about)
    if (key === undefined) {
      const found = await listProfileUnits(edition, { study, unit }, viewer)
      return json ? printJson(found) : print(profileUnitsInWords(found))
    }
    const found = await profile(edition, { study, unit, key, peers, round }, viewer)
    if (json) printJson(found)
    else print(profileInWords(found, about))
  })
  return 0
}
