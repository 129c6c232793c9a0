import { compareSides } from '@pejling/association'
import type { Study } from '@pejling/indicators'
import type { Edition } from '@pejling/warehouse'
import type { Command } from 'commander'
import { viewerFor } from '../viewer.ts'
import type { House } from '../house.ts'
import { type ExitCode, print, printJson } from '../output.ts'
import { sidesInWords } from '../sides-in-words.ts'
import { withEdition, withEditions } from '../with-edition.ts'
import { does } from './does.ts'
import { asJson, ofEdition } from './option.ts'

/** Registers `pejling compare`. */
export function addCompareCommand(program: Command): void {
  program
    .command('compare')
    .description('two rounds, two studies or two editions side by side, number by number')
    .requiredOption(
      '--left <study:round>',
      'a study, and a round of it if it has any: the last one if not said',
    )
    .requiredOption('--right <study:round>', 'what it is held against')
    .option('--x <variable>', 'of two variables together: the first')
    .option('--y <variable>', 'and the second')
    .option('--left-edition <edition>', 'the edition of the left side, if another one')
    .option(...asJson)
    .option(...ofEdition)
    .action(does(compareCommand))
}

type Options = {
  left: string
  right: string
  x?: string
  y?: string
  leftEdition?: string
  edition?: string
  json?: boolean
}

/** `pejling compare --left … --right …`: the same object as `/compare` shows. */
export async function compareCommand(options: Options): Promise<ExitCode> {
  const { left, right, x, y, leftEdition, edition, json } = options
  const compared = ([one, other]: [Edition, Edition], { caller }: House) => {
    const viewer = (study: Study) => viewerFor(caller, study)
    const sides = [
      { ...sideOf(left), edition: one, viewer },
      { ...sideOf(right), edition: other, viewer },
    ] as const
    return compareSides(...sides, { x, y })
  }
  if (leftEdition && !edition)
    throw new Error('compare --left-edition: expected --edition as well, found none')
  const found =
    leftEdition && edition
      ? await withEditions([leftEdition, edition], compared)
      : await withEdition(edition, (only, house) => compared([only, only], house))
  if (json) printJson(found)
  else print(sidesInWords(found))
  return 0
}

function sideOf(words: string): { study: string; round?: string } {
  const [study, round] = words.split(':')
  return round ? { study, round } : { study }
}
