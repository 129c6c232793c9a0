import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Ledger, listUploads } from '@pejling/ledger'
import { sync } from '../graph/step-cache.ts'
import { editionFile, type Home } from '../home.ts'

/** The file of an edition that is only tried: beside the editions, where nobody can open it by its name. */
export function trialFile({ editions }: Home, hash: string): string {
  return join(editions, 'trials', `${hash}.duckdb`)
}

/** Is there a file of this edition, tried or built? */
export async function isMade(home: Home, hash: string): Promise<boolean> {
  return (await isThere(trialFile(home, hash))) || (await isThere(editionFile(home, hash)))
}

/** The file of an edition, built or only tried. */
export async function madeFile(home: Home, hash: string): Promise<string> {
  const built = editionFile(home, hash)
  return (await isThere(built)) ? built : trialFile(home, hash)
}

/** What was tried becomes an edition like others, by its name alone; a kill leaves it in one of both places. */
export async function adoptTrial(home: Home, hash: string): Promise<void> {
  if (await isThere(editionFile(home, hash))) return
  await rename(trialFile(home, hash), editionFile(home, hash))
  await sync(home.editions)
}

/** Makes the folder that trials are in, and says where it is. */
export async function openTrials(home: Home): Promise<string> {
  const folder = dirname(trialFile(home, 'any'))
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return folder
}

/** Takes away what was tried and is no upload's any more. */
export async function sweepTrials(home: Home, ledger: Ledger): Promise<void> {
  const waiting = await listUploads(ledger, { states: ['checked', 'previewed', 'approved'] })
  const wanted = new Set(waiting.flatMap(({ trial_edition }) => trial_edition ?? []))
  const folder = await openTrials(home)
  for (const name of await readdir(folder))
    if (!wanted.has(name.replace(/\.duckdb$/, '')))
      await rm(join(folder, name), { recursive: true, force: true })
}

async function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  )
}
