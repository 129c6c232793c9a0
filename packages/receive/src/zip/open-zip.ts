import { crc32 } from 'node:zlib'
import type { Readable } from 'node:stream'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { limits } from '../limits.ts'
import { Unreadable } from '../unreadable.ts'

/** What a zip may ask for, in bytes. */
export type ZipLimits = {
  entries: number
  /** All that comes out of it, however often a file is read. */
  inflated: number
  /** How many times its packed size a file, and all of them together, may become once it is larger than `unpackedAnyway`. */
  ratio: number
  unpackedAnyway: number
}

/** A zip that keeps to what it declares: its files by name, read one at a time, never more bytes than it said. */
export type Zip = {
  names: string[]
  bytes: (name: string) => number
  /** Refuses a file of more than `most` bytes before any of it comes out. */
  read: (name: string, most?: number) => AsyncGenerator<Buffer>
  close: () => void
}

/**
 * Opens a zip without trusting it. What it declares is judged before anything is unpacked (how many files, how many bytes, how
 * many times their packed size), and what is unpacked is held to what was declared, checksums too. Links, keys and paths that
 * lead out of it are refused. Names of its files may hold persons: a message has their number in the zip.
 *
 * @throws Unreadable
 */
export async function openZip(path: string, allowed: ZipLimits = limits): Promise<Zip> {
  const file = await openPromise(path, { autoClose: false, lazyEntries: true }).catch(broken)
  try {
    const entries = await entriesOf(file, allowed)
    let left = allowed.inflated
    const count = (bytes: number) => {
      if ((left -= bytes) < 0) throw tooMuch('the archive', allowed.inflated)
    }
    const found = (name: string) => {
      const entry = entries.get(name)
      if (!entry) throw new Unreadable('zip', `expected ${plain(name)} in the file, found none`)
      return entry
    }
    return {
      names: [...entries.keys()],
      bytes: (name) => found(name).uncompressedSize,
      read: (name, most = allowed.inflated) => unpacked(file, found(name), most, count),
      close: () => file.close(),
    }
  } catch (cause) {
    file.close()
    throw cause
  }
}

async function entriesOf(file: ZipFile, allowed: ZipLimits): Promise<Map<string, Entry>> {
  if (file.entryCount > allowed.entries) throw tooMany(allowed, file.entryCount)
  const entries = new Map<string, Entry>()
  const all = { packed: 0, inflated: 0 }
  try {
    for await (const entry of file.eachEntry()) {
      if (entries.size >= allowed.entries) throw tooMany(allowed, 'more')
      const wrong = wrongWith(entry, entries)
      if (wrong) throw wrong
      if (entry.fileName.endsWith('/')) continue
      all.packed += entry.compressedSize
      all.inflated += entry.uncompressedSize
      checkRatio(entry.uncompressedSize, entry.compressedSize, allowed)
      entries.set(entry.fileName, entry)
    }
  } catch (cause) {
    throw cause instanceof Unreadable ? cause : broken(cause)
  }
  if (all.inflated > allowed.inflated) throw tooMuch('the archive', allowed.inflated)
  checkRatio(all.inflated, all.packed, allowed)
  return entries
}

const symbolicLink = 0o120000
const fileType = 0o170000

function wrongWith(entry: Entry, earlier: Map<string, Entry>): Unreadable | undefined {
  const found = (rule: string, message: string) =>
    new Unreadable(rule, `entry ${earlier.size + 1}: expected ${message}`)
  if (earlier.has(entry.fileName)) return found('zip', 'every name once, found one again')
  if (((entry.externalFileAttributes >>> 16) & fileType) === symbolicLink)
    return found('zip', 'a file, found a link')
  if (entry.isEncrypted()) return found('password', 'a file without a password, found one with')
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8)
    return found('zip', `stored or deflated, found method ${entry.compressionMethod}`)
  return undefined
}

function checkRatio(inflated: number, packed: number, { ratio, unpackedAnyway }: ZipLimits): void {
  if (inflated > unpackedAnyway && inflated > ratio * packed)
    throw new Unreadable(
      'inflated',
      `expected a zip that unpacks to at most ${ratio} times its size, found ${inflated} bytes packed in ${packed}`,
    )
}

async function* unpacked(
  file: ZipFile,
  entry: Entry,
  most: number,
  count: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  if (entry.uncompressedSize > most) throw tooMuch('an entry', most)
  const stream: Readable = await file.openReadStreamPromise(entry).catch(damaged)
  const chunks = (stream as AsyncIterable<Buffer>)[Symbol.asyncIterator]()
  let sum = 0
  try {
    for (;;) {
      const next = await chunks.next().catch(damaged)
      if (next.done) break
      count(next.value.length)
      sum = crc32(next.value, sum)
      yield next.value
    }
  } finally {
    stream.destroy()
  }
  if (sum !== entry.crc32) throw new Unreadable('packed', 'expected the checksum of an entry, found another')
}

function tooMany({ entries }: ZipLimits, found: number | string): Unreadable {
  return new Unreadable('entries', `expected at most ${entries} entries, found ${found}`)
}

function tooMuch(what: string, most: number): Unreadable {
  return new Unreadable('inflated', `${what}: expected at most ${most} bytes inflated, found more`)
}

function damaged(cause: unknown): never {
  throw unreadable('packed', 'expected a whole file in the archive, found a damaged one', cause)
}

/** What yauzl says may quote the archive's bytes: only that it is broken is told. */
function broken(cause: unknown): never {
  const isPath = /relative path|absolute path|invalid characters in fileName/i.test(String(cause))
  const found = isPath ? 'a path that leads out of the archive' : 'a broken one'
  throw unreadable('zip', `expected a zip archive, found ${found}`, cause)
}

function unreadable(rule: string, message: string, cause: unknown): Unreadable {
  return Object.assign(new Unreadable(rule, message), { cause })
}

/** A file's name as it may stand in a message. */
function plain(name: string): string {
  return name.replace(/[^\p{L}\p{N} ._/-]+/gu, '?').slice(0, 100)
}
