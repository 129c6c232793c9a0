import { resolve } from 'node:path'
import { recordAct } from '@pejling/ledger'
import type { Command } from 'commander'
import { backUp } from '../backup/back-up.ts'
import { restore } from '../backup/restore.ts'
import { withHouse } from '../house.ts'
import { type ExitCode, print, printJson } from '../output.ts'
import { does } from './does.ts'
import { asJson } from './option.ts'

/** Registers `pejling backup` and `pejling restore`. */
export function addBackupCommands(program: Command): void {
  program
    .command('backup')
    .description('the whole installation into a folder while it runs; keep it as safe as the installation')
    .argument('<folder>', 'a new folder')
    .option(...asJson)
    .action(does(backupCommand))
  program
    .command('restore')
    .description('an installation from its backup, in an empty home')
    .argument('<folder>')
    .option('--seal <sha256>', 'the checksum that the backup printed')
    .option(...asJson)
    .action(does(restoreCommand))
}

/** `pejling backup FOLDER`. */
export async function backupCommand(to: string, { json }: { json?: boolean }): Promise<ExitCode> {
  const folder = resolve(to)
  const { seal, backup } = await withHouse(async (house) => {
    const made = await backUp(house, folder)
    const details = { seal: made.seal, entries: made.backup.ledger.auditLog.entries }
    await recordAct(house.ledger, { ...house.caller.by, act: 'backup', details })
    return made
  })
  const { ledger, missing, secret } = backup
  if (json) {
    printJson({
      folder,
      seal,
      live: ledger.live,
      editions: ledger.editions.length,
      missing,
      secret,
      ...ledger.auditLog,
    })
    return 0
  }
  print(
    `backup in ${folder}: ${ledger.editions.length - missing.length} editions, live ${ledger.live ?? 'none'}`,
  )
  if (missing.length) print(`without ${missing.join(', ')}: their files were gone`)
  print(
    `it holds accounts with password hashes, rows of all studies${secret ? ' and the key that signs sessions' : ''}:`,
  )
  print('whoever can read it can read everything; keep it accordingly')
  if (!secret)
    print('the key that signs sessions is a setting and not in it; without it second factors cannot be read')
  print(`the log of acts has ${ledger.auditLog.entries} entries, head ${ledger.auditLog.head}`)
  print(`seal ${seal}: keep it elsewhere, and give it to restore with --seal`)
  return 0
}

/** `pejling restore FOLDER`. */
export async function restoreCommand(
  from: string,
  { seal, json }: { seal?: string; json?: boolean },
): Promise<ExitCode> {
  const { ledger, settings } = await restore(resolve(from), process.env, seal)
  if (json) printJson({ live: ledger.live, editions: ledger.editions.length, ...ledger.auditLog, settings })
  else {
    print(`restored: ${ledger.editions.length} editions, live ${ledger.live ?? 'none'}`)
    print(`the log of acts verifies: ${ledger.auditLog.entries} entries, head ${ledger.auditLog.head}`)
    print('settings were, and are not set by this:')
    for (const [name, value] of Object.entries(settings)) print(`  ${name}=${value}`)
  }
  return 0
}
