import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { copyFile, link, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** What was sent, as it was sent: its SHA-256 is its name, so that the same bytes are kept once and can be held to it. */
export type Original = { sha256: string; bytes: number }

/** Where originals lie: `PEJLING_HOME/uploads`. */
export function originalsFolder(home: string): string {
  return join(home, 'uploads')
}

/** Where what is still being sent lies: inside `uploads`, so that both are on one disk; no backup takes it along. */
export function arrivingFolder(home: string): string {
  return join(originalsFolder(home), 'arriving')
}

/** @throws `original: expected a sha256 of 64 letters, found …` */
export function originalPath(home: string, sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256))
    throw new Error(`original: expected a sha256 of 64 letters, found ${sha256}`)
  return join(originalsFolder(home), sha256)
}

/**
 * Keeps a file among the originals for ever, under the SHA-256 of what is in it. Whole and on disk before it has its name,
 * so that a kill or a power cut leaves a whole original or none; may be called again, and side by side for the same bytes.
 * The file itself stays where it is: one that has arrived is removed when the ledger knows of it.
 *
 * @param take `link` for a file among those that have arrived, which nobody writes to any more; `copy` for any other
 * @throws what the disk says
 */
export async function keepOriginal(home: string, file: string, take: 'link' | 'copy'): Promise<Original> {
  await mkdir(arrivingFolder(home), { recursive: true, mode: 0o700 })
  // A name of its own, so that two who keep one file at the same time do not meet.
  const beside = join(arrivingFolder(home), `${take}-${crypto.randomUUID()}`)
  await (take === 'link' ? link(file, beside) : copyFile(file, beside))
  const original = await sealed(beside)
  await rename(beside, originalPath(home, original.sha256))
  // Of two names of one file the disk gives none up.
  await rm(beside, { force: true })
  await sync(originalsFolder(home))
  return original
}

/**
 * Removes what nobody has gone on sending since a moment, and what a process that was killed has left half copied.
 *
 * @returns how many files it removed
 */
export async function sweepArrivals(home: string, before: Date): Promise<number> {
  const folder = arrivingFolder(home)
  const names = await readdir(folder).catch(() => [])
  const old = await Promise.all(
    names.map(async (name) => {
      const found = await stat(join(folder, name)).catch(() => undefined)
      return found !== undefined && found.mtime < before ? [join(folder, name)] : []
    }),
  )
  await Promise.all(old.flat().map((path) => rm(path, { force: true, recursive: true })))
  return old.flat().length
}

/** Hashes a file, and leaves it on disk where nobody changes it. */
async function sealed(file: string): Promise<Original> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
    hash.update(chunk as Buffer)
    bytes += (chunk as Buffer).length
  }
  const handle = await open(file, 'r')
  try {
    await handle.chmod(0o400)
    await handle.sync()
  } finally {
    await handle.close()
  }
  return { sha256: hash.digest('hex'), bytes }
}

async function sync(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}
