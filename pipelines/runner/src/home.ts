import { access, chmod, constants } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { makeFolder, readConfiguration } from '@pejling/operation'

/** The folder of the repository this program stands in. */
export const root = resolve(import.meta.dirname, '../../..')

/** Where all generated state lives, and where the studies are read from. */
export type Home = { path: string; editions: string; cache: string; studies: string }

/**
 * `PEJLING_HOME` (else `.pejling` beside the code) and `PEJLING_DATA` (else `data/studies`). The folder is made so that
 * only its owner can read it.
 *
 * @throws `home: cannot use /srv/x; this user may not write there`
 */
export async function openHome(environment: NodeJS.ProcessEnv = process.env): Promise<Home> {
  const { home: path, studies } = readConfiguration(environment)
  const home = { path, editions: join(path, 'editions'), cache: join(path, 'cache'), studies }
  try {
    for (const folder of [path, home.editions, home.cache]) await makeFolder(folder)
    await chmod(path, 0o700)
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException
    throw new Error(`home: cannot use ${path}; ${troubles[code] ?? code}`, { cause })
  }
  return home
}

const troubles: Record<string, string> = {
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'the file system is read-only',
  ENOENT: 'no folder can be made there',
  ENOTDIR: 'a file is in the way',
  ENOSPC: 'the disk is full',
}

/** The file of an edition. */
export function editionFile({ editions }: Home, hash: string): string {
  return join(editions, `${hash}.duckdb`)
}
