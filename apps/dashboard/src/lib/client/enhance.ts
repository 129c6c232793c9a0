/**
 * The one script: forms that ask a question (`data-live`) are answered in place. The server's whole page is fetched and
 * morphed into the one shown, so focus and scroll stay, the address and the history follow, and a screen reader hears
 * what changed. Without this script every form still works by its button.
 */
import { Idiomorph } from 'idiomorph'

let asking: AbortController | undefined
let shown = location.pathname + location.search

document.documentElement.classList.add('enhanced')

document.addEventListener('change', (event) => {
  const form = (event.target as Element).closest('form')
  if (form?.matches('[data-theme-form]')) form.requestSubmit()
  else if (form?.matches('[data-live]')) void ask(addressOf(form), true)
})

document.addEventListener('submit', (event) => {
  const form = event.target as HTMLFormElement
  if (!form.matches('[data-live]')) return
  event.preventDefault()
  void ask(addressOf(form), true)
})

addEventListener('popstate', () => {
  if (location.pathname + location.search !== shown) void ask(new URL(location.href), false)
})

/** The form's address with what was chosen and nothing else. */
function addressOf(form: HTMLFormElement): URL {
  const address = new URL(form.getAttribute('action') ?? '', location.href)
  const chosen = [...new FormData(form)].filter(([, value]) => value !== '') as [string, string][]
  address.search = new URLSearchParams(chosen).toString()
  return address
}

async function ask(address: URL, remember: boolean): Promise<void> {
  asking?.abort()
  asking = new AbortController()
  const main = document.getElementById('main')
  main?.setAttribute('aria-busy', 'true')
  try {
    const answer = await fetch(address, { signal: asking.signal, headers: { accept: 'text/html' } })
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    if (!page.getElementById('main')) throw new Error('not a page')
    Idiomorph.morph(document.body, page.body, { morphStyle: 'innerHTML' })
    document.title = page.title
    const reached = new URL(answer.url)
    shown = reached.pathname + reached.search
    if (remember) history.pushState(null, '', shown)
    announce('updated', document.querySelector('h1')?.textContent?.trim() ?? document.title)
  } catch (problem) {
    if ((problem as Error).name === 'AbortError') return
    if (remember) location.assign(address)
    else announce('failed')
  } finally {
    document.getElementById('main')?.removeAttribute('aria-busy')
  }
}

function announce(what: 'updated' | 'failed', heading = ''): void {
  const region = document.getElementById('announcement')
  if (region) region.textContent = (region.dataset[what] ?? '').replace('%', heading)
}
