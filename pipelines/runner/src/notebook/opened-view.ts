import { strictestViewer, type Viewer } from '@pejling/indicators'
import { findLiveEdition, findResults, findView, mayOpen, type SavedView } from '@pejling/ledger'
import { parseViewName } from '@pejling/notebook'
import { readConfiguration } from '@pejling/operation'
import { type Edition, getStudy, openEdition } from '@pejling/warehouse'
import { editionFile } from '../home.ts'
import type { House } from '../house.ts'
import { viewerFor } from '../viewer.ts'

/** A view somebody may open, with the texts of its results, and the seal that was said with its name. */
export type OpenedView = { view: SavedView; texts: Record<string, string>; shownSeal?: string }

/**
 * The view of that name, as whoever acts may open it.
 *
 * @throws `unknown view: …`, also for one that is somebody else's and not shared
 */
export async function openView({ ledger, caller }: House, name: string): Promise<OpenedView> {
  const { view: id, seal } = parseViewName(name)
  const view = await findView(ledger, id)
  if (!view || !(await mayOpen(ledger, view, caller.by.actor))) throw new Error(`unknown view: ${name}`)
  return { view, texts: await findResults(ledger, view), ...(seal !== undefined && { shownSeal: seal }) }
}

/** Opens an edition's file for one look, which nobody else uses. */
export function openFile({ home }: House, hash: string): Promise<Edition> {
  return openEdition(editionFile(home, hash), { connections: 1 })
}

/**
 * How whoever acts sees a study in an edition: an older one may have been made when the study said something else, so the
 * strictest word of it and the live one holds.
 */
export async function viewerOfBoth(house: House, edition: Edition, study: string): Promise<Viewer> {
  const viewers = [viewerFor(house.caller, await getStudy(edition, study))]
  const live = await findLiveEdition(house.ledger)
  if (live && live !== edition.hash) {
    const newest = await openFile(house, live)
    try {
      const now = await getStudy(newest, study).catch(() => undefined)
      if (now) viewers.push(viewerFor(house.caller, now))
    } finally {
      await newest.close()
    }
  }
  return strictestViewer(viewers)
}

/** Where a view is seen: `https://pejling.example.dk/views/12-9f86d081884c7d65`. */
export function viewAddress(name: string): string {
  return `${readConfiguration(process.env).origin ?? ''}/views/${name}`
}
