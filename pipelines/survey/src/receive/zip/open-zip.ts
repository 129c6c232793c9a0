import type { Readable } from 'node:stream'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { limits } from '../limits.ts'
import { Unreadable } from '../unreadable.ts'

/** A zip that keeps to what it declares: its files by name, read one at a time, never more bytes than it said. */
export type Zip = {
  names: string[]
  bytes: (name: string) => number
  read: (name: string) => AsyncIterable<Buffer>
  close: () => void
}

/**
 * Opens a zip. What it declares is judged before anything is unpacked (how many files, how many bytes, how many times their
 * packed size), and what is unpacked is held to what was declared.
 *
 * @throws Unreadable
 */
export async function openZip(path: string): Promise<Zip> {
  const file = await openPromise(path, { autoClose: false, lazyEntries: true }).catch(() => {
    throw new Unreadable('zip', 'expected a whole zip, found a damaged one or only a part')
  })
  try {
    const entries = await entriesOf(file)
    const entry = (name: string) => {
      const found = entries.get(name)
      if (!found) throw new Unreadable('zip', `expected ${plain(name)} in the file, found none`)
      return found
    }
    return {
      names: [...entries.keys()],
      bytes: (name) => entry(name).uncompressedSize,
      read: (name) => unpacked(file, entry(name)),
      close: () => file.close(),
    }
  } catch (cause) {
    file.close()
    throw cause
  }
}

async function entriesOf(file: ZipFile): Promise<Map<string, Entry>> {
  if (file.entryCount > limits.entries)
    throw new Unreadable(
      'entries',
      `expected a zip of at most ${limits.entries} files, found ${file.entryCount}`,
    )
  const entries = new Map<string, Entry>()
  let [packed, inflated] = [0, 0]
  try {
    for await (const entry of file.eachEntry()) {
      if (entry.fileName.endsWith('/')) continue
      if (entry.isEncrypted())
        throw new Unreadable('password', 'expected a zip without a password, found one with')
      packed += entry.compressedSize
      inflated += entry.uncompressedSize
      if (entries.has(entry.fileName))
        throw new Unreadable('zip', 'expected each file once in the zip, found one twice')
      entries.set(entry.fileName, entry)
    }
  } catch (cause) {
    if (cause instanceof Unreadable) throw cause
    throw new Unreadable('zip', 'expected a whole list of the files in the zip, found a damaged one')
  }
  if (inflated > limits.inflated || inflated > limits.unpackedAnyway + limits.ratio * packed)
    throw new Unreadable(
      'inflated',
      `expected a zip that unpacks to at most 4 GB and ${limits.ratio} times its size, found ${inflated} bytes packed in ${packed}`,
    )
  return entries
}

async function* unpacked(file: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  const damaged = () =>
    new Unreadable('packed', `expected ${plain(entry.fileName)} whole in the zip, found it damaged`)
  let stream: Readable
  try {
    stream = await file.openReadStreamPromise(entry)
  } catch {
    throw damaged()
  }
  const chunks = (stream as AsyncIterable<Buffer>)[Symbol.asyncIterator]()
  try {
    for (;;) {
      const next = await chunks.next().catch(() => {
        throw damaged()
      })
      if (next.done) return
      yield next.value
    }
  } finally {
    stream.destroy()
  }
}

/** A file's name as it may stand in a message. */
function plain(name: string): string {
  return name.replace(/[^\p{L}\p{N} ._/-]+/gu, '?').slice(0, 100)
}
