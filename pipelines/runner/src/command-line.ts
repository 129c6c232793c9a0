import { Command, Option } from 'commander'
import { addAuditCommand } from './commands/audit-command.ts'
import { addBackupCommands } from './commands/backup-command.ts'
import { addAuditLogCommands } from './commands/audit-log-command.ts'
import { commandAccess, nameOf } from './commands/command-access.ts'
import { addCodebookCommands } from './commands/codebook-command.ts'
import { addCompareCommand } from './commands/compare-command.ts'
import { addConfigCommand } from './commands/config-command.ts'
import { addEditionCommands } from './commands/edition-command.ts'
import { addFindingsCommand } from './commands/findings-command.ts'
import { addIndicatorCommand } from './commands/indicator-command.ts'
import { addLineageCommand } from './commands/lineage-command.ts'
import { addMakeSampleCommand } from './commands/make-sample-command.ts'
import { addMigrateCommands } from './commands/migrate-command.ts'
import { addPeopleCommands } from './commands/people-commands.ts'
import { addProfileCommand } from './commands/profile-command.ts'
import { addRelationCommand } from './commands/relation-command.ts'
import { addRunCommand } from './commands/run-command.ts'
import { addStartCommand } from './commands/start-command.ts'
import { addStatsCommand } from './commands/stats-command.ts'
import { addStatusCommand } from './commands/status-command.ts'
import { addStudiesCommand } from './commands/studies-command.ts'
import { addStudyCommands } from './commands/study-command.ts'
import { addWatchCommand } from './commands/watch-command.ts'
import { addWorkerCommand } from './commands/worker-command.ts'

/**
 * The whole command line of the house, in the order its help tells it. A new command is a file in `commands/`, a line here
 * and a line in the table of access, `commands/command-access.ts`.
 */
export function commandLine(): Command {
  const program = new Command('pejling')
    .description('day-care data from the file to the finding')
    .addHelpText('after', footnote)
    .exitOverride()
    .showSuggestionAfterError()
  addStartCommand(program)
  addRunCommand(program)
  addWatchCommand(program)
  addStatusCommand(program)
  addStudiesCommand(program)
  addStudyCommands(program)
  addCodebookCommands(program)
  addRelationCommand(program)
  addFindingsCommand(program)
  addCompareCommand(program)
  addIndicatorCommand(program)
  addProfileCommand(program)
  addLineageCommand(program)
  addAuditCommand(program)
  addEditionCommands(program)
  addStatsCommand(program)
  addMakeSampleCommand(program)
  addAuditLogCommands(program)
  addMigrateCommands(program)
  addBackupCommands(program)
  addPeopleCommands(program)
  addConfigCommand(program)
  addWorkerCommand(program)
  for (const command of leavesOf(program)) addCaller(command)
  return program
}

/** The commands that do something; the others only gather them. */
export function leavesOf(command: Command): Command[] {
  return command.commands.length ? command.commands.flatMap(leavesOf) : [command]
}

function addCaller(command: Command): void {
  const need = commandAccess[nameOf(command)]
  if (need === 'nothing') return
  const as = new Option('--as <e-mail>', 'act as this person, with their role and grants')
  // Where it is always refused it is understood, so that the refusal says why, but not offered.
  command.addOption(as.hideHelp(need === 'owner'))
}

const footnote = `
Exit codes: 0 done, 1 problems in the data, 2 wrong use. Answers go to standard output, messages to standard error.
Settings are environment variables; pejling config lists them with what holds now.
Whoever may use the home folder is its owner and may do everything; --as or PEJLING_AS acts as a person with an account.`
