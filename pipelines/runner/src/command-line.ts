import { ConfigurationError, readConfiguration } from '@pejling/operation'
import { Command, CommanderError } from 'commander'
import { auditCommand } from './commands/audit-command.ts'
import {
  exportAuditLogCommand,
  listAuditLogCommand,
  verifyAuditLogCommand,
} from './commands/audit-log-command.ts'
import { configCommand } from './commands/config-command.ts'
import { listEditionsCommand, useEditionCommand } from './commands/edition-command.ts'
import {
  migrateBackCommand,
  migrateForwardCommand,
  migrateStatusCommand,
} from './commands/migrate-command.ts'
import {
  endAccessCommand,
  invitePersonCommand,
  listPeopleCommand,
  passwordLinkCommand,
  secondFactorOffCommand,
  setGrantCommand,
  setRoleCommand,
} from './commands/people-command.ts'
import { relationCommand } from './commands/relation-command.ts'
import { runCommand } from './commands/run-command.ts'
import { startCommand } from './commands/start-command.ts'
import { statsCommand } from './commands/stats-command.ts'
import { statusCommand } from './commands/status-command.ts'
import { studiesCommand } from './commands/studies-command.ts'
import { workerCommand } from './commands/worker-command.ts'
import { errorLine } from './error-line.ts'
import { type ExitCode, say } from './output.ts'

/** The command line of the house. Exit codes: 0 done, 1 problems in the data, 2 wrong use. */
const program = new Command('pejling')
  .description('day-care data from the file to the finding')
  .addHelpText(
    'after',
    `
Exit codes: 0 done, 1 problems in the data, 2 wrong use. Answers go to standard output, messages to standard error.
Settings are environment variables; pejling config lists them with what holds now.`,
  )
  .exitOverride()
  .showSuggestionAfterError()

const edition = ['--edition <hash>', 'an edition that is not the live one'] as const
const json = ['--json', 'as JSON'] as const

program
  .command('start')
  .description('run the pipelines, serve the dashboard, and keep both going until Ctrl-C')
  .action(does(startCommand))
program
  .command('run')
  .description('bring the studies to an edition and make it live; steps that are done already are kept')
  .option(...json)
  .action(does(runCommand))
program
  .command('status')
  .description('what is live, what the last run did, whether a run would change anything')
  .option(...json)
  .action(does(statusCommand))
program
  .command('studies')
  .description('the studies and their variables')
  .option(...json)
  .option(...edition)
  .action(does(studiesCommand))
program
  .command('relation')
  .description('counts and statistics of two variables')
  .requiredOption('--study <study>', 'the study')
  .requiredOption('--x <variable>', 'the variable of the rows')
  .requiredOption('--y <variable>', 'the variable of the columns')
  .option('--by <variable>', 'one table for each of its categories')
  .option('--where <variable:value,…>', 'only units of these values; may be repeated', collect, [])
  .option('--source <rows|published>', 'from rows or from the printed table')
  .option('--suppressed', 'as those see it who may not see all counts of a study that is not open')
  .option(...json)
  .option(...edition)
  .action(does(relationCommand))
program
  .command('audit')
  .description('every printed number of a study with its verdict')
  .requiredOption('--study <study>', 'the study')
  .option('--table <table>', 'one table only')
  .option('--all', 'in words too: those that agree as well')
  .option(...json)
  .option(...edition)
  .action(does(auditCommand))
const editions = program.command('edition').description('published editions')
editions
  .command('list')
  .description('newest first')
  .option(...json)
  .action(does(listEditionsCommand))
editions
  .command('use')
  .description('make an edition live')
  .argument('<hash>', 'its hash, or the beginning of it')
  .option(...json)
  .action(does(useEditionCommand))
program
  .command('stats')
  .description('the whole panel of one cross table, JSON or CSV, from a file or standard input')
  .argument('[file]')
  .option('--nominal', 'the categories have no order')
  .option('--header', 'the first row holds labels')
  .option('--no-header', 'the first row holds counts')
  .option('--labels', 'the first column holds labels')
  .option('--no-labels', 'the first column holds counts')
  .option(...json)
  .action(does(statsCommand))
const auditLog = program
  .command('audit-log')
  .description('who did what and when; entries are chained by hash')
