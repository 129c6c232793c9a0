import type { Command } from 'commander'
import { does } from './does.ts'
import { asJson, collected } from './option.ts'
import {
  endAccessCommand,
  invitePersonCommand,
  listPeopleCommand,
  passwordLinkCommand,
  secondFactorOffCommand,
  setGrantCommand,
  setRoleCommand,
} from './people-command.ts'

/** `pejling people …`: accounts, invitations, roles and grants. */
export function addPeopleCommands(program: Command): void {
  const people = program.command('people').description('accounts, invitations, roles and grants')
  people
    .command('list')
    .description('everybody with an account, and open invitations')
    .option(...asJson)
    .action(does(listPeopleCommand))
  people
    .command('invite')
    .description('a link with which one person makes an account')
    .argument('<e-mail>')
    .requiredOption('--role <role>', 'reader, researcher, analyst or admin')
    .option('--grant <study:right[:day]>', 'a right to a study from the start; may be repeated', collected)
    .option('--days <n>', 'how long the link is good, 7 if not said')
    .option(...asJson)
    .action(does(invitePersonCommand))
  people
    .command('role')
    .description('another role; gives access back to one whose access has ended')
    .argument('<e-mail>')
    .argument('<role>', 'reader, researcher, analyst or admin')
    .option(...asJson)
    .action(does(setRoleCommand))
  people
    .command('grant')
    .description('a right to a study')
    .argument('<e-mail>')
    .argument('<study>')
    .argument('<right>', 'rows, excerpts or unsuppressed')
    .option('--until <day>', 'the last day it holds, as 2027-01-31')
    .option('--take-away', 'no longer')
    .option(...asJson)
    .action(does(setGrantCommand))
  people
    .command('end')
    .description('end access at once, sessions and grants with it')
    .argument('<e-mail>')
    .option(...asJson)
    .action(does(endAccessCommand))
  people
    .command('password-link')
    .description('a link with which somebody who has forgotten the password sets a new one')
    .argument('<e-mail>')
    .option(...asJson)
    .action(does(passwordLinkCommand))
  people
    .command('second-factor-off')
    .description('for somebody who has lost the second factor and the recovery codes')
    .argument('<e-mail>')
    .option(...asJson)
    .action(does(secondFactorOffCommand))
}
