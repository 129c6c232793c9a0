import { listStudies, studyOverview } from '@pejling/warehouse'
import type { Command } from 'commander'
import { aligned, type ExitCode, print, printJson } from '../output.ts'
import { withEdition } from '../with-edition.ts'
import { does } from './does.ts'
import { asJson, ofEdition } from './option.ts'

/** Registers `pejling studies`. */
export function addStudiesCommand(program: Command): void {
  program
    .command('studies')
    .description('the studies and their variables')
    .option(...asJson)
    .option(...ofEdition)
    .action(does(studiesCommand))
}

/** `pejling studies`: the studies of the live edition, with their variables. */
export async function studiesCommand({
  json,
  edition,
}: {
  json?: boolean
  edition?: string
}): Promise<ExitCode> {
  const studies = await withEdition(edition, async (edition) => {
    const found = []
    for (const study of await listStudies(edition)) found.push(await studyOverview(edition, study))
    return found
  })
  if (json) printJson(studies)
  else
    for (const { id, title, synthetic, variables, tables, relations } of studies) {
      print(`${id}  ${title.en}${synthetic ? ' (synthetic)' : ''}`)
      print(`  ${variables.length} variables, ${tables} published tables, ${relations.length} relations`)
      print(aligned(variables.map(({ id, unit, scale, label }) => [`  ${id}`, unit, scale, label.en])))
    }
  return 0
}
