/** Ctrl+K or ⌘K, or a press on the search in the header, opens the palette; its script is fetched the first time. */
export function callPalette(page: Document): void {
  let fetched = false
  const mac = /Mac|iPhone|iPad/.test(navigator.platform)
  const shortcut = page.querySelector('[data-shortcut]')
  if (shortcut && mac) shortcut.textContent = '⌘K'

  const call = (event: Event) => {
    const link = page.querySelector<HTMLAnchorElement>('a[data-palette]')
    if (!link) return
    event.preventDefault()
    if (fetched) return void page.dispatchEvent(new Event('pejling:palette'))
    fetched = true
    const script = page.createElement('script')
    script.src = link.dataset.palette!
    // Without its script the search is a page like others.
    script.onerror = () => location.assign(link.href)
    page.head.append(script)
  }
  page.addEventListener('keydown', (event) => {
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event
    if (key.toLowerCase() === 'k' && (mac ? metaKey : ctrlKey) && !altKey && !shiftKey) call(event)
  })
  page.addEventListener('click', (event) => {
    if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    if ((event.target as Element).closest('a[data-palette]')) call(event)
  })
}
