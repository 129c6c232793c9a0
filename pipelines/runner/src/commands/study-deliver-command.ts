import { resolve } from 'node:path'
import { deliverStudy, lackInWords } from '@pejling/archive'
import { recordAct } from '@pejling/ledger'
import { getStudy } from '@pejling/warehouse'
import type { Command } from 'commander'
import { type ExitCode, print, printJson } from '../output.ts'
import { viewerFor } from '../viewer.ts'
import { withEdition } from '../with-edition.ts'
import { does } from './does.ts'
import { asJson, ofEdition } from './option.ts'

/** Registers `pejling study deliver`. */
export function addStudyDeliverCommand(study: Command): void {
  study
    .command('deliver')
    .description(
      'a study as an afleveringspakke for the Danish National Archives; exit 1 while something is missing',
    )
    .argument('<study>')
    .argument('<folder>', 'a new folder')
    .requiredOption('--number <digits>', 'the running number the archive gave: the five digits of FD.XXXXX')
    .option('--archive-index <file>', 'the archive description (XML) the caseworker sent')
    .option('--context-index <file>', 'the list of documents (XML) the caseworker sent')
    .option('--documents <folder>', 'the documents, a folder for each number of the list: 1/1.tif')
    .option(...ofEdition)
    .option(...asJson)
    .action(does(studyDeliverCommand))
}

type Options = {
  number: string
  archiveIndex?: string
  contextIndex?: string
  documents?: string
  edition?: string
  json?: boolean
}

/** `pejling study deliver STUDY FOLDER --number 18005`: for those who may see all of the study. */
export async function studyDeliverCommand(
  id: string,
  to: string,
  { edition: wanted, json, ...delivery }: Options,
): Promise<ExitCode> {
  const folder = resolve(to)
  const told = await withEdition(wanted, async (edition, { ledger, caller }) => {
    const study = await getStudy(edition, id)
    const { seal, lacks } = await deliverStudy(edition, study, folder, delivery, viewerFor(caller, study))
    const details = { edition: edition.hash, delivery: `FD.${delivery.number}`, lacks: lacks.length, seal }
    await recordAct(ledger, { ...caller.by, act: 'export-study', subject: study.id, details })
    return { study: study.id, edition: edition.hash, folder, delivery: `FD.${delivery.number}`, seal, lacks }
  })
  if (json) printJson(told)
  else {
    print(`${told.delivery} of ${told.study}, edition ${told.edition}, is in ${folder}`)
    for (const lack of told.lacks) print(`missing: ${lackInWords(lack, 'en').replaceAll('`', '')}`)
    print(`seal ${told.seal}`)
  }
  return told.lacks.length ? 1 : 0
}
