import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { seal, sealFile } from './seal.ts'

/** A folder as a zip: the name it is saved under, and its bytes as they are made. */
export type ZippedFolder = { name: string; content: Readable }

/**
 * A folder as a zip that is sent file by file while it is made: the first bytes go out at once, and the list of checksums
 * last. What was made is removed when all of it is sent, or when nobody reads any more.
 *
 * @param name of the folder in the zip, and of the zip itself
 * @param room where it is made
 */
export function zipped(
  name: string,
  room: string,
  fill: (making: string) => AsyncGenerator<string, unknown>,
): ZippedFolder {
  return { name: `${name}.zip`, content: Readable.from(bytesOf(name, room, fill), { objectMode: false }) }
}

async function* bytesOf(
  name: string,
  room: string,
  fill: (making: string) => AsyncGenerator<string, unknown>,
): AsyncGenerator<Uint8Array> {
  await mkdir(room, { recursive: true, mode: 0o700 })
  const making = await mkdtemp(join(room, 'archive-'))
  const zip = new ZipFile()
  const files = fill(making)
  try {
    const filled = fillZip(zip, files, making, name)
    // What goes wrong while the zip is read must end the reading too.
    filled.catch((problem: Error) => (zip.outputStream as Readable).destroy(problem))
    yield* zip.outputStream as AsyncIterable<Uint8Array>
    await filled
  } finally {
    await files.return(undefined)
    await rm(making, { recursive: true, force: true })
  }
}

async function fillZip(
  zip: ZipFile,
  files: AsyncGenerator<string, unknown>,
  making: string,
  name: string,
): Promise<void> {
  const add = (path: string) => zip.addFile(join(making, path), `${name}/${path}`, unchanging())
  for await (const path of files) add(path)
  await seal(making)
  add(sealFile)
  zip.end()
}

/**
 * A zip knows when its files were made, by the clock on the wall: a wall clock that always shows the same keeps its bytes
 * the same, in any time zone.
 */
function unchanging(): { mtime: Date; mode: number; forceDosTimestamp: boolean } {
  return { mtime: new Date(2020, 0, 1), mode: 0o100644, forceDosTimestamp: true }
}
