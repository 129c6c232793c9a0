import { access, chmod, constants, mkdir, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { readConfiguration } from '@pejling/operation'

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

/** Folder by folder: Node's recursive way never ends where a folder that exists refuses new ones, as /proc does. */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 })
  } catch (problem) {
    const { code } = problem as NodeJS.ErrnoException
    const parent = dirname(path)
    if ((await stat(path).catch(() => undefined))?.isDirectory()) return
    if (code === 'EEXIST') throw Object.assign(new Error(), { code: 'ENOTDIR' })
    if (code !== 'ENOENT' || (await stat(parent).catch(() => undefined))) throw problem
    await makeFolder(parent)
    await makeFolder(path)
  }
}

/** The file of an edition. */
export function editionFile({ editions }: Home, hash: string): string {
  return join(editions, `${hash}.duckdb`)
}
