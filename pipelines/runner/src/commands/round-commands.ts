import type { Command } from 'commander'
import { does } from './does.ts'
import { asJson, collected } from './option.ts'
import { acceptCommand, checkUploadCommand } from './round-check.ts'
import { roundFactsCommand } from './round-facts.ts'
import { matchCommand } from './round-match.ts'
import { approveCommand, liveCommand, previewCommand, withdrawCommand } from './round-publish.ts'
import { addRoundCommand, readUploadCommand } from './round-send.ts'
import { listUploadsCommand, showUploadCommand } from './round-show.ts'

/** `pejling round …`: a new round from the file that was sent to the edition it is in. */
export function addRoundCommands(program: Command): void {
  const round = program
    .command('round')
    .description('a new round: sent, read, checked, previewed, approved, live')
  round
    .command('list')
    .description('what was sent, newest first')
    .option('--study <study>', 'only of this study')
    .option('--state <state>', 'only in this state; may be repeated', collected)
    .option(...asJson)
    .action(does(listUploadsCommand))
  round
    .command('show')
    .description('one upload: how it was read, its problems, what it would change')
    .argument('<upload>', 'its number')
    .option(...asJson)
    .action(does(showUploadCommand))
  round
    .command('add')
    .description(
      'send a file, or the files of a bundle, for a unit of a round, or a file of coded interviews; it is read at once',
    )
    .option('--kind <kind>', 'survey or interviews', 'survey')
    .argument('<file...>')
    .requiredOption('--study <study>')
    .option('--round <round>', 'the name of the round, as 2026-spring; interviews have none')
    .requiredOption(
      '--unit <unit>',
      'what its rows are about; of interviews the name they go by, which a later file replaces',
    )
    .option(
      '--sender <sender>',
      'where it comes from, never a person; the match of columns is remembered by it',
    )
    .option('--note <words>', 'for those who look at it later')
    .option('--facts <file>', 'what the round is, as a round.yaml, where the study does not have one')
    .option(...asJson)
    .action(does(addRoundCommand))
  round
    .command('read')
    .description('read it anew in another way')
    .argument('<upload>')
    .option('--format <format>')
    .option('--table <name>', 'a sheet, or a file of a bundle')
    .option('--encoding <encoding>', 'utf-8, utf-16le, utf-16be, windows-1252, macintosh or cp850')
    .option('--delimiter <mark>', '; , | or tab')
    .option('--header-row <n>', 'the row the header begins in, 1 = first')
    .option('--header-rows <n>', 'how many rows it takes')
    .option('--decimal <mark>', ', or .')
    .option('--thousands <mark>', '. or , or a space, or none')
    .option('--date-order <order>', 'dmy, mdy or ymd')
    .option(...asJson)
    .action(does(readUploadCommand))
  round
    .command('match')
    .description(
      'say which variable each column holds, and check it; without options the suggestions and why',
    )
    .argument('<upload>')
    .option('--suggested', 'as it is suggested')
    .option(
      '--column <column=variable>',
      'this column; nothing after = leaves it out; may be repeated',
      collected,
    )
    .option('--alias <variable:text=unit>', 'what a unit is called in the file; may be repeated', collected)
    .option(...asJson)
    .action(does(matchCommand))
  round
    .command('facts')
    .description('what the round of an upload is, as a round.yaml; with --facts it is said, and checked anew')
    .argument('<upload>')
    .option('--facts <file>', 'a round.yaml: instrument, version, period and what else is known')
    .option(...asJson)
    .action(does(roundFactsCommand))
  round
    .command('check')
    .description('check it against the codebook, the round before and the units it refers to')
    .argument('<upload>')
    .option(...asJson)
    .action(does(checkUploadCommand))
  round
    .command('accept')
    .description('accept a known deviation, and check it anew')
    .argument('<upload>')
    .requiredOption('--rule <rule>', 'as round show tells it')
    .requiredOption('--note <words>', 'why it may stay; never a person')
    .option('--variable <variable>')
    .option('--column <column>', 'where it is a column without a variable')
    .option('--value <value>', 'the value as it stands in the file')
    .option('--category <category>', 'the category it is read as')
    .option('--as-missing <reason>', 'the missing reason it is read as')
    .option(...asJson)
    .action(does(acceptCommand))
  round
    .command('preview')
    .description('make a trial edition and say what it would change')
    .argument('<upload>')
    .option(...asJson)
    .action(does(previewCommand))
  round
    .command('approve')
    .description('approve what was previewed')
    .argument('<upload>')
    .option(...asJson)
    .action(does(approveCommand))
  round
    .command('live')
    .description('take what was approved live')
    .argument('<upload>')
    .option(...asJson)
    .action(does(liveCommand))
  round
    .command('withdraw')
    .description('withdraw it: from what is live too; nothing is lost')
    .argument('<upload>')
    .requiredOption('--why <words>', 'never a person')
    .option(...asJson)
    .action(does(withdrawCommand))
}
