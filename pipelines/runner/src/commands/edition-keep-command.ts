import { rm } from 'node:fs/promises'
import {
  findKeepRule,
  listPins,
  listPrunable,
  pinEdition,
  pruneEdition,
  setKeepRule,
  unpinEdition,
} from '@pejling/ledger'
import type { Command } from 'commander'
import { editionFile } from '../home.ts'
import { withHouse } from '../house.ts'
import { aligned, type ExitCode, print, printJson } from '../output.ts'
import { getEditionHash } from '../with-edition.ts'
import { does } from './does.ts'
import { asJson } from './option.ts'

/** Registers what says which editions stay, and `pejling edition prune`. */
export function addEditionKeepCommands(editions: Command): void {
  editions
    .command('keep')
    .description('mark an edition to be kept, set how many of the newest are, or list what is kept and why')
    .argument('[hash]', 'its hash, or the beginning of it')
    .option('--reason <text>', 'why this one is kept; without names')
    .option('--last <n>', 'keep this many of the newest')
    .option(...asJson)
    .action(does(keepEditionCommand))
  editions
    .command('let-go')
    .description('take a mark away again; links and reports that point at the edition still keep it')
    .argument('<hash>', 'its hash, or the beginning of it')
    .action(does(letGoEditionCommand))
  editions
    .command('prune')
    .description(
      'remove editions that nothing keeps: not live, not among the newest, not pointed at, not open',
    )
    .option('--dry', 'only say which')
    .option(...asJson)
    .action(does(pruneEditionsCommand))
}

type KeepOptions = { reason?: string; last?: string; json?: boolean }

/** `pejling edition keep [HASH] [--reason TEXT] [--last N]`. */
export function keepEditionCommand(
  wanted: string | undefined,
  { reason, last, json }: KeepOptions,
): Promise<ExitCode> {
  return withHouse<ExitCode>(async (house) => {
    const { ledger, caller } = house
    if (wanted && !reason?.trim()) throw new Error('keep: expected --reason with the edition, found none')
    if (reason !== undefined && !wanted)
      throw new Error('keep: expected an edition with --reason, found none')
    if (last !== undefined) await setKeepRule(ledger, Number(last), caller.by)
    if (wanted && reason) {
      const hash = await getEditionHash(house, wanted)
      await pinEdition(ledger, { hash, kind: 'person', reason: reason.trim() }, caller.by)
    }
    const [rule, pins] = [await findKeepRule(ledger), await listPins(ledger)]
    if (json) printJson({ last: rule, pins })
    else {
      print(`the newest ${rule} are kept, the live one, and those something points at`)
      if (pins.length)
        print(
          aligned(pins.map(({ hash, kind, subject, reason }) => [hash, `${kind} ${subject}`.trim(), reason])),
        )
    }
    return 0
  })
}

/** `pejling edition let-go HASH`. */
export function letGoEditionCommand(wanted: string): Promise<ExitCode> {
  return withHouse<ExitCode>(async (house) => {
    const hash = await getEditionHash(house, wanted)
    const gone = await unpinEdition(house.ledger, { hash, kind: 'person' }, house.caller.by)
    print(gone ? `no mark keeps ${hash} any more` : `no mark kept ${hash}`)
    return 0
  })
}

type Outcome = { hash: string; outcome: 'removed' | 'kept' | 'held' | 'may go' }

/** `pejling edition prune [--dry]`: what is live, pinned or open stays, even if it became so a moment ago. */
export function pruneEditionsCommand({ dry, json }: { dry?: boolean; json?: boolean }): Promise<ExitCode> {
  return withHouse<ExitCode>(async ({ home, ledger, caller }) => {
    const outcomes: Outcome[] = []
    for (const hash of await listPrunable(ledger)) {
      const remove = () => rm(editionFile(home, hash), { force: true })
      const outcome = dry ? 'may go' : await pruneEdition(ledger, hash, remove, caller.by)
      outcomes.push({ hash, outcome })
    }
    if (json) printJson(outcomes)
    else if (!outcomes.length) print('nothing to remove')
    else print(aligned(outcomes.map(({ hash, outcome }) => [hash, words[outcome]])))
    return 0
  })
}

const words: Record<Outcome['outcome'], string> = {
  removed: 'removed',
  kept: 'kept: live or pointed at by now',
  held: 'kept: somebody has it open',
  'may go': 'may go',
}
