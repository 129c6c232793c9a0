import { constants } from 'node:fs'
import { copyFile, cp, mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { arrivingFolder, originalsFolder, seal } from '@pejling/archive'
import { dumpLedger, holdEditions, type LedgerDump } from '@pejling/ledger'
import { listSettings } from '@pejling/operation'
import { editionFile } from '../home.ts'
import type { House } from '../house.ts'
import { backupVersion, type InstallationBackup, warning } from './installation.ts'

/**
 * Writes the whole installation into a folder while it runs: the ledger as it stood at one moment, and the editions,
 * uploads and key that belong to it. Written beside and renamed, so that a kill leaves no folder that looks whole; the
 * checksums come last.
 *
 * @returns the checksum over all checksums: kept elsewhere, it pins down the whole backup
 * @throws `backup: expected no folder or an empty one, found …`, `backup: the file of the live edition … is gone; …`
 */
export async function backUp(
  house: House,
  folder: string,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<{ seal: string; backup: InstallationBackup }> {
  if ((await readdir(folder).catch(() => [])).length)
    throw new Error(`backup: expected no folder or an empty one, found ${folder}`)
  await mkdir(dirname(folder), { recursive: true })
  // Only the one who makes it may read it.
  const making = await mkdtemp(join(dirname(folder), `.${basename(folder)}-`))
  try {
    const backup = await fill(house, making, environment)
    await writeFile(join(making, 'backup.json'), `${JSON.stringify(backup, undefined, 2)}\n`)
    await writeFile(join(making, 'README.md'), warning)
    const sealed = await seal(making)
    await rm(folder, { recursive: true, force: true })
    await rename(making, folder)
    return { seal: sealed, backup }
  } finally {
    await rm(making, { recursive: true, force: true })
  }
}

async function fill(
  house: House,
  folder: string,
  environment: NodeJS.ProcessEnv,
): Promise<InstallationBackup> {
  const missing: string[] = []
  const ledger = await dumpLedger(house.ownerUrl, join(folder, 'ledger'), async (dump) => {
    missing.push(...(await copyEditions(house, dump, join(folder, 'editions'))))
  })
  const { path } = house.home
  // An upload is on disk before the ledger knows of it, and never changes: all that the ledger knew of are here by now.
  // What is still being sent is known to nobody yet.
  const filter = (from: string) => from !== arrivingFolder(path)
  if (await isThere(originalsFolder(path)))
    await cp(originalsFolder(path), join(folder, 'uploads'), { recursive: true, filter })
  const secret = await isThere(join(path, 'secret'))
  if (secret) await copyFile(join(path, 'secret'), join(folder, 'secret'))
  const states = listSettings(environment).settings.filter(
    ({ secret, value }) => !secret && value !== undefined,
  )
  const settings = Object.fromEntries(states.map(({ name, value }) => [name, value!]))
  return { format: 'pejling-backup', version: backupVersion, ledger, missing, secret, settings }
}

/** @returns those whose file is gone */
async function copyEditions(
  { home, url }: House,
  { editions, live }: LedgerDump,
  to: string,
): Promise<string[]> {
  await mkdir(to, { recursive: true })
  const hold = holdEditions(url)
  const missing: string[] = []
  try {
    for (const hash of editions) {
      await hold.hold(hash)
      const file = editionFile(home, hash)
      if (await isThere(file)) await copyFile(file, join(to, basename(file)), constants.COPYFILE_FICLONE)
      else if (hash === live)
        throw new Error(`backup: the file of the live edition ${hash} is gone; pejling run builds one`)
      else missing.push(hash)
    }
  } finally {
    await hold.close()
  }
  return missing
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
