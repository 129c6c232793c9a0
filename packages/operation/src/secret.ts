import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Configuration } from './configuration.ts'
import { makeFolder } from './make-folder.ts'

/**
 * The key of the installation: what was set, else one that is made once and kept in the home, where only its owner can read
 * it.
 */
export async function getSecret({ secret, home }: Pick<Configuration, 'secret' | 'home'>): Promise<string> {
  if (secret !== undefined) return secret
  const file = join(home, 'secret')
  await makeFolder(home)
  await writeFile(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' }).catch((problem) => {
    if ((problem as NodeJS.ErrnoException).code !== 'EEXIST') throw problem
  })
  return (await readFile(file, 'utf8')).trim()
}
