import { resolve } from 'node:path'
import type { Command } from 'commander'
import { makeSample } from '../sample/make-sample.ts'
import { type ExitCode, print, say } from '../output.ts'
import { does } from './does.ts'

/** Registers `pejling make-sample`. */
export function addMakeSampleCommand(program: Command): void {
  program
    .command('make-sample')
    .description('a made-up study with rounds, labelled synthetic: to try and to measure with')
    .option('--institutions <n>', 'how many in each round', '40')
    .option('--children <n>', 'how many in each round', '160')
    .option('--rounds <n>', 'how many, one a year up to 2025', '4')
    .option('--seed <n>', 'the same seed gives the same bytes', '1')
    .option('--study <id>', 'its id', 'rounds-synthetic')
    .requiredOption('--out <folder>', 'the folder of studies it is written into')
    .action(does(makeSampleCommand))
}

type Options = Record<'institutions' | 'children' | 'rounds' | 'seed' | 'study' | 'out', string>

/** `pejling make-sample --out FOLDER`: writes FOLDER/<study>; run it with `PEJLING_DATA=FOLDER`. */
export async function makeSampleCommand({ study, out, ...sizes }: Options): Promise<ExitCode> {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(study))
    throw new Error(`make-sample --study: expected lower case letters, digits and -, found ${study}`)
  const size = {
    institutions: count('institutions', sizes.institutions, 1, 99_999),
    children: count('children', sizes.children, 1, 9_999_999),
    rounds: count('rounds', sizes.rounds, 1, 100),
    seed: count('seed', sizes.seed, 0, 1e9),
  }
  const folder = await makeSample(resolve(out), study, size)
  print(folder)
  say(`made-up rows, synthetic; bring them to an edition with PEJLING_DATA=${resolve(out)} pejling run`)
  return 0
}

function count(name: string, text: string, min: number, max: number): number {
  const found = Number(text)
  if (/^\d+$/.test(text) && found >= min && found <= max) return found
  throw new Error(`make-sample --${name}: expected a whole number from ${min} to ${max}, found ${text}`)
}
