/**
 * The palette: one field in which everything is found, by the combobox pattern of WAI-ARIA. The keyboard stays in the
 * field; arrows move a choice in the list, Enter opens it, Escape closes, and the focus goes back to where it was. Its
 * script is fetched when the palette is first asked for; what is found comes from the server, one small answer a text.
 */
type Found = { label: string; detail: string; href: string }
type Answer = { said: string; groups: { name: string; more: string; entries: Found[] }[] }

const known = new Map<string, Answer>()
let asking: AbortController | undefined

const dialog = () => document.querySelector<HTMLDialogElement>('#palette')!
const field = () => document.querySelector<HTMLInputElement>('#palette-q')!
const list = () => document.getElementById('palette-found')!
const options = () => [...list().querySelectorAll<HTMLElement>('[role=option]')]
const chosen = () => options().findIndex((option) => option.ariaSelected === 'true')

document.addEventListener('pejling:palette', open)
document.addEventListener('input', ({ target }) => {
  if (target === field()) void ask(field().value.trim())
})
document.addEventListener('keydown', (event) => {
  if (event.target !== field() || event.isComposing) return
  const last = options().length - 1
  const moves: Record<string, () => number> = {
    ArrowDown: () => (chosen() === last ? 0 : chosen() + 1),
    ArrowUp: () => (chosen() <= 0 ? last : chosen() - 1),
    PageDown: () => Math.min(last, chosen() + 6),
    PageUp: () => Math.max(0, chosen() - 6),
  }
  if (Object.hasOwn(moves, event.key)) {
    event.preventDefault()
    choose(moves[event.key]())
  } else if (event.key === 'Enter' && chosen() >= 0) {
    event.preventDefault()
    go(options()[chosen()], event.ctrlKey || event.metaKey)
  }
})
document.addEventListener('click', (event) => {
  const target = event.target as Element
  const option = target.closest<HTMLElement>('#palette [role=option]')
  if (option) go(option, event.ctrlKey || event.metaKey)
  // A press beside it is one on the dialog's own backdrop.
  else if (target === dialog() || target.closest('#palette [data-close]')) dialog().close()
})
document.addEventListener('pointermove', (event) => {
  const option = (event.target as Element).closest<HTMLElement>('#palette [role=option]')
  if (option) choose(options().indexOf(option), false)
})
open()

function open(): void {
  if (!dialog().open) dialog().showModal()
  field().focus()
  field().select()
}

async function ask(text: string): Promise<void> {
  asking?.abort()
  if (!text) return show({ said: '', groups: [] })
  const before = known.get(text)
  if (before) return show(before)
  const own = (asking = new AbortController())
  try {
    const answer = await fetch(`/search/results?${new URLSearchParams({ q: text })}`, { signal: own.signal })
    if (!answer.ok) throw new Error(`search: ${answer.status}`)
    const found = (await answer.json()) as Answer
    known.set(text, found)
    if (!own.signal.aborted) show(found)
  } catch (problem) {
    if ((problem as Error).name !== 'AbortError') show({ said: dialog().dataset.failed ?? '', groups: [] })
  }
}

function show({ said, groups }: Answer): void {
  let at = 0
  list().replaceChildren(
    ...groups.map(({ name, more, entries }, i) => {
      const group = part('div', '', { role: 'group', 'aria-labelledby': `palette-kind-${i}` })
      const heading = part('div', '', { class: 'kind', role: 'presentation' })
      heading.append(part('b', name, { id: `palette-kind-${i}` }), part('span', more))
      group.append(
        heading,
        ...entries.map(({ label, detail, href }) => {
          const option = part('div', label, { role: 'option', id: `palette-${at++}`, 'data-href': href })
          if (detail) option.append(part('span', detail))
          return option
        }),
      )
      return group
    }),
  )
  document.getElementById('palette-said')!.textContent = said
  field().setAttribute('aria-expanded', String(at > 0))
  choose(at ? 0 : -1)
}

function choose(at: number, scroll = true): void {
  for (const [i, option] of options().entries()) option.ariaSelected = String(i === at)
  const option = options()[at]
  if (option) field().setAttribute('aria-activedescendant', option.id)
  else field().removeAttribute('aria-activedescendant')
  if (scroll) option?.scrollIntoView({ block: 'nearest' })
}

function go({ dataset }: HTMLElement, aside: boolean): void {
  if (aside) return void window.open(dataset.href, '_blank', 'noopener')
  dialog().close()
  location.assign(dataset.href!)
}

function part(name: string, text = '', attributes: Record<string, string> = {}): HTMLElement {
  const element = document.createElement(name)
  element.textContent = text
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
  return element
}
