import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The bytes of a small file that can only be written to a disk. */
export async function bytesOf(write: (file: string) => Promise<void>): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'pejling-export-'))
  try {
    await write(join(folder, 'file'))
    return await readFile(join(folder, 'file'))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
