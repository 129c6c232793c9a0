import { createWriteStream } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { SentFile } from '../opened.ts'
import type { Zip } from './open-zip.ts'

/** Unpacks the files of a zip into a folder under names of our own; what systems add for themselves is left out. */
export async function unpack(zip: Zip, folder: string): Promise<SentFile[]> {
  const into = await mkdtemp(join(folder, 'zip-'))
  const files: SentFile[] = []
  for (const name of zip.names) {
    if (/^__MACOSX\/|(^|\/)(\.|Thumbs\.db$|desktop\.ini$)/.test(name)) continue
    const path = join(into, String(files.length))
    await pipeline(zip.read(name), createWriteStream(path))
    files.push({ name, path })
  }
  return files
}
