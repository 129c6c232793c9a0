import { type Ledger, listMigrations, migrateBack, openLedger } from '@pejling/ledger'
import type { Command } from 'commander'
import { withHouse } from '../house.ts'
import { aligned, type ExitCode, print, printJson } from '../output.ts'
import { does } from './does.ts'
import { asJson } from './option.ts'

/** Registers `pejling migrate …`. */
export function addMigrateCommands(program: Command): void {
  const migrations = program
    .command('migrate')
    .description("the ledger's tables; forward they go by themselves")
  migrations
    .command('status')
    .description('which migrations stand')
    .option(...asJson)
    .action(does(migrateStatusCommand))
  migrations
    .command('forward')
    .description('bring the tables to their shape of today')
    .option(...asJson)
    .action(does(migrateForwardCommand))
  migrations
    .command('back')
    .description(
      'take migrations back until the named one is the last; stop the worker and the dashboard first',
    )
    .argument('<name>', 'a migration, or nothing')
    .option('--lose-rows', 'rows of tables that go may go with them')
    .option(...asJson)
    .action(does(migrateBackCommand))
}

type Answer = { json?: boolean }

/** `pejling migrate status`: our own migrations and since when each stands. */
export async function migrateStatusCommand({ json }: Answer): Promise<ExitCode> {
  const found = await asOwner(listMigrations)
  if (json) printJson(found)
  else print(aligned(found.map(({ name, since }) => [name, since ? since.toISOString() : 'not there yet'])))
  return 0
}

/** `pejling migrate forward`: what every start does by itself, for when only this process knows the tables' owner. */
export async function migrateForwardCommand({ json }: Answer): Promise<ExitCode> {
  const found = await withHouse(({ ledger }) => listMigrations(ledger))
  if (json) printJson(found)
  else print(`the tables are at ${found.at(-1)?.name}`)
  return 0
}

/**
 * `pejling migrate back NAME`: for a return to an older program. Any command of this one brings the tables forward
 * again, so the older program is the next to start.
 */
export async function migrateBackCommand(
  name: string,
  { json, loseRows }: Answer & { loseRows?: boolean },
): Promise<ExitCode> {
  const back = await asOwner((ledger) => migrateBack(ledger, name, { loseRows }))
  if (json) printJson({ back })
  else if (!back.length) print(name === 'nothing' ? 'nothing stands' : `nothing after ${name} stands`)
  else print(`taken back: ${back.join(', ')}; start the older program now, this one would go forward again`)
  return 0
}

/** The ledger as the owner of its tables, as they stand. */
function asOwner<T>(work: (ledger: Ledger) => Promise<T>): Promise<T> {
  return withHouse(
    async ({ ownerUrl }) => {
      const ledger = openLedger(ownerUrl, { connections: 2 })
      try {
        return await work(ledger)
      } finally {
        await ledger.destroy()
      }
    },
    process.env,
    { forward: false },
  )
}
