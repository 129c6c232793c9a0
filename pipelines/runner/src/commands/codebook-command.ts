import { basename } from 'node:path'
import { codebookOfColumns } from '@pejling/indicators'
import { receive } from '@pejling/receive'
import type { Command } from 'commander'
import { codebookDraft } from '../authoring/codebook-draft.ts'
import { type ExitCode, print, say } from '../output.ts'
import { does } from './does.ts'

/** Registers `pejling codebook draft`. */
export function addCodebookCommands(program: Command): void {
  program
    .command('codebook')
    .description('codebooks')
    .command('draft <files...>')
    .description('guess a codebook from what a survey system exports; YAML to standard output')
    .option('--study <id>', 'the study it is for', 'my-study')
    .option('--unit <id>', 'what a row is about', 'institution')
    .action(does(codebookDraftCommand))
}

/** `pejling codebook draft FILE… > codebook.yaml`: a bundle is several files, or one zip. */
export async function codebookDraftCommand(
  files: string[],
  options: { study: string; unit: string },
): Promise<ExitCode> {
  const receipt = await receive(files.map((path) => ({ name: basename(path), path })))
  const columns = receipt.dictionary ?? receipt.tables[0]?.columns ?? []
  // Of text alone the cells say what a variable is; other formats and bundles say so themselves.
  if (receipt.format === 'delimited' || columns.length === 0) return draftOfCells(files[0], options)
  print(codebookOfColumns(columns, options).trimEnd())
  const flagged = columns.filter(({ identifier }) => identifier).map(({ name }) => name)
  said(columns.length, flagged)
  return 0
}

async function draftOfCells(file: string, options: { study: string; unit: string }): Promise<ExitCode> {
  const { yaml, variables } = await codebookDraft(file, options)
  print(yaml.trimEnd())
  const flagged = variables.filter(({ disclosure }) => disclosure === 'identifier').map(({ id }) => id)
  said(variables.length, flagged)
  return 0
}

function said(variables: number, flagged: string[]): void {
  say(`${variables} variables guessed${flagged.length > 0 ? `; may identify: ${flagged.join(', ')}` : ''}`)
}
