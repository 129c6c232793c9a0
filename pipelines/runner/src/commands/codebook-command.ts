import type { Command } from 'commander'
import { codebookDraft } from '../authoring/codebook-draft.ts'
import { type ExitCode, print, say } from '../output.ts'
import { does } from './does.ts'

/** Registers `pejling codebook draft`. */
export function addCodebookCommands(program: Command): void {
  program
    .command('codebook')
    .description('codebooks')
    .command('draft <file>')
    .description('guess a codebook from a delimited file; YAML to standard output')
    .option('--study <id>', 'the study it is for', 'my-study')
    .option('--unit <id>', 'what a row is about', 'institution')
    .action(does(codebookDraftCommand))
}

/** `pejling codebook draft FILE > codebook.yaml` */
export async function codebookDraftCommand(
  file: string,
  options: { study: string; unit: string },
): Promise<ExitCode> {
  const { yaml, variables } = await codebookDraft(file, options)
  print(yaml.trimEnd())
  const flagged = variables.filter(({ disclosure }) => disclosure === 'identifier').map(({ id }) => id)
  say(
    `${variables.length} variables guessed${flagged.length > 0 ? `; may identify: ${flagged.join(', ')}` : ''}`,
  )
  return 0
}
