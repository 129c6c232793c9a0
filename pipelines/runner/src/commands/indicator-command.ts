import { getStudy, indicatorCard, listIndicators } from '@pejling/warehouse'
import type { Command } from 'commander'
import { viewerFor } from '../viewer.ts'
import { indicatorInWords } from '../indicator-in-words.ts'
import { aligned, type ExitCode, print, printJson } from '../output.ts'
import { withEdition } from '../with-edition.ts'
import { does } from './does.ts'
import { asJson, ofEdition } from './option.ts'

/** Registers `pejling indicator`. */
export function addIndicatorCommand(program: Command): void {
  program
    .command('indicator')
    .description('the indicators of a study, or the card of one: what it means and where it comes from')
    .argument('[id]', 'the indicator; all are listed if not said')
    .requiredOption('--study <study>', 'the study')
    .option('--definition <version>', 'a definition that is not the one in force')
    .option(...asJson)
    .option(...ofEdition)
    .action(does(indicatorCommand))
}

type Options = { study: string; definition?: string; edition?: string; json?: boolean }

/** `pejling indicator [id] --study …`: the same objects as `/studies/…/indicators` shows. */
export async function indicatorCommand(
  id: string | undefined,
  { study, definition, edition: wanted, json }: Options,
): Promise<ExitCode> {
  await withEdition(wanted, async (edition, { caller }) => {
    const viewer = viewerFor(caller, await getStudy(edition, study))
    if (id === undefined) {
      const known = (await listIndicators(edition, study)).map(({ indicator }) => indicator)
      if (json) return printJson(known)
      const rows = known.map((one) => [one.id, one.quality, one.label.en, `${one.definitions.length}`])
      return print(aligned([['id', 'quality', 'label', 'definitions'], ...rows], { right: [3] }))
    }
    const version = definition === undefined ? undefined : Number(definition)
    const card = await indicatorCard(edition, { study, id, version }, viewer)
    if (json) printJson(card)
    else print(indicatorInWords(card))
  })
  return 0
}
