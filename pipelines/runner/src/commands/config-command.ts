import { listSettings, type SettingState } from '@pejling/operation'
import { aligned, type ExitCode, print, printJson, say } from '../output.ts'

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
