import { findView, type Ledger, mayOpen, type SavedView } from '@pejling/ledger'
import { parseViewName } from '@pejling/notebook'
import { error } from '@sveltejs/kit'

/**
 * The view an address names, for one who may open it, with the seal the address has. Answers 404 for a view that is not
 * there, and just so for one that is somebody else's and not shared.
 */
export async function openedView(
  ledger: Ledger,
  name: string,
  { account }: App.Locals,
): Promise<{ view: SavedView; shownSeal?: string }> {
  try {
    const { view: id, seal } = parseViewName(name)
    const view = await findView(ledger, id)
    if (view && (await mayOpen(ledger, view, account?.id))) return { view, shownSeal: seal }
  } catch (problem) {
    if (!(problem instanceof Error && problem.message.startsWith('unknown view: '))) throw problem
  }
  error(404, `unknown view: ${name.slice(0, 40)}`)
}