filtered(auditLog.command('list').description('newest first'))
  .option('--before <number>', 'only entries before this one, for the next page')
  .option('--limit <n>', 'how many at most, 50 if not said')
  .option(...json)
  .action(does(listAuditLogCommand))
auditLog
  .command('verify')
  .description('compute the whole chain anew; keep the head it prints somewhere else')
  .option('--head <hash>', 'a head kept from before: is all up to it unchanged?')
  .option('--file <file>', 'an exported log instead of the ledger')
  .option(...json)
  .action(does(verifyAuditLogCommand))
filtered(auditLog.command('export').description('as lines of JSON, oldest first')).action(
  does(exportAuditLogCommand),
)
const migrations = program
  .command('migrate')
  .description("the ledger's tables; forward they go by themselves")
migrations
  .command('status')
  .description('which migrations stand')
  .option(...json)
  .action(does(migrateStatusCommand))
migrations
  .command('forward')
  .description('bring the tables to their shape of today')
  .option(...json)
  .action(does(migrateForwardCommand))
migrations
  .command('back')
  .description(
    'take migrations back until the named one is the last; stop the worker and the dashboard first',
  )
  .argument('<name>', 'a migration, or nothing')
  .option('--lose-rows', 'rows of tables that go may go with them')
  .option(...json)
  .action(does(migrateBackCommand))
const people = program.command('people').description('accounts, invitations, roles and grants')
people
  .command('list')
  .description('everybody with an account, and open invitations')
  .option(...json)
  .action(does(listPeopleCommand))
people
  .command('invite')
  .description('a link with which one person makes an account')
  .argument('<e-mail>')
  .requiredOption('--role <role>', 'reader, researcher, analyst or admin')
  .option('--grant <study:right[:day]>', 'a right to a study from the start; may be repeated', collect, [])
  .option('--days <n>', 'how long the link is good, 7 if not said')
  .option(...json)
  .action(does(invitePersonCommand))
people
  .command('role')
  .description('another role; gives access back to one whose access has ended')
  .argument('<e-mail>')
  .argument('<role>', 'reader, researcher, analyst or admin')
  .option(...json)
  .action(does(setRoleCommand))
people
  .command('grant')
  .description('a right to a study')
  .argument('<e-mail>')
  .argument('<study>')
  .argument('<right>', 'rows, excerpts or unsuppressed')
  .option('--until <day>', 'the last day it holds, as 2027-01-31')
  .option('--take-away', 'no longer')
  .option(...json)
  .action(does(setGrantCommand))
people
  .command('end')
  .description('end access at once, sessions and grants with it')
  .argument('<e-mail>')
  .option(...json)
  .action(does(endAccessCommand))
people
  .command('password-link')
  .description('a link with which somebody who has forgotten the password sets a new one')
  .argument('<e-mail>')
  .option(...json)
  .action(does(passwordLinkCommand))
people
  .command('second-factor-off')
  .description('for somebody who has lost the second factor and the recovery codes')
  .argument('<e-mail>')
  .option(...json)
  .action(does(secondFactorOffCommand))
program
  .command('config')
  .description('every setting with what holds now; secrets are not shown')
  .option(...json)
  .action(does(configCommand))
program
  .command('worker')
  .description('work on queued runs until stopped')
  .option('--check', 'only say by the exit code whether a worker is there')
  .action(does(workerCommand))

await main()

async function main(): Promise<void> {
  try {
    await program
      .hook('preAction', (_, command) => {
        if (command.name() !== 'config') readConfiguration(process.env)
      })
      .parseAsync()
  } catch (error) {
    if (error instanceof ConfigurationError) {
      for (const problem of error.problems) say(`pejling: ${problem}`)
      process.exitCode = 2
    } else if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2
    else {
      say(`pejling: ${errorLine(error)}`)
      process.exitCode = 2
    }
  }
}

function does<Words extends unknown[]>(command: (...words: Words) => Promise<ExitCode>) {
  return async (...words: unknown[]) => {
    process.exitCode = await command(...(words as Words))
  }
}

function filtered(command: Command): Command {
  return command
    .option('--actor <id>', 'who: the id of an account, owner or nobody')
    .option('--act <act>', 'what: run, sign-in, role-change …')
    .option('--subject <id>', 'about what or whom')
    .option('--from <moment>', 'from this day or moment on')
    .option('--to <moment>', 'before this day or moment')
}

function collect(value: string, earlier: string[]): string[] {
  return [...earlier, value]
}
