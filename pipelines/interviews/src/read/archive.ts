import { crc32 } from 'node:zlib'
import type { Readable } from 'node:stream'
import { type Entry, fromBuffer, open, type ZipFile } from 'yauzl'
import type { ArchiveLimits } from './limits.ts'
import { Unreadable } from './unreadable.ts'

/** An opened archive: what is in it, and the bytes of one entry, inflated as they are asked for. */
export type Archive = {
  names: string[]
  /** Throws `Unreadable` as soon as more than `limit` bytes came out, or more than the archive's limits allow. */
  read: (name: string, limit: number) => AsyncGenerator<Buffer>
}

/**
 * Lends a zip archive without trusting it: what its directory says is checked before anything is inflated, and sizes are
 * counted while inflating. Archives within it are refused, and so are links and paths that lead out of it.
 *
 * @throws Unreadable
 */
export async function withArchive<T>(
  file: string | Buffer,
  limits: ArchiveLimits,
  work: (archive: Archive) => Promise<T>,
): Promise<T> {
  const zip = await opened(file)
  try {
    const entries = await directory(zip, limits)
    let total = 0
    const count = (bytes: number) => {
      total += bytes
      if (total > limits.totalBytes) throw tooMuch('the archive', limits.totalBytes)
    }
    return await work({
      names: [...entries.keys()],
      read: (name, limit) => inflated(zip, entries.get(name)!, limit, limits.ratio, count),
    })
  } finally {
    zip.close()
  }
}

/** Some archives made on Windows have backslashes in their paths: yauzl reads them as slashes, and then checks the path. */
const options = { lazyEntries: true, autoClose: false, strictFileNames: false, validateEntrySizes: true }

function opened(file: string | Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    const done = (error: Error | null, zip?: ZipFile) => (error ? reject(broken(error)) : resolve(zip!))
    if (typeof file === 'string') open(file, options, done)
    else fromBuffer(file, options, done)
  })
}

function directory(zip: ZipFile, limits: ArchiveLimits): Promise<Map<string, Entry>> {
  if (zip.entryCount > limits.entries)
    return Promise.reject(
      new Unreadable('archive', `expected at most ${limits.entries} entries, found ${zip.entryCount}`),
    )
  return new Promise((resolve, reject) => {
    const entries = new Map<string, Entry>()
    zip.on('error', (error: Error) => reject(broken(error)))
    zip.on('end', () => resolve(entries))
    zip.on('entry', (entry: Entry) => {
      const wrong = wrongWith(entry, entries, limits)
      if (wrong) return reject(new Unreadable('archive', wrong))
      if (!entry.fileName.endsWith('/')) entries.set(entry.fileName, entry)
      zip.readEntry()
    })
    zip.readEntry()
  })
}

const symbolicLink = 0o120000
const fileType = 0o170000

/** Names of entries may hold persons and are never in a message; their number in the archive is. */
function wrongWith(entry: Entry, earlier: Map<string, Entry>, limits: ArchiveLimits): string | undefined {
  const place = `entry ${earlier.size + 1}`
  if (earlier.size >= limits.entries) return `expected at most ${limits.entries} entries, found more`
  if (earlier.has(entry.fileName)) return `${place}: expected every name once, found one again`
  if (((entry.externalFileAttributes >>> 16) & fileType) === symbolicLink)
    return `${place}: expected a file, found a link`
  if (entry.generalPurposeBitFlag & 1) return `${place}: expected a file, found an encrypted one`
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8)
    return `${place}: expected stored or deflated, found method ${entry.compressionMethod}`
  if (/\.(zip|qdpx|7z|rar|gz|bz2|xz|tar|tgz)$/i.test(entry.fileName))
    return `${place}: expected a file, found an archive within the archive`
  return undefined
}

async function* inflated(
  zip: ZipFile,
  entry: Entry,
  limit: number,
  ratio: number,
  count: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  if (entry.uncompressedSize > limit) throw tooMuch('an entry', limit)
  const stream = await new Promise<Readable>((resolve, reject) =>
    zip.openReadStream(entry, (error, found) => (error ? reject(broken(error)) : resolve(found))),
  )
  let bytes = 0
  let sum = 0
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      bytes += chunk.length
      count(chunk.length)
      if (bytes > limit) throw tooMuch('an entry', limit)
      if (bytes > 1_000_000 && bytes > entry.compressedSize * ratio)
        throw new Unreadable('archive', `expected to inflate at most ${ratio} times, found more`)
      sum = crc32(chunk, sum)
      yield chunk
    }
  } catch (error) {
    throw error instanceof Unreadable ? error : broken(error as Error)
  } finally {
    stream.destroy()
  }
  if (sum !== entry.crc32) throw new Unreadable('archive', 'expected the checksum of an entry, found another')
}

function tooMuch(what: string, limit: number): Unreadable {
  return new Unreadable('archive', `${what}: expected at most ${limit} bytes inflated, found more`)
}

/** What yauzl or zlib say may quote the archive's bytes: only that it is broken is told. */
function broken(cause: Error): Unreadable {
  const isPath = /relative path|absolute path|invalid characters in fileName/i.test(cause.message)
  const found = isPath ? 'a path that leads out of the archive' : 'a broken one'
  const unreadable = new Unreadable('archive', `expected a zip archive, found ${found}`)
  unreadable.cause = cause
  return unreadable
}
