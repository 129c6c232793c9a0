import { listSettings, type SettingState } from '@pejling/operation'
import type { Command } from 'commander'
import { aligned, type ExitCode, print, printJson, say } from '../output.ts'
import { does } from './does.ts'
import { asJson } from './option.ts'

/** Registers `pejling config`. */
export function addConfigCommand(program: Command): void {
  program
    .command('config')
    .description('every setting with what holds now; secrets are not shown')
    .option(...asJson)
    .action(does(configCommand))
}

/** `pejling config`: every setting with what holds now; what is wrong comes after, a line each, and exit code 2. */
export async function configCommand({ json }: { json?: boolean }): Promise<ExitCode> {
  const { settings, problems } = listSettings(process.env)
  if (json) printJson({ settings, problems })
  else print(aligned(settings.flatMap(inWords)))
  for (const problem of problems) say(`pejling: ${problem}`)
  return problems.length ? 2 : 0
}

function inWords({ name, value, from, meaning, otherwise }: SettingState): string[][] {
  const origin =
    from === 'default' ? 'default' : `from ${from === 'file' ? `${name}_FILE` : 'the environment'}`
  return [
    [name, value === undefined ? `(${otherwise ?? 'nothing'})` : `${value}  (${origin})`],
    ['', meaning],
  ]
}
