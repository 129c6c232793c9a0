import { getCodebook, listPublishedTables, listRelations, listStudies } from '@pejling/warehouse'
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
    for (const study of await listStudies(edition)) {
      const { variables } = await getCodebook(edition, study.id)
      const tables = await listPublishedTables(edition, study.id)
      found.push({
        study,
        variables,
        tables: tables.length,
        relations: await listRelations(edition, study.id),
      })
    }
    return found
  })
  if (json)
    printJson(
      studies.map(({ study, variables, tables, relations }) => ({
        ...study,
        tables,
        variables: variables.map(({ id, label, unit, scale, categories }) => ({
          ...{ id, label, unit, scale },
          categories: categories?.map(({ id }) => id),
        })),
        relations,
      })),
    )
  else
    for (const { study, variables, tables, relations } of studies) {
      print(`${study.id}  ${study.title.en}${study.synthetic ? ' (synthetic)' : ''}`)
      print(`  ${variables.length} variables, ${tables} published tables, ${relations.length} relations`)
      print(aligned(variables.map(({ id, unit, scale, label }) => [`  ${id}`, unit, scale, label.en])))
    }
  return 0
}
