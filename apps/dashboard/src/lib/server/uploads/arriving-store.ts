import { open } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { FileStore } from '@tus/file-store'

/** Files that are being sent piece by piece. What is acknowledged of them is on disk, and outlives a power cut. */
export class ArrivingStore extends FileStore {
  override async write(from: IncomingMessage | Readable, id: string, offset: number): Promise<number> {
    const reached = await super.write(from, id, offset)
    const handle = await open(join(this.directory, id), 'r')
    await handle.sync().finally(() => handle.close())
    return reached
  }
}
