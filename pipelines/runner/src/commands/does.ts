import type { ExitCode } from '../output.ts'

/** What a command does, as its action: how it ends is the exit code of the process. */
export function does<Words extends unknown[]>(
  work: (...words: Words) => Promise<ExitCode>,
): (...words: unknown[]) => Promise<void> {
  return async (...words) => {
    process.exitCode = await work(...(words as Words))
  }
}
