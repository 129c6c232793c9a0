import { access } from 'node:fs/promises'
import { join } from 'node:path'
import type { EditionHold } from '@pejling/ledger'
import { type Edition, openEdition } from '@pejling/warehouse'

/** Editions kept open: the live one, and the older ones that links have asked for lately. */
export type EditionShelf = {
  /** The live edition, or nothing before the first one. For a look at its name: who reads it takes a `reader`. */
  live(): Edition | undefined
  /** Lends editions to one answer: none of them closes before it is done, whatever becomes live meanwhile. */
  reader(): EditionReader
  /** Makes the edition of that hash the live one; the one before it closes when its readers are done. */
  use(hash: string): Promise<void>
  close(): Promise<void>
}

/** What one answer reads. `live` stays the edition that was live when the answer began. */
export type EditionReader = {
  readonly live: Edition | undefined
  /**
   * An edition by its hash, opened if it is not open yet.
   *
   * @throws `unknown edition: …`
   */
  get(hash: string): Promise<Edition>
  /** To be called once, when the last byte has been read. */
  done(): void
}

/** An edition on the shelf. Off the shelf it is open only until its last reader is done. */
type Place = { hash: string; edition: Promise<Edition>; opened?: Edition; readers: number; onShelf: boolean }

/**
 * A shelf over a folder of `<hash>.duckdb` files. At most `open` older editions stay open beside the live one; the one
 * asked for longest ago is closed first. What is open is held, so that nobody prunes it.
 */
export function editionShelf(
  folder: string,
  { open = 3, hold = unheld }: { open?: number; hold?: Pick<EditionHold, 'hold' | 'release'> } = {},
): EditionShelf {
  const older = new Map<string, Place>()
  let live: Place | undefined
  let turns = 0

  function place(hash: string): Place {
    const place: Place = { hash, edition: openHeld(hash), readers: 0, onShelf: true }
    place.edition.then(
      (edition) => (place.opened = edition),
      () => older.get(hash) === place && older.delete(hash),
    )
    return place
  }

  async function openHeld(hash: string): Promise<Edition> {
    await hold.hold(hash)
    try {
      return await openByHash(folder, hash)
    } catch (problem) {
      await hold.release(hash)
      throw problem
    }
  }

  async function close({ hash, edition }: Place): Promise<void> {
    const opened = await edition.catch(() => undefined)
    if (!opened) return
    await opened.close()
    await hold.release(hash)
  }

  function takeDown(place: Place): void {
    place.onShelf = false
    if (!place.readers) void close(place)
  }

  function giveBack(place: Place): void {
    place.readers -= 1
    if (!place.onShelf) takeDown(place)
  }

  return {
    live: () => live?.opened,
    reader() {
      const lent = new Set<Place>()
      const lend = (place: Place) => {
        if (!lent.has(place)) place.readers += 1
        lent.add(place)
        return place
      }
      const first = live && lend(live)
      return {
        live: first?.opened,
        async get(hash) {
          if (first?.hash === hash) return first.edition
          const known = older.get(hash) ?? place(hash)
          older.delete(hash)
          older.set(hash, known)
          lend(known)
          const edition = await known.edition
          for (const [oldest, other] of older) {
            if (older.size <= open) break
            older.delete(oldest)
            takeDown(other)
          }
          return edition
        },
        done() {
          for (const place of lent) giveBack(place)
          lent.clear()
        },
      }
    },
    async use(hash) {
      // Opening takes its time: of several that were asked for meanwhile the last one is to be live.
      const turn = (turns += 1)
      if (live?.hash === hash) return
      const next = older.get(hash) ?? place(hash)
      older.delete(hash)
      await next.edition
      if (turn !== turns) return takeDown(next)
      const before = live
      live = next
      if (before) takeDown(before)
    },
    async close() {
      const places = [...older.values(), ...(live ? [live] : [])]
      older.clear()
      live = undefined
      await Promise.all(places.map(close))
    },
  }
}

const unheld = { hold: async () => {}, release: async () => {} }

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
