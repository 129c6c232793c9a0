/**
 * The one script: forms and links that ask a question (`data-live`) are answered in place, and pages that change by themselves
 * (`data-follow`) are kept as they are on the server. The server's whole page is fetched and morphed into the one shown,
 * so focus and scroll stay, the address and the history follow, and a screen reader hears what changed. Without this
 * script every form still works by its button, and every page by being fetched again.
 */
import { callPalette } from './call-palette.ts'
import { tellDoors } from './doors.ts'
import { follow } from './follow.ts'
import { announce, sentence, showPage } from './show-page.ts'

let shown = location.pathname + location.search

document.documentElement.classList.add('enhanced')
tellDoors(document)
callPalette(document)
follow()

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

document.addEventListener('click', (event) => {
  const link = (event.target as Element).closest<HTMLAnchorElement>('a[data-live]')
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  void ask(new URL(link.href), true)
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
  document.getElementById('main')?.setAttribute('aria-busy', 'true')
  try {
    const reached = await showPage(address)
    if (!reached) return
    shown = reached.pathname + reached.search
    if (remember) history.pushState(null, '', shown)
    follow()
    announce(sentence('updated', document.querySelector('h1')?.textContent?.trim() ?? document.title))
  } catch {
    if (remember) location.assign(address)
    else announce(sentence('failed'))
  } finally {
    document.getElementById('main')?.removeAttribute('aria-busy')
  }
}
