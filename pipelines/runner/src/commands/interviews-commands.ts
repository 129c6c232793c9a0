import type { Command } from 'commander'
import { addAgreementCommands } from './agreement-command.ts'

/** `pejling interviews …`: what was coded, and whether coders agree. */
export function addInterviewsCommands(program: Command): void {
  const interviews = program.command('interviews').description('coded interviews: codes, excerpts, coders')
  addAgreementCommands(interviews)
}
