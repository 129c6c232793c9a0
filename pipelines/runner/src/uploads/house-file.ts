import { mkdir, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sha256 } from '../hash.ts'
import type { Home } from '../home.ts'
import type { StudyFile } from '../study-folder.ts'

/**
 * What only the ledger says, as a file of a study at `path`: it lies in the cache by its hash, so that a step and an edition
 * know it as they know every other file. The folder on disk is not touched.
 */
export async function houseFile(home: Home, path: string, text: string): Promise<StudyFile> {
  const hash = sha256(text)
  const folder = join(home.cache, 'said')
  const file = join(folder, hash)
  if (!(await stat(file).catch(() => undefined))) {
    await mkdir(folder, { recursive: true })
    const beside = `${file}.${process.pid}.making`
    await writeFile(beside, text)
    await rename(beside, file)
  }
  return { path, file, sha256: hash, bytes: Buffer.byteLength(text) }
}
