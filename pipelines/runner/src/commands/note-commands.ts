import { readFile } from 'node:fs/promises'
import { didYouMean } from '@pejling/indicators'
import {
  coderOf,
  listCondensationVersions,
  listWrittenCondensations,
  writeCondensation,
} from '@pejling/ledger'
import { getCode, heldCondensation, listCondensations, listMemos, listSources } from '@pejling/warehouse'
import type { Command } from 'commander'
import type { House } from '../house.ts'
import { condensationsInWords, memosInWords } from '../notes-in-words.ts'
import type { ExitCode } from '../output.ts'
import { does } from './does.ts'
import { see } from './interviews-see-commands.ts'
import { asJson, collected, ofEdition } from './option.ts'

/** Registers `pejling interviews condensations`, `condense` and `memos`. */
export function addNoteCommands(interviews: Command): void {
  const ofStudy = ['--study <study>', 'the study'] as const
  interviews
    .command('condensations')
    .description('what the interviews about each unit come to about a code, in a coder’s words')
    .requiredOption(...ofStudy)
    .option('--unit <unit>', 'about this unit')
    .option('--code <code>', 'about this code and those below it')
    .option(...asJson)
    .option(...ofEdition)
    .action(does(condensationsCommand))
  interviews
    .command('condense')
    .description(
      'write or change a condensation; every version is kept, and an edition has it from the next run on',
    )
    .requiredOption(...ofStudy)
    .requiredOption('--unit <unit>', 'the unit it is about')
    .requiredOption('--code <code>', 'the code it is about')
    .option('--text <words>', 'what the interviews come to')
    .option('--file <file>', 'a text file with it')
    .option('--remove', 'take it away')
    .option('--excerpt <excerpt>', 'one it rests on, as excerpts tells it; may be repeated', collected)
    .option('--author <coder>', 'change what stands under this pseudonym; your own if not said')
    .option(...asJson)
    .action(does(condenseCommand))
  interviews
    .command('memos')
    .description('what coders noted, and what about')
    .requiredOption(...ofStudy)
    .option('--code <code>', 'about this code')
    .option('--source <source>', 'about this interview, a place in it or its case')
    .option('--unit <unit>', 'about the case that is this unit')
    .option(...asJson)
    .option(...ofEdition)
    .action(does(memosCommand))
}

type Options = { study: string; unit?: string; code?: string; edition?: string; json?: boolean }

/** `pejling interviews condensations --study …`: the same object as `/interviews/…/condensations` shows. */
export async function condensationsCommand({ unit, code, ...options }: Options): Promise<ExitCode> {
  return see(options, condensationsInWords, async ({ edition, study, viewer, reading, house }) =>
    listCondensations(
      edition,
      { study: study.id, unit, code },
      reading,
      viewer,
      // An older edition says what it said.
      options.edition === undefined ? await listWrittenCondensations(house.ledger, study.id) : [],
    ),
  )
}

/** `pejling interviews memos --study …`: the same object as `/interviews/…/memos` shows. */
export async function memosCommand({
  unit,
  code,
  source,
  ...options
}: Options & { source?: string }): Promise<ExitCode> {
  return see(options, memosInWords, ({ edition, study, viewer, reading }) =>
    listMemos(edition, { study: study.id, unit, code, source }, reading, viewer),
  )
}

type Written = {
  study: string
  unit: string
  code: string
  text?: string
  file?: string
  remove?: boolean
  excerpt?: string[]
  author?: string
  json?: boolean
}

/** `pejling interviews condense --study … --unit … --code … --text …`. */
export async function condenseCommand({ json, ...given }: Written): Promise<ExitCode> {
  const { text: said, file, remove, unit, code, excerpt: excerpts = [] } = given
  if ([said, file, remove].filter((one) => one !== undefined).length !== 1)
    throw new Error('condense: expected one of --text, --file and --remove')
  const text = remove ? '' : (said ?? (await readFile(file!, 'utf8')))
  if (!remove && text.trim() === '')
    throw new Error('condense: expected words, found none; --remove takes it away')
  return see(
    { ...given, json },
    ({ changed }: { changed: boolean }) =>
      changed ? 'written; an edition has it from the next pejling run on' : 'it says so already',
    async ({ edition, study, reading, viewer, house }) => {
      if ('refused' in reading || !viewer.rows)
        throw new Error(`no access: condensations of ${study.id} need the right to its excerpts`)
      await getCode(edition, study.id, code)
      const sources = await listSources(edition, study.id)
      const units = [...new Set(sources.flatMap((one) => one.unit ?? []))]
      if (!units.includes(unit))
        throw new Error(`unknown unit of the interviews of ${study.id}: ${unit}${didYouMean(unit, units)}`)
      const { author } = given
      const place = { study: study.id, unit, code, author: author ?? (await own(house, study.id)) }
      const before = await heldCondensation(edition, place)
      const versions = await listCondensationVersions(house.ledger, study.id, { unit, code })
      const seen = versions.findLast((one) => one.author === place.author && one.source === null)?.id
      const changed = await writeCondensation(house.ledger, {
        ...{ ...place, text, excerpts, before, seen, by: house.caller.by },
        ...(before?.subject !== undefined && { subject: before.subject }),
      })
      return { ...place, changed }
    },
  )
}

function own({ ledger, caller }: House, study: string): Promise<string> {
  return coderOf(ledger, study, caller.by)
}
