import { readdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Ledger, withFreeRunLock } from '@pejling/ledger'
import type { Home } from './home.ts'
import { trialFile } from './uploads/trial-edition.ts'

/**
 * Removes what killed or cancelled runs left half made, with the copies their steps were reading; nothing of it was ever
 * acknowledged. Only for who has the lock of the runs.
 */
export async function sweepHalfMade(home: Home): Promise<void> {
  for (const path of await halfMade(home)) await rm(path, { recursive: true, force: true })
}

/** The same where a run may have nothing to do, and nobody else runs just now: copies may hold persons. */
export async function sweepAbandoned(home: Home, ledger: Ledger): Promise<void> {
  if ((await halfMade(home)).length) await withFreeRunLock(ledger, () => sweepHalfMade(home))
}

async function halfMade(home: Home): Promise<string[]> {
  const trials = dirname(trialFile(home, 'any'))
  const folders = [home.cache, join(home.cache, 'code'), home.editions, trials]
  const found = folders.map(async (folder) =>
    (await readdir(folder).catch(() => []))
      .filter((name) => /\.(making|building|building\.wal)$/.test(name))
      .map((name) => join(folder, name)),
  )
  return (await Promise.all(found)).flat()
}
