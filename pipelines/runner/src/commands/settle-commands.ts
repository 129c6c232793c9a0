import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { disagreements } from '@pejling/association'
import { didYouMean, type SettledCoding } from '@pejling/indicators'
import { keeps, listSettledInHouse, settleCoding, unsettleCoding } from '@pejling/ledger'
import { type Command, Option } from 'commander'
import type { House } from '../house.ts'
import { withHouse } from '../house.ts'
import { aligned, type ExitCode, print, printJson } from '../output.ts'
import { tableText } from '../uploads/house-rows.ts'
import { settledTables } from '../uploads/settled-overlay.ts'
import { withEdition } from '../with-edition.ts'
import { pairOf, seenBy } from './agreement-command.ts'
import { does } from './does.ts'
import { asJson } from './option.ts'

/** Registers `pejling interviews disagreements`, `settle` and `settled`. */
export function addSettleCommands(interviews: Command): void {
  interviews
    .command('disagreements')
    .description('where two coders differ, those that would change a value first')
    .requiredOption('--study <study>')
    .option('--coders <a,b>', 'two coders, by their pseudonyms; those who share most if not said')
    .option('--open', 'only those that are not settled')
    .option(...asJson)
    .action(does(disagreementsCommand))
  interviews
    .command('settle')
    .description('settle a disagreement: whose coding stands; it counts from the next run on')
    .argument('<item>', 'as disagreements tells it')
    .requiredOption('--study <study>')
    .option('--coders <a,b>', 'two coders, by their pseudonyms; those who share most if not said')
    .addOption(new Option('--keep <whose>', 'whose coding stands').choices(keeps))
    .option('--note <words>', 'why; never a person')
    .option('--undo', 'leave it to the coders again')
    .option(...asJson)
    .action(does(settleCommand))
  interviews
    .command('settled')
    .description('what was settled, judged and condensed in the house, for the study folder')
    .requiredOption('--study <study>')
    .option(
      '--output <folder>',
      'the study’s folder: writes settled/codings.csv, judgements.csv and condensations.csv there',
    )
    .option(...asJson)
    .action(does(settledCommand))
}

type Options = { study: string; coders?: string; open?: boolean; json?: boolean }

/** `pejling interviews disagreements --study …`: the same object as `/interviews/…/agreement/queue` shows. */
export async function disagreementsCommand({ study, coders, open, json }: Options): Promise<ExitCode> {
  const found = await withEdition(undefined, (edition, house) => queue(edition, house, study, coders))
  const items = open ? found.items.filter(({ keep }) => !keep) : found.items
  if (json) printJson({ ...found, items })
  else if (!found.pair) print('no two coders have coded the same source')
  else
    print(
      [
        `${found.pair.first} and ${found.pair.second}: ${items.length} disagreements`,
        aligned([
          ['item', 'unit', 'code', 'place', 'who', 'changes', 'settled'],
          ...items.map(({ item, unit, code, start, end, kind, first, changes, keep }) => [
            ...[item, unit ?? '–', code, `${start}–${end}`],
            kind === 'extent' ? 'other places' : first.length > 0 ? 'first only' : 'second only',
            changes
              .map(({ variable, first = 'none', second = 'none' }) => `${variable.id}: ${first} or ${second}`)
              .join(', ') || '–',
            keep ?? '–',
          ]),
        ]),
      ].join('\n'),
    )
  return 0
}

type SettleOptions = Options & { keep?: SettledCoding['keep']; note?: string; undo?: boolean }

/** `pejling interviews settle ITEM --study … --keep first`. */
export async function settleCommand(
  item: string,
  { study, coders, keep, note, undo, json }: SettleOptions,
): Promise<ExitCode> {
  if ((keep === undefined) === !undo) throw new Error('settle: expected --keep or --undo')
  const settled = await withEdition(undefined, async (edition, house) => {
    const { items, pair } = await queue(edition, house, study, coders)
    const found = items.find((one) => one.item === item)
    const known = items.map((one) => one.item)
    if (!found || !pair) throw new Error(`unknown disagreement: ${item}${didYouMean(item, known)}`)
    const { source, code, start, end } = found
    const place = {
      study,
      source,
      code,
      start_at: start,
      end_at: end,
      first: pair.first,
      second: pair.second,
    }
    const { by } = house.caller
    if (keep) await settleCoding(house.ledger, { ...place, keep, note, by })
    else await unsettleCoding(house.ledger, { ...place, by })
    return { item, source, code, start, end, ...(keep ? { keep } : {}) }
  })
  if (json) printJson(settled)
  else print(keep ? `settled: ${keep}; it counts from the next pejling run on` : 'not settled any more')
  return 0
}

/** `pejling interviews settled --study …`: takes what was decided in the house into the study's folder, or prints it. */
export async function settledCommand({
  study,
  output,
  json,
}: {
  study: string
  output?: string
  json?: boolean
}): Promise<ExitCode> {
  const tables = await withHouse(({ ledger }) => settledTables(ledger, study))
  if (json) printJson(Object.fromEntries(tables.map(({ path, rows }) => [path, rows])))
  else
    for (const { path, header, rows } of tables) {
      const text = tableText(header, rows)
      if (output === undefined) print(text.trimEnd())
      else {
        const file = join(output, path)
        await mkdir(dirname(file), { recursive: true })
        await writeFile(file, text)
        print(`${file}: ${rows.length} rows`)
      }
    }
  return 0
}

async function queue(
  edition: Parameters<typeof disagreements>[0],
  house: House,
  study: string,
  coders: string | undefined,
) {
  const settled = await listSettledInHouse(house.ledger, study)
  return disagreements(edition, { study, ...pairOf(coders) }, settled, await seenBy(edition, house, study))
}
