import type { Command } from 'commander'
import { addAgreementCommands } from './agreement-command.ts'
import { does } from './does.ts'
import { draftInterviewsCommand } from './interviews-draft.ts'
import { readInterviewsCommand } from './interviews-read.ts'
import { addInterviewSights } from './interviews-see-commands.ts'
import { writeInterviewsCommand } from './interviews-write.ts'
import { addNoteCommands } from './note-commands.ts'
import { asJson } from './option.ts'
import { addJudgementCommands } from './judgement-commands.ts'
import { addSettleCommands } from './settle-commands.ts'

/** `pejling interviews …`: coded interviews in a file and in a study, what was coded, and whether coders agree. */
export function addInterviewsCommands(program: Command): void {
  const interviews = program
    .command('interviews')
    .description('coded interviews: what is in a file, what a study holds, whether coders agree')
  interviews
    .command('read')
    .description('read a file of coded interviews (.qdpx, .qdc, .csv, .xlsx) and tell all that is in it')
    .argument('<file>')
    .option('--no-texts', 'without what was said')
    .option(...asJson)
    .action(does(readInterviewsCommand))
  interviews
    .command('draft')
    .description(
      'guess the rules.yaml that ties a file of coded interviews to a study; YAML to standard output',
    )
    .argument('<file>')
    .requiredOption('--study <study>', 'a study’s folder')
    .option('--unit <unit>', 'what an interview is about; else the unit that most interviews name')
    .option('--codes', 'its tree of codes as codes.yaml instead')
    .action(does(draftInterviewsCommand))
  interviews
    .command('write')
    .description('write the interviews of a study as a project (.qdpx) or its codes (.qdc)')
    .argument('<file>', 'a new file; its name says which')
    .requiredOption('--study <study>')
    .option('--edition <hash>', 'an edition that is not the live one')
    .option(...asJson)
    .action(does(writeInterviewsCommand))
  addInterviewSights(interviews)
  addNoteCommands(interviews)
  addAgreementCommands(interviews)
  addSettleCommands(interviews)
  addJudgementCommands(interviews)
}
