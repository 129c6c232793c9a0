import { chmod, copyFile, cp, mkdir, readdir, readFile, rename, rm, rmdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { checkSeal } from '@pejling/archive'
import { openLedger, owner, recordAct, restoreLedger, roleOf, startPostgres } from '@pejling/ledger'
import { type Configuration, readConfiguration } from '@pejling/operation'
import { openEdition } from '@pejling/warehouse'
import { backupVersion, type InstallationBackup } from './installation.ts'

/**
 * Makes an installation again from a backup, in a home that is empty: beside, and renamed into place when its ledger
 * verifies and its live edition opens. With `DATABASE_URL` the ledger goes into that database, which must be empty.
 *
 * @param known the checksum over all checksums, kept from the backup
 * @throws as `checkSeal` and `restoreLedger`; `restore: expected an empty home, found …`,
 *   `restore: expected a backup, found …`, `restore: version 2 is newer than this program (1)`
 */
export async function restore(
  folder: string,
  environment: NodeJS.ProcessEnv = process.env,
  known?: string,
): Promise<InstallationBackup> {
  const configuration = readConfiguration(environment)
  const { home } = configuration
  if ((await readdir(home).catch(() => [])).length)
    throw new Error(`restore: expected an empty home, found ${home}; say another one with PEJLING_HOME`)
  await checkSeal(folder, known)
  const backup = await readBackup(folder)
  const restoring = `${home}.restoring`
  await clear(restoring)
  await mkdir(dirname(home), { recursive: true })
  try {
    await mkdir(restoring, { mode: 0o700 })
    await copyFiles(folder, restoring, backup)
    await fillLedger(folder, restoring, backup, configuration)
    await rmdir(home).catch(() => undefined)
    await rename(restoring, home)
    return backup
  } finally {
    await clear(restoring)
  }
}

async function readBackup(folder: string): Promise<InstallationBackup> {
  const text = await readFile(join(folder, 'backup.json'), 'utf8').catch(() => 'null')
  const backup = (JSON.parse(text) ?? {}) as InstallationBackup
  if (backup.format !== 'pejling-backup')
    throw new Error(`restore: expected a backup, found ${backup.format ?? 'nothing of that kind'}`)
  if (backup.version > backupVersion)
    throw new Error(`restore: version ${backup.version} is newer than this program (${backupVersion})`)
  return backup
}

async function copyFiles(
  folder: string,
  home: string,
  { ledger, secret }: InstallationBackup,
): Promise<void> {
  await cp(join(folder, 'editions'), join(home, 'editions'), { recursive: true })
  const uploads = await stat(join(folder, 'uploads')).catch(() => undefined)
  if (uploads) await cp(join(folder, 'uploads'), join(home, 'uploads'), { recursive: true })
  if (secret) {
    await copyFile(join(folder, 'secret'), join(home, 'secret'))
    await chmod(join(home, 'secret'), 0o600)
  }
  if (!ledger.live) return
  const edition = await openEdition(join(home, 'editions', `${ledger.live}.duckdb`))
  await edition.close()
  if (edition.hash !== ledger.live)
    throw new Error(`restore: expected edition ${ledger.live}, found ${edition.hash}`)
}

async function fillLedger(
  folder: string,
  home: string,
  { ledger: dump }: InstallationBackup,
  { database, ownerDatabase }: Configuration,
): Promise<void> {
  const postgres = database ? undefined : await startPostgres(home)
  try {
    const url = database ?? postgres!.url
    const ownerUrl = database ? (ownerDatabase ?? database) : postgres!.ownerUrl
    const application = ownerUrl === url ? undefined : roleOf(url)
    await restoreLedger(ownerUrl, join(folder, 'ledger'), dump, application)
    const ledger = openLedger(url)
    try {
      const details = { entries: dump.auditLog.entries, head: dump.auditLog.head }
      await recordAct(ledger, { ...owner, act: 'restore', details })
    } finally {
      await ledger.destroy()
    }
  } finally {
    await postgres?.stop()
  }
}

/** What a killed restore left may have a server running in it. */
async function clear(restoring: string): Promise<void> {
  if (await stat(join(restoring, 'postgres', 'data')).catch(() => undefined))
    await (await startPostgres(restoring)).stop()
  await rm(restoring, { recursive: true, force: true })
}
