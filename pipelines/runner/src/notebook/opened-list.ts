import { findList, mayOpenList, type ReadingList } from '@pejling/ledger'
import type { House } from '../house.ts'

/**
 * The list of that number, as whoever acts may open it.
 *
 * @throws `unknown list: …`, also for one that is somebody else's and not shared
 */
export async function openedList({ ledger, caller }: House, wanted: string): Promise<ReadingList> {
  const list = /^[1-9]\d{0,8}$/.test(wanted) ? await findList(ledger, Number(wanted)) : undefined
  if (list && mayOpenList(list, caller.by.actor)) return list
  throw new Error(`unknown list: ${wanted}`)
}
