import { ConfigurationError, readConfiguration } from '@pejling/operation'
import { CommanderError } from 'commander'
import { commandLine } from './command-line.ts'
import { errorLine } from './error-line.ts'
import { say } from './output.ts'

/** Does what the words of this process ask. Exit codes: 0 done, 1 problems in the data, 2 wrong use. */
export async function main(): Promise<void> {
  try {
    const program = await commandLine(process.argv.slice(2))
    await program
      .hook('preAction', (_, command) => {
        if (command.name() !== 'config') readConfiguration(process.env)
      })
      .parseAsync()
  } catch (error) {
    process.exitCode = 2
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2
    else if (error instanceof ConfigurationError)
      for (const problem of error.problems) say(`pejling: ${problem}`)
    else say(`pejling: ${errorLine(error)}`)
  }
}
