import { stat } from 'node:fs/promises'
import { listPrunable } from './edition-keep.ts'
import { listPins } from './edition-pins.ts'
import { listEditions, listLive } from './editions.ts'
import type { Ledger } from './ledger.ts'
import type { EditionPinRow } from './tables.ts'

/** An edition with everything the ledger knows of it, and how large its file is (`null` where that is gone). */
export type ToldEdition = Omit<Awaited<ReturnType<typeof listEditions>>[number], 'removed_at'> & {
  bytes: number | null
  wasLive: Omit<Awaited<ReturnType<typeof listLive>>[number], 'hash'>[]
  pins: EditionPinRow[]
  prunable: boolean
}

/** Every edition that is there, newest first, as `pejling edition list --json` and `/api/v1/editions` give it. */
export async function tellEditions(ledger: Ledger, fileOf: (hash: string) => string): Promise<ToldEdition[]> {
  const [all, live, pins, prunable] = await Promise.all([
    listEditions(ledger),
    listLive(ledger),
    listPins(ledger),
    listPrunable(ledger),
  ])
  return Promise.all(
    all.map(async ({ removed_at: _, ...edition }) => ({
      ...edition,
      bytes: (await stat(fileOf(edition.hash)).catch(() => undefined))?.size ?? null,
      wasLive: live.filter(({ hash }) => hash === edition.hash).map(({ hash: _, ...rest }) => rest),
      pins: pins.filter(({ hash }) => hash === edition.hash),
      prunable: prunable.includes(edition.hash),
    })),
  )
}
