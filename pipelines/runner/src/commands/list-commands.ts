import { readFile } from 'node:fs/promises'
import {
  changeList,
  createList,
  findView,
  listLists,
  type ListPart,
  type ReadingList,
  removeList,
} from '@pejling/ledger'
import { adjustedLeads, frozenName, leadP, type LeadP, parseViewName, recompute } from '@pejling/notebook'
import type { Command } from 'commander'
import { type House, withHouse } from '../house.ts'
import { openedList } from '../notebook/opened-list.ts'
import { openView, viewAddress, viewerOfBoth } from '../notebook/opened-view.ts'
import { aligned, type ExitCode, print, printJson, shownP } from '../output.ts'
import { withEdition } from '../with-edition.ts'
import { does } from './does.ts'
import { asJson } from './option.ts'
import { printListCommand, printOptions } from './print-commands.ts'

/** `pejling list …`: views in an order, with own text between them. */
export function addListCommands(program: Command): void {
  const list = program.command('list').description('reading lists: views in an order, with own text between')
  list
    .command('all')
    .description('the lists of whoever acts, and those that are shared')
    .option(...asJson)
    .action(does(allListsCommand))
  list
    .command('new')
    .description('make an empty list')
    .requiredOption('--name <name>', 'its name')
    .option('--note <words>', 'below the name', '')
    .action(does(newListCommand))
  list
    .command('add')
    .description('put a view, or a text in Markdown, at the end')
    .argument('<list>', 'its number')
    .option('--view <view>', 'a view by its number or name')
    .option('--text <file>', 'a file with the text')
    .action(does(addToListCommand))
  list
    .command('share')
    .description('let everybody who may see figures open it')
    .argument('<list>', 'its number')
    .option('--no-longer', 'take it back')
    .action(does(shareListCommand))
  list
    .command('show')
    .description('its parts, and the p-values of its views corrected for being several')
    .argument('<list>', 'its number')
    .option(...asJson)
    .action(does(showListCommand))
  printOptions(list.command('print'))
    .description('as a report: its texts, and its views with figures, tables and sources')
    .argument('<list>', 'its number')
    .action(does(printListCommand))
  list
    .command('remove')
    .description('remove it; its views stay')
    .argument('<list>', 'its number')
    .action(does(removeListCommand))
}

/** `pejling list all`. */
export function allListsCommand({ json }: { json?: boolean }): Promise<ExitCode> {
  return withHouse<ExitCode>(async ({ ledger, caller }) => {
    const lists = (await listLists(ledger, caller.by.actor)).map(({ by, ...rest }) => ({
      ...rest,
      own: by === caller.by.actor,
    }))
    if (json) printJson(lists)
    else if (!lists.length) print('no lists yet; pejling list new')
    else
      print(
        aligned(
          lists.map(({ id, name, shared, views }) => [
            `${id}`,
            `${views} views`,
            shared ? 'shared' : '',
            name,
          ]),
        ),
      )
    return 0
  })
}

/** `pejling list new`. */
export function newListCommand(options: { name: string; note: string }): Promise<ExitCode> {
  return withHouse<ExitCode>(async ({ ledger, caller }) => {
    print(`list ${await createList(ledger, options, caller.by)}`)
    return 0
  })
}

/** `pejling list add LIST --view VIEW | --text FILE`. */
export function addToListCommand(
  wanted: string,
  { view, text }: { view?: string; text?: string },
): Promise<ExitCode> {
  return change(wanted, async ({ ledger }, list) => {
    if ((view === undefined) === (text === undefined))
      throw new Error(
        'list add: expected --view or --text, found ' + (view === undefined ? 'neither' : 'both'),
      )
    if (text !== undefined) return { parts: [...list.parts, { text: await readFile(text, 'utf8') }] }
    const { view: id } = parseViewName(view!)
    const part: ListPart = { view: id }
    if (!(await findView(ledger, id))) throw new Error(`unknown view: ${view}`)
    return { parts: [...list.parts, part] }
  })
}

/** `pejling list share LIST [--no-longer]`. */
export function shareListCommand(wanted: string, { longer }: { longer: boolean }): Promise<ExitCode> {
  return change(wanted, async () => ({ shared: longer }))
}

function change(
  wanted: string,
  made: (house: House, list: ReadingList) => Promise<Parameters<typeof changeList>[2]>,
): Promise<ExitCode> {
  return withHouse<ExitCode>(async (house) => {
    const list = await openedList(house, wanted)
    const decision = { list: list.id, seenVersion: list.version, by: house.caller.by }
    await changeList(house.ledger, decision, await made(house, list))
    print(`list ${list.id} saved`)
    return 0
  })
}

/** `pejling list remove LIST`. */
export function removeListCommand(wanted: string): Promise<ExitCode> {
  return withHouse<ExitCode>(async (house) => {
    const { id } = await openedList(house, wanted)
    await removeList(house.ledger, id, house.caller.by)
    print(`removed: list ${id}`)
    return 0
  })
}

/** `pejling list show LIST`. */
export function showListCommand(wanted: string, { json }: { json?: boolean }): Promise<ExitCode> {
  return withHouse<ExitCode>(async (house) => {
    const { parts, ...list } = await openedList(house, wanted)
    const shown = []
    for (const part of parts)
      shown.push(part.view === undefined ? { text: part.text } : await viewIn(house, part.view))
    const adjusted = adjustedLeads(shown.map((part) => ('p' in part ? part.p?.p : undefined)))
    const told = shown.map((part, i) => ({ ...part, ...(adjusted[i] && { adjusted: adjusted[i] }) }))
    const { by: _, ...facts } = list
    if (json) printJson({ ...facts, parts: told })
    else {
      print(`${list.name}${list.note ? `\n${list.note}` : ''}`)
      for (const part of told) print('view' in part ? lineOf(part) : part.text)
    }
    return 0
  })
}

type ViewIn = { view: string; name: string; edition: string; address: string; p?: LeadP }

async function viewIn(house: House, id: number): Promise<ViewIn> {
  const { view, texts } = await openView(house, String(id))
  const name = view.frozen ? frozenName(id, view.frozen.seal) : String(id)
  return withEdition(view.frozen ? view.edition : undefined, async (edition) => {
    const viewer = await viewerOfBoth(house, edition, view.study)
    const { kept, now } = await recompute(edition, { ...view, texts }, viewer)
    const p = leadP((view.frozen ? kept : now)?.parts[0]?.statistics ?? [])
    const seen = { view: name, name: view.name, edition: edition.hash, address: viewAddress(name) }
    return { ...seen, ...(p && { p }) }
  })
}

function lineOf({
  view,
  name,
  edition,
  p,
  adjusted,
}: ViewIn & { adjusted?: ReturnType<typeof adjustedLeads>[number] }): string {
  const corrected = adjusted
    ? `, Holm ${shownP(adjusted.holm)}, Benjamini–Hochberg ${shownP(adjusted.benjaminiHochberg)}`
    : ''
  return `${view}  ${name}, edition ${edition}${p ? `; p ${shownP(p.p)} (${p.of})${corrected}` : ''}`
}
