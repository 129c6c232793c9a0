import type { Command } from 'commander'
import { readConfiguration } from '@pejling/operation'
import { newStudy } from '../authoring/new-study.ts'
import { type ExitCode, print, say } from '../output.ts'
import { addArchiveReadyCommand } from './archive-ready-command.ts'
import { does } from './does.ts'
import { addStudyArchiveCommands } from './study-archive-commands.ts'
import { addStudyDeliverCommand } from './study-deliver-command.ts'
import { addStudyRowsCommand } from './study-rows-command.ts'

/** Registers `pejling study`. */
export function addStudyCommands(program: Command): void {
  const study = program.command('study').description('studies as folders')
  study
    .command('new <id>')
    .description('write a small complete study that passes, to be changed into one’s own')
    .action(does(newStudyCommand))
  addStudyArchiveCommands(study)
  addStudyRowsCommand(study)
  addArchiveReadyCommand(study)
  addStudyDeliverCommand(study)
}

/** `pejling study new ID`: writes the folder among the studies, and says what to do next. */
export async function newStudyCommand(id: string): Promise<ExitCode> {
  const { studies } = readConfiguration(process.env)
  for (const file of await newStudy(studies, id)) print(`${studies}/${id}/${file}`)
  say('change the files, then: pejling run; pejling watch shows what an edit moves')
  return 0
}
