import type { Study } from '@pejling/indicators'
import { getStudy, type Lineage, lineage, listStudies } from '@pejling/warehouse'
import type { Command } from 'commander'
import { viewerFor } from '../viewer.ts'
import { lineageInWords } from '../lineage-in-words.ts'
import { type ExitCode, print, printJson } from '../output.ts'
import { withEdition } from '../with-edition.ts'
import { does } from './does.ts'
import { asJson, collected, ofEdition } from './option.ts'

/** Registers `pejling lineage`. */
export function addLineageCommand(program: Command): void {
  program
    .command('lineage <of>')
    .description('where a variable, indicator, table, printed table or file comes from, and what uses it')
    .option('--study <study>', 'the study; the only one that has it if not said')
    .option('--up', 'what it is made of only')
    .option('--down', 'what uses it only')
    .option('--open <word>', 'show one by one what is shown as one; may be repeated', collected)
    .option(...asJson)
    .option(...ofEdition)
    .action(does(lineageCommand))
}

type Options = {
  study?: string
  up?: boolean
  down?: boolean
  open?: string[]
  edition?: string
  json?: boolean
}

/** `pejling lineage screening --study kora-2017`: the same object as `/lineage/kora-2017/variable/screening` shows. */
export async function lineageCommand(of: string, options: Options): Promise<ExitCode> {
  const { study, up, down, open, edition, json } = options
  const found = await withEdition(edition, async (edition, { caller }) => {
    const ask = async (study: Study) =>
      lineage(edition, { study: study.id, of, open }, viewerFor(caller, study))
    return study ? ask(await getStudy(edition, study)) : onlyOne(of, await listStudies(edition), ask)
  })
  if (json) printJson(found)
  else print(lineageInWords(found, up === down ? ['up', 'down'] : [up ? 'up' : 'down']))
  return 0
}

/** @throws `--study: expected one, since a and b have screening`, `unknown in any study: screning` */
async function onlyOne(
  of: string,
  studies: Study[],
  ask: (study: Study) => Promise<Lineage>,
): Promise<Lineage> {
  const found: Lineage[] = []
  for (const study of studies)
    found.push(
      ...(await ask(study).then(
        (lineage) => [lineage],
        (problem: Error) => {
          if (problem.message.startsWith('unknown in ')) return []
          throw problem
        },
      )),
    )
  if (found.length === 1) return found[0]
  const having = found.map(({ study }) => study).join(' and ')
  if (found.length) throw new Error(`--study: expected one, since ${having} have ${of}`)
  throw new Error(`unknown in any study: ${of}`)
}
