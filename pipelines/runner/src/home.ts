import { chmod, mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { readConfiguration } from '@pejling/operation'

/** The folder of the repository this program stands in. */
export const root = resolve(import.meta.dirname, '../../..')

/** Where all generated state lives, and where the studies are read from. */
export type Home = { path: string; editions: string; cache: string; studies: string }

/**
 * `PEJLING_HOME` (else `.pejling` beside the code) and `PEJLING_DATA` (else `data/studies`). The folder is made so that
 * only its owner can read it.
 *
 * @throws `home: cannot use …: EACCES`
 */
export async function openHome(environment: NodeJS.ProcessEnv = process.env): Promise<Home> {
  const { home: path, studies } = readConfiguration(environment)
  const home = { path, editions: join(path, 'editions'), cache: join(path, 'cache'), studies }
  try {
    await mkdir(path, { recursive: true, mode: 0o700 })
    await chmod(path, 0o700)
    for (const folder of [home.editions, home.cache]) await mkdir(folder, { recursive: true })
  } catch (cause) {
    throw new Error(`home: cannot use ${path}: ${(cause as NodeJS.ErrnoException).code}`, { cause })
  }
  return home
}

/** The file of an edition. */
export function editionFile({ editions }: Home, hash: string): string {
  return join(editions, `${hash}.duckdb`)
}
