import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { type Edition, openEdition } from '@pejling/warehouse'

/** Editions kept open: the live one, and the older ones that links have asked for lately. */
export type EditionShelf = {
  /** The live edition, or nothing before the first one. */
  live(): Edition | undefined
  /**
   * An edition by its hash, opened if it is not open yet.
   *
   * @throws `unknown edition: …`
   */
  get(hash: string): Promise<Edition>
  /** Makes the edition of that hash the live one; the one before it closes when its queries are done. */
  use(hash: string): Promise<void>
  close(): Promise<void>
}

/**
 * A shelf over a folder of `<hash>.duckdb` files. At most `open` older editions stay open beside the live one; the one
 * asked for longest ago is closed first.
 */
export function editionShelf(folder: string, open = 3): EditionShelf {
  const older = new Map<string, Promise<Edition>>()
  let live: Edition | undefined

  return {
    live: () => live,
    async get(hash) {
      if (live?.hash === hash) return live
      const known = older.get(hash) ?? openByHash(folder, hash)
      older.delete(hash)
      older.set(hash, known)
      known.catch(() => older.delete(hash))
      const edition = await known
      for (const [oldest, other] of older) {
        if (older.size <= open) break
        older.delete(oldest)
        void other.then((edition) => edition.close())
      }
      return edition
    },
    async use(hash) {
      if (live?.hash === hash) return
      const next = await (older.get(hash) ?? openByHash(folder, hash))
      older.delete(hash)
      const before = live
      live = next
      await before?.close()
    },
    async close() {
      const open = [...(await Promise.allSettled(older.values()))]
      const editions = open.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
      older.clear()
      await Promise.all([live, ...editions].map((edition) => edition?.close()))
      live = undefined
    },
  }
}

async function openByHash(folder: string, hash: string): Promise<Edition> {
  const file = join(folder, `${hash}.duckdb`)
  // A hash comes from an address: it may name a file in the folder and nothing else.
  const exists =
    /^[\w-]+$/.test(hash) &&
    (await access(file)
      .then(() => true)
      .catch(() => false))
  if (!exists) throw new Error(`unknown edition: ${hash}`)
  return openEdition(file)
}
