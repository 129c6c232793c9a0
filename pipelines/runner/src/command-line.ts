import { Command, Option } from 'commander'
import { commandAccess, nameOf } from './commands/command-access.ts'

type Add = (program: Command) => void

/**
 * The first words of the command line, in the order its help tells them, and the file each comes from. Only the file of the
 * word that was said is loaded, with all it needs: `pejling run` does not pay for the statistics of `pejling relation`. A
 * new command is a file in `commands/`, a line here and a line in the table of access, `commands/command-access.ts`.
 */
const words: [string[], () => Promise<Add>][] = [
  [['start'], async () => (await import('./commands/start-command.ts')).addStartCommand],
  [['plan', 'run', 'cancel'], async () => (await import('./commands/run-command.ts')).addRunCommand],
  [['round'], async () => (await import('./commands/round-commands.ts')).addRoundCommands],
  [['interviews'], async () => (await import('./commands/interviews-commands.ts')).addInterviewsCommands],
  [['watch'], async () => (await import('./commands/watch-command.ts')).addWatchCommand],
  [['runs'], async () => (await import('./commands/runs-command.ts')).addRunsCommand],
  [['status'], async () => (await import('./commands/status-command.ts')).addStatusCommand],
  [['studies'], async () => (await import('./commands/studies-command.ts')).addStudiesCommand],
  [['study'], async () => (await import('./commands/study-command.ts')).addStudyCommands],
  [['codebook'], async () => (await import('./commands/codebook-command.ts')).addCodebookCommands],
  [['relation'], async () => (await import('./commands/relation-command.ts')).addRelationCommand],
  [['view'], async () => (await import('./commands/view-commands.ts')).addViewCommands],
  [['list'], async () => (await import('./commands/list-commands.ts')).addListCommands],
  [['findings'], async () => (await import('./commands/findings-command.ts')).addFindingsCommand],
  [['compare'], async () => (await import('./commands/compare-command.ts')).addCompareCommand],
  [['indicator'], async () => (await import('./commands/indicator-command.ts')).addIndicatorCommand],
  [['profile'], async () => (await import('./commands/profile-command.ts')).addProfileCommand],
  [['lineage'], async () => (await import('./commands/lineage-command.ts')).addLineageCommand],
  [['audit'], async () => (await import('./commands/audit-command.ts')).addAuditCommand],
  [['edition'], async () => (await import('./commands/edition-command.ts')).addEditionCommands],
  [['stats'], async () => (await import('./commands/stats-command.ts')).addStatsCommand],
  [['make-sample'], async () => (await import('./commands/make-sample-command.ts')).addMakeSampleCommand],
  [['audit-log'], async () => (await import('./commands/audit-log-command.ts')).addAuditLogCommands],
  [['migrate'], async () => (await import('./commands/migrate-command.ts')).addMigrateCommands],
  [['backup', 'restore'], async () => (await import('./commands/backup-command.ts')).addBackupCommands],
  [['people'], async () => (await import('./commands/people-commands.ts')).addPeopleCommands],
  [['disclosure'], async () => (await import('./commands/disclosure-commands.ts')).addDisclosureCommands],
  [['sql'], async () => (await import('./commands/sql-command.ts')).addSqlCommand],
  [['token'], async () => (await import('./commands/token-commands.ts')).addTokenCommands],
  [['config'], async () => (await import('./commands/config-command.ts')).addConfigCommand],
  [['worker'], async () => (await import('./commands/worker-command.ts')).addWorkerCommand],
]

/** The command line of the house: the command that is said, else (no word, `--help`, a word it does not know) all of them. */
export async function commandLine(said: string[] = []): Promise<Command> {
  const program = new Command('pejling')
    .description('day-care data from the file to the finding')
    .addHelpText('after', footnote)
    .exitOverride()
    .showSuggestionAfterError()
  const named = words.filter(([names]) => names.includes(said[0]))
  for (const [, load] of named.length ? named : words) (await load())(program)
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
