import type { Command } from 'commander'
import { relationOptions } from './relation-options.ts'
import { does } from './does.ts'
import { asJson, ofEdition } from './option.ts'
import { printOptions, printViewCommand } from './print-commands.ts'
import { freezeViewCommand, removeViewCommand, saveViewCommand } from './view-save.ts'
import { listViewsCommand, showViewCommand, verifyViewCommand } from './view-show.ts'

const aView = ['<view>', 'its number, with the seal of a frozen one: 12 or 12-9f86d081884c7d65'] as const

/** `pejling view …`: relations that are kept under a name, live or frozen. */
export function addViewCommands(program: Command): void {
  const view = program.command('view').description('relations kept under a name: live, or frozen for ever')
  relationOptions(view.command('save'))
    .description('keep a relation under a name')
    .requiredOption('--name <name>', 'its name; others see it once it is frozen or in a shared list')
    .option('--note <words>', 'why it is kept', '')
    .option('--figure <figure>', 'the kind of figure, as in the address of the page')
    .option('--planned', 'mark it as planned: whoever acts has not looked at it yet')
    .option('--freeze', 'freeze it at once')
    .option(...ofEdition)
    .option(...asJson)
    .action(does(saveViewCommand))
  view
    .command('list')
    .description('the views of whoever acts, newest first')
    .option('--study <study>', 'only of this study')
    .option(...asJson)
    .action(does(listViewsCommand))
  view
    .command('show')
    .description('what was kept, and whether it is the same today; exit code 1 if it is not')
    .argument(...aView)
    .option('--language <da|en>', 'of the citation', 'da')
    .option(...asJson)
    .action(does(showViewCommand))
  printOptions(view.command('print'))
    .description('the view alone as a report: figure, sentence, table, source')
    .argument(...aView)
    .action(does(printViewCommand))
  view
    .command('freeze')
    .description('the same numbers for ever: keeps the results, their seal and the edition')
    .argument(...aView)
    .option(...ofEdition)
    .option(...asJson)
    .action(does(freezeViewCommand))
  view
    .command('verify')
    .description('compute a frozen view anew from its edition; exit code 1 if it is not identical')
    .argument(...aView)
    .option(...asJson)
    .action(does(verifyViewCommand))
  view
    .command('remove')
    .description('remove a view that is not frozen, also from lists')
    .argument(...aView)
    .action(does(removeViewCommand))
}
