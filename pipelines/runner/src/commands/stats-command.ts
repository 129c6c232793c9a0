import { readFile } from 'node:fs/promises'
import { panelAsJson } from '@pejling/association'
import { tablePanel } from '@pejling/statistics'
import type { Command } from 'commander'
import { type ExitCode, print, printJson, say } from '../output.ts'
import { panelInWords } from '../relation-statistics.ts'
import { readTable, type TableHints } from '../read-table.ts'
import { does } from './does.ts'
import { asJson } from './option.ts'

/** Registers `pejling stats`. */
export function addStatsCommand(program: Command): void {
  program
    .command('stats')
    .description('the whole panel of one cross table, JSON or CSV, from a file or standard input')
    .argument('[file]')
    .option('--nominal', 'the categories have no order')
    .option('--header', 'the first row holds labels')
    .option('--no-header', 'the first row holds counts')
    .option('--labels', 'the first column holds labels')
    .option('--no-labels', 'the first column holds counts')
    .option(...asJson)
    .action(does(statsCommand))
}

type Options = TableHints & { json?: boolean; nominal?: boolean }

/** `pejling stats [FILE]`: the whole panel of one table from a file or standard input. */
export async function statsCommand(
  file: string | undefined,
  { json, nominal, ...hints }: Options,
): Promise<ExitCode> {
  const text = file && file !== '-' ? await readFile(file, 'utf8').catch(noFile(file)) : await standardInput()
  const { counts, rows, columns, leftOut = [] } = readTable(text, file ?? 'standard input', hints)
  for (const total of leftOut) say(`left out: ${total}, which is a total`)
  const panel = tablePanel(counts, { rowOrdinal: !nominal, columnOrdinal: !nominal })
  if (json) printJson({ n: panel.n, rows, columns, counts, leftOut, statistics: panelAsJson(panel) })
  else print(panelInWords(panel))
  return 0
}

function noFile(file: string): (cause: Error) => never {
  return (cause) => {
    throw new Error(`stats: no such file: ${file}`, { cause })
  }
}

async function standardInput(): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
