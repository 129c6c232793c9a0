import { Idiomorph } from 'idiomorph'

let asking: AbortController | undefined

/** The palette that is open is the reader's, whatever page comes behind it. */
const kept = { beforeNodeMorphed: (node: Node) => !(node instanceof HTMLDialogElement && node.open) }
/** What the reader has open stays open, and what is being written stays as written. */
const undisturbed = {
  ignoreActiveValue: true,
  callbacks: {
    ...kept,
    beforeAttributeUpdated: (name: string, element: Element) =>
      !(name === 'open' && element instanceof HTMLDetailsElement),
  },
}

/**
 * Fetches the server's whole page at an address and morphs it into the one shown, so that focus and scroll stay. The page
 * asked for before, if it has not come yet, is no longer wanted.
 *
 * @param quietly for a page that changes by itself: nothing the reader has opened or begun is disturbed
 * @returns the address that was reached; nothing if another page was asked for meanwhile
 * @throws `not a page`, or what fetching throws
 */
export async function showPage(address: URL, quietly = false): Promise<URL | undefined> {
  asking?.abort()
  const own = (asking = new AbortController())
  try {
    const answer = await fetch(address, { signal: own.signal, headers: { accept: 'text/html' } })
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    if (!page.getElementById('main')) throw new Error('not a page')
    if (own.signal.aborted) return undefined
    Idiomorph.morph(document.body, page.body, {
      morphStyle: 'innerHTML',
      ...(quietly ? undisturbed : { callbacks: kept }),
    })
    document.title = page.title
    return new URL(answer.url)
  } catch (problem) {
    if ((problem as Error).name === 'AbortError') return undefined
    throw problem
  }
}

/** Says something to who listens to the page instead of seeing it. */
export function announce(text: string): void {
  const region = document.getElementById('announcement')
  if (region) region.textContent = text
}

/** A sentence the layout holds ready: `updated`, `failed`; `%` in it is the heading. */
export function sentence(name: 'updated' | 'failed', heading = ''): string {
  return (document.getElementById('announcement')?.dataset[name] ?? '').replace('%', heading)
}
