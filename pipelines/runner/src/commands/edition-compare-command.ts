import { comparedEditions } from '@pejling/association'
import type { Command } from 'commander'
import { viewerFor } from '../viewer.ts'
import { comparisonInWords } from '../comparison-in-words.ts'
import { type ExitCode, print, printJson } from '../output.ts'
import { withEditions } from '../with-edition.ts'
import { does } from './does.ts'
import { asJson } from './option.ts'

/** Registers `pejling edition compare`. */
export function addEditionCompareCommand(editions: Command): void {
  editions
    .command('compare')
    .description('what moved from one edition to another, by how much, and what may have caused it')
    .argument('<before>', 'its hash, or the beginning of it')
    .argument('<after>', 'its hash, or the beginning of it')
    .option('--study <study>', 'only this study')
    .option('--limit <n>', 'how many rows that differ are shown of each table, 20 if not said')
    .option(...asJson)
    .action(does(compareEditionsCommand))
}

type Options = { study?: string; limit?: string; json?: boolean }

/** `pejling edition compare A B`: as whoever acts may see it. */
export async function compareEditionsCommand(
  before: string,
  after: string,
  { study, limit, json }: Options,
): Promise<ExitCode> {
  const rows = limit === undefined ? undefined : Number(limit)
  if (rows !== undefined && !(Number.isInteger(rows) && rows >= 0))
    throw new Error(`--limit: expected 0 or more, found ${limit}`)
  const told = await withEditions([before, after], async (editions, { caller }) => {
    const viewer = (study: Parameters<typeof viewerFor>[1]) => viewerFor(caller, study)
    return comparedEditions(...editions, { viewer, study, limit: rows })
  })
  if (json) printJson(told)
  else print(comparisonInWords(told))
  return 0
}
