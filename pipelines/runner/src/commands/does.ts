import { assertMay } from '@pejling/ledger'
import { readConfiguration } from '@pejling/operation'
import type { Command } from 'commander'
import { getCaller } from '../caller.ts'
import { lendHouse, withHouse } from '../house.ts'
import type { ExitCode } from '../output.ts'
import { nameOf, needOf } from './command-access.ts'

/**
 * What a command does, as its action: how it ends is the exit code of the process. Where somebody acts as a person, the
 * command begins only if that person may, by the table of access; it finds who acts in the house it opens.
 *
 * @throws `no access: …`, `unknown person: …`, and what the command throws
 */
export function does<Words extends unknown[]>(
  work: (...words: Words) => Promise<ExitCode>,
): (...words: unknown[]) => Promise<void> {
  return async (...words) => {
    // Commander hands over the command itself as the last word.
    const command = words.at(-1) as Command
    process.exitCode = await begin(command, () => work(...(words as Words)))
  }
}

async function begin(command: Command, work: () => Promise<ExitCode>): Promise<ExitCode> {
  const need = needOf(command)
  if (need === 'nothing') return work()
  const asked = command.opts<{ as?: string }>().as
  // Never taken for the owner: `--as "$WHO"` with nothing in it.
  if (asked?.trim() === '') throw new Error('--as: expected an e-mail address, found nothing')
  const configuration = readConfiguration({ ...process.env, ...(asked && { PEJLING_AS: asked }) })
  const { as } = configuration
  if (as === undefined) return work()
  if (need === 'owner')
    throw new Error(
      `no access: ${nameOf(command)} is for the owner of the home folder; without --as and PEJLING_AS`,
    )
  return withHouse(async (house) => {
    const caller = await getCaller(house.ledger, as, configuration)
    assertMay(caller.by, need)
    return lendHouse({ ...house, caller }, work)
  })
}
