import type { ConsoleQuestion } from './console-answer.ts'
import { runConsole } from './run-console.ts'

/**
 * The program that answers SQL: asked once, it answers once, and ends with whoever asked. It knows one file, and neither
 * the ledger nor a secret.
 */
process.on('message', (question: ConsoleQuestion) => void answer(question))
process.once('disconnect', () => process.exit())

async function answer(question: ConsoleQuestion): Promise<void> {
  try {
    say(await runConsole(question))
  } catch {
    // What DuckDB says of a file or of itself is not for who asks.
    say({ refused: 'the query could not be answered' })
  }
}

function say(answered: object): void {
  if (process.connected) process.send!(answered)
}
