import { openZip, Unreadable, type Zip } from '@pejling/receive'
import type { ArchiveLimits } from './limits.ts'

/** An opened archive: what is in it, and the bytes of one entry, inflated as they are asked for. */
export type Archive = Pick<Zip, 'names' | 'read'>

/**
 * Lends a zip archive without trusting it: what its directory says is checked before anything is inflated, and what comes out
 * is counted. Archives within it are refused.
 *
 * @throws Unreadable
 */
export async function withArchive<T>(
  file: string,
  { entries, totalBytes, ratio }: ArchiveLimits,
  work: (archive: Archive) => Promise<T>,
): Promise<T> {
  const zip = await openZip(file, { entries, inflated: totalBytes, ratio, unpackedAnyway: 1_000_000 })
  try {
    const within = zip.names.findIndex((name) => /\.(zip|qdpx|7z|rar|gz|bz2|xz|tar|tgz)$/i.test(name))
    if (within >= 0)
      throw new Unreadable(
        'archive',
        `entry ${within + 1}: expected a file, found an archive within the archive`,
      )
    return await work(zip)
  } finally {
    zip.close()
  }
}
