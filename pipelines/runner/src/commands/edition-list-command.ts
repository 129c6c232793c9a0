import { tellEditions } from '@pejling/ledger'
import type { Command } from 'commander'
import { editionFile } from '../home.ts'
import { withHouse } from '../house.ts'
import { aligned, type ExitCode, print, printJson } from '../output.ts'
import { does } from './does.ts'
import { asJson } from './option.ts'

/** Registers `pejling edition list`. */
export function addEditionListCommand(editions: Command): void {
  editions
    .command('list')
    .description(
      'newest first: when, how large, its run, why and by whom it was live, what keeps it, its note',
    )
    .option(...asJson)
    .action(does(listEditionsCommand))
}

/** `pejling edition list`: every edition that is there, newest first. */
export async function listEditionsCommand({ json }: { json?: boolean }): Promise<ExitCode> {
  const editions = await withHouse(({ home, ledger }) =>
    tellEditions(ledger, (hash) => editionFile(home, hash)),
  )
  if (json) printJson(editions)
  else if (!editions.length) print('no edition yet; pejling run')
  else
    print(
      aligned(
        editions.map(({ hash, created_at, bytes, live, run_id, wasLive, pins, prunable, note }) => [
          hash,
          created_at.toISOString(),
          bytes === null ? 'file gone' : `${(bytes / 1e6).toFixed(1)} MB`,
          live ? 'live' : '',
          run_id === null ? '' : `run ${run_id}`,
          wasLive[0] ? `${wasLive[0].reason}, ${wasLive[0].actor}` : 'never live',
          pins.length ? `kept: ${pins.map(({ reason }) => reason).join('; ')}` : prunable ? 'may go' : '',
          note ?? '',
        ]),
      ),
    )
  return 0
}
